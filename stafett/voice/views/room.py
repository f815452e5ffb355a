"""The child's room: who helps me, what we have agreed, how it is going (screen 10)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.consent.words import together
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing
from stafett.logs.queries import team
from stafett.plan.agreement import not_answered
from stafett.plan.facts import GoalFacts, MeasureFacts, Plan
from stafett.plan.queries import plan_of
from stafett.plan.rules import State

from ..actions import private
from ..ages import is_small
from ..forms import HowForm
from ..helpers import called, helpers, in_a_sentence
from ..models import Kind
from ..queries import listeners, private_words, told_in
from .doors import attempt, own_room, sent, while_open

GOALS_SHOWN = 4
SHOWN = 6  # of what is agreed; the rest stands in the log
TOLD_SHOWN = 5


@own_room
def room(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """The owner's own simple view of the log, and a place to say how it is."""
    if request.method == "POST":
        return _said(request, standing)
    return render(request, "voice/room.html", _shown(standing, HowForm()))


@while_open
def _said(request: SignedInRequest, standing: Standing) -> HttpResponse:
    form = HowForm(sent(request))
    made = []

    def act(said: dict[str, Any]) -> None:
        made.append(private.keep(standing, kind=Kind.HOW, **said, at=timezone.now()))

    status = attempt(form, act)
    if not status:
        messages.success(request, _("It is saved. Only you can read it."))
        return redirect("voice:words", standing.log.pk, made[0].pk)
    return render(request, "voice/room.html", _shown(standing, form), status=status)


def _shown(standing: Standing, form: HowForm) -> dict[str, Any]:
    """Everything in the room. Five questions, whatever the size."""
    log, today = standing.log, timezone.localdate()
    plan = plan_of(log, standing.reader)
    going = [
        each
        for each in plan.measures
        if each.state(today) in (State.LATE, State.GOING, State.TO_COME)
    ]
    mine = [each for each in going if each.is_of(standing.person.pk)]
    others = [each for each in going if not each.is_of(standing.person.pk)]
    members = team(log) if log.state == "open" else []
    return {
        "standing": standing,
        "writes": standing.may(Right.WRITE),
        "small": is_small(standing.person.birth_date, today),
        "form": form,
        "goals": _goals(plan)[:GOALS_SHOWN],
        "not_answered": not_answered(standing, plan),
        "mine": [_card(each, members, standing) for each in mine[:SHOWN]],
        "agreed": [_card(each, members, standing) for each in others[:SHOWN]],
        "helpers": helpers(standing, members),
        "hearers": together([each.person.given_name for each in listeners(log)]) if members else "",
        "private": private_words(standing),
        "told": told_in(standing)[:TOLD_SHOWN],
    }


def _goals(plan: Plan) -> list[GoalFacts]:
    """The open ones, the main goal first."""
    still = [each for each in plan.goals if not each.closed_at]
    return sorted(still, key=lambda each: each.main_id is not None)


def _card(measure: MeasureFacts, members: list[Any], standing: Standing) -> dict[str, Any]:
    """A measure as a child reads it: by given names, «mother» and «father» as the child says."""
    names = {
        each.person.pk: called(each) for each in members if each.person.pk != standing.person.pk
    }
    people = in_a_sentence([names[pk] for pk, _name in measure.responsible if pk in names])
    pictured = bool(measure.picture or measure.photo_id)
    return {"measure": measure, "people": together(people), "pictured": pictured}
