"""A child's transition to another service, step by step (O1–O5)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.consent import actions as consent
from stafett.consent.asking_forms import OralForm
from stafett.consent.queries import deciders_of
from stafett.consent.rules import Scope
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.municipality.queries import current_policy
from stafett.people.models import Person

from .transition import Step, Transition, transition_of

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def transition(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/overgang/`: shown to those who see everything in the log; who has the baton goes
    on with it, and notes who has said yes by word of mouth (O1)."""
    sends = request.method == "POST"
    standing = access.require(request.person, log_id, Right.READ)
    if not standing.hears_child:
        raise Http404
    if standing.log.closed_at is not None:
        context = {"standing": standing, "tab": "plan"}
        return render(request, "logs/closed.html", context, status=CONFLICT)
    if sends and not standing.may(Right.COORDINATE):
        raise Http404
    now = transition_of(standing)
    form = OralForm(_deciders(standing, now), request.POST if sends else None)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                said_on = form.cleaned_data["said_on"]
                consent.note_oral(
                    standing, form.ticked, said_on=said_on, at=timezone.now(),
                    about=Scope.TRANSITION.value,
                )  # fmt: skip
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Noted."))
                return redirect("transition", log_id)
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("To another service"),
        "now": now,
        "steps": [(step, now.done(step), step == now.now) for step in Step],
        "leads": standing.may(Right.COORDINATE),
        "form": form,
        "again": now.now is None,
    }
    return render(request, "overview/transition.html", context, status=status)


def _deciders(standing: Standing, now: Transition) -> list[Person]:
    """Those whose yes counts and who have not said it by word of mouth; nobody where none could."""
    today = timezone.localdate()
    policy = current_policy(standing.log.municipality_id, today)
    try:
        found = deciders_of(standing.log, policy, today, [Scope.TRANSITION])
    except Refused:
        return []
    heard = {each.person_id for each in now.oral}
    return [each for each in found if each.pk not in heard or now.now is None]
