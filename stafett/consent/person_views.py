"""Naming people in a question that is being written, and noting who has said yes already."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.municipality.models import Unit
from stafett.municipality.policy import Policy
from stafett.municipality.queries import current_policy

from . import actions
from .asking_forms import NamedForm, OralForm, PersonForm, UnitForm
from .models import Consent, Named
from .naming import change_named
from .queries import deciders_of, said_yes_by_mouth
from .refusals import UNPROCESSABLE, status_of
from .rights import asker
from .writing import sent_meanwhile, staff_of, units_of, where_written, written


def _policy(by: Standing) -> Policy:
    return current_policy(by.log.municipality_id, timezone.localdate())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/person/`: first the service, then the person and the task (G2)."""
    by = asker(request, log_id)
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    chosen = UnitForm(units_of(by), request.GET if "enhet" in request.GET else None)
    if not chosen.is_bound or not chosen.is_valid():
        status = UNPROCESSABLE if chosen.errors else 200
        context = {"standing": by, "form": chosen}
        return render(request, "consent/person_unit.html", context, status=status)
    return _add(request, by, consent, chosen.unit)


def _add(request: SignedInRequest, by: Standing, consent: Consent, unit: Unit) -> HttpResponse:
    named = set(consent.named.values_list("person_id", flat=True))
    kept_out = set(consent.people_kept_out.values_list("person_id", flat=True))
    positions = [each for each in staff_of(by, unit) if each.person_id not in named | kept_out]
    told = request.POST if request.method == "POST" else None
    form = PersonForm(_policy(by), positions, told)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            said = dict(form.cleaned_data)
            invitation = actions.Invitation(UUID(said.pop("position")), **said)
            try:
                new = actions.invite(by, consent.pk, invitation, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                words = _("%(name)s is on the list. Nothing is sent yet.")
                messages.success(request, words % {"name": new.person})
                return redirect(where_written(by.log), by.log.pk)
    context = {"standing": by, "form": form, "unit": unit, "nobody": not positions}
    return render(request, "consent/person_add.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: SignedInRequest, log_id: UUID, named_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/person/<id>/`: say something else of somebody on the list."""
    by = asker(request, log_id)
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    named = Named.objects.filter(consent=consent, pk=named_id).select_related("person").first()
    if named is None:
        raise Http404
    told = request.POST if request.method == "POST" else None
    now = {"task": named.task, "sees": named.sees, "health": named.health, "until": named.until}
    form = NamedForm(_policy(by), told, initial=now)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                change_named(by, consent.pk, named.pk, **form.cleaned_data, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                messages.success(request, _("Saved. Nothing is sent yet."))
                return redirect(where_written(by.log), by.log.pk)
    context = {"standing": by, "form": form, "named": named}
    return render(request, "consent/person_change.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note_oral(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/muntlig/`: note who else has said yes by word of mouth (G5)."""
    by = asker(request, log_id)
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    heard = {each.person_id for each in said_yes_by_mouth(by.log)}
    try:
        deciders = deciders_of(by.log, _policy(by), timezone.localdate(), consent.scopes)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(where_written(by.log), by.log.pk)
    unheard = [person for person in deciders if person.pk not in heard]
    if not unheard:
        return redirect(where_written(by.log), by.log.pk)
    form = OralForm(unheard, request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            said_on = form.cleaned_data["said_on"]
            try:
                actions.note_oral(by, form.ticked, said_on=said_on, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                messages.success(request, _("Noted."))
                return redirect(where_written(by.log), by.log.pk)
    return render(request, "consent/oral.html", {"standing": by, "form": form}, status=status)
