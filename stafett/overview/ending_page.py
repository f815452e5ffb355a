"""The first step of ending a log: where the plan stands, and why it ends (P1–P4, D30)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right
from stafett.plan.queries import plan_of


@require_safe
@signed_in
def ending(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/avslutt/hvorfor/`, for whoever has the baton; the reason leads on to the note."""
    by = access.require(request.person, log_id, Right.COORDINATE)
    plan = plan_of(by.log, by.reader)
    going = [each for each in plan.measures if each.ended_at is None]
    context = {
        "standing": by,
        "goals": plan.goals,
        "open_goals": [goal for goal in plan.goals if goal.closed_at is None],
        "going": len(going),
    }
    return render(request, "overview/ending.html", context)
