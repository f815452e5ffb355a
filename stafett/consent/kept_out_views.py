"""Whom the family will not have let in, noted while a question is written."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.municipality.models import Unit

from . import actions, undoing
from .about_forms import KeptOutForm, KeptOutNameForm
from .asking_forms import UnitForm
from .models import Consent, KeptOut
from .refusals import UNPROCESSABLE, status_of
from .rights import asker
from .writing import sent_meanwhile, staff_of, units_of, where_written, written


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def keep_out(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/utenfor/`: one of a service's staff, or a name that is written."""
    by = asker(request, log_id)
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    chosen = UnitForm(units_of(by), request.GET if "enhet" in request.GET else None)
    if chosen.is_bound and chosen.is_valid():
        return _one_of(request, by, consent, chosen.unit)
    by_name = KeptOutNameForm(request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if chosen.errors else 200
    if by_name.is_bound:
        status = UNPROCESSABLE
        if by_name.is_valid():
            try:
                kept = actions.keep_out(by, consent.pk, name=by_name.cleaned_data["name"])
            except Refused as refusal:
                by_name.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                return _noted(request, by, kept)
    context = {"standing": by, "form": chosen, "by_name": by_name}
    return render(request, "consent/kept_out_unit.html", context, status=status)


def _one_of(request: SignedInRequest, by: Standing, consent: Consent, unit: Unit) -> HttpResponse:
    named = set(consent.named.values_list("person_id", flat=True))
    positions = [each for each in staff_of(by, unit) if each.person_id not in named]
    form = KeptOutForm(positions, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                position = UUID(form.cleaned_data["position"])
                kept = actions.keep_out(by, consent.pk, position_id=position)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                return _noted(request, by, kept)
    context = {"standing": by, "form": form, "unit": unit, "nobody": not positions}
    return render(request, "consent/kept_out_person.html", context, status=status)


def _noted(request: SignedInRequest, by: Standing, kept: KeptOut) -> HttpResponse:
    undoing.offer_letting_be(request, by, kept)
    return redirect(where_written(by.log), by.log.pk)
