"""What a question in an open log is about, and to whom the baton goes in a transition (G6, G7)."""

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
from stafett.logs.workplaces import true_unit
from stafett.municipality.models import Role, Unit
from stafett.municipality.queries import current_policy

from . import actions
from .about_forms import TransitionForm
from .asking_forms import UnitForm
from .begin_views import about_form, where_after
from .models import Consent
from .refusals import UNPROCESSABLE, status_of
from .rights import asker
from .writing import sent_meanwhile, staff_of, units_of, written


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def about(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/nytt/om/`: change what the question is about."""
    by = asker(request, log_id)
    if by.log.state != "open":
        raise Http404
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    told = request.POST if request.method == "POST" else None
    form = about_form(by, told, initial={"scopes": consent.scopes})
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                consent = actions.choose_scopes(by, consent.pk, form.cleaned_data["scopes"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                messages.success(request, _("Saved. Nothing is sent yet."))
                return redirect(where_after(consent), log_id)
    return render(request, "consent/about.html", {"standing": by, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def transition(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/nytt/overgang/`: the service, then the next holder and the last day."""
    by = asker(request, log_id)
    if by.log.state != "open":
        raise Http404
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    chosen = UnitForm(_other_units(by, consent), request.GET if "enhet" in request.GET else None)
    chosen.fields["enhet"].label = _("Which service takes over?")
    if not chosen.is_bound or not chosen.is_valid():
        status = UNPROCESSABLE if chosen.errors else 200
        context = {"standing": by, "form": chosen}
        return render(request, "consent/transition_unit.html", context, status=status)
    return _transition(request, by, consent, chosen.unit)


def _other_units(by: Standing, consent: Consent) -> list[Unit]:
    """All but the asker's own service."""
    me = consent.named.filter(person=by.person).select_related("unit").first()
    own = true_unit(me.unit) if me else None
    return [unit for unit in units_of(by) if unit.pk != own]


def _transition(
    request: SignedInRequest, by: Standing, consent: Consent, unit: Unit
) -> HttpResponse:
    policy = current_policy(by.log.municipality_id, timezone.localdate())
    positions = [each for each in staff_of(by, unit) if each.role != Role.OUTSIDER]
    told = request.POST if request.method == "POST" else None
    form = TransitionForm(policy, positions, told, initial={"leaving_on": consent.leaving_on})
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            said = form.cleaned_data
            try:
                actions.set_transition(
                    by,
                    consent.pk,
                    UUID(said["position"]),
                    leaving_on=said["leaving_on"],
                    at=timezone.now(),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                messages.success(request, _("Saved. Nothing is sent yet."))
                return redirect("consent:prepare", by.log.pk)
    context = {"standing": by, "form": form, "unit": unit, "nobody": not positions}
    return render(request, "consent/transition.html", context, status=status)
