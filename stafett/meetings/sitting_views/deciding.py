"""The second part of a meeting: the way on, who tells the child, the next meeting (L4)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.health_box import marks_of, with_health_box
from stafett.logs.way_back import and_back
from stafett.plan.models import Goal

from .. import sitting
from ..actions.calling import Invitation, call_meeting
from ..queries import called_since, can_be_invited
from ..sitting import Chosen
from ..sitting_forms import InformingForm, WayForm
from ..sitting_more_forms import NextMeetingForm
from ..sitting_plan import agreed_on, open_goals
from ..sitting_queries import can_be_given, next_meeting
from ..sitting_rules import Part, Way
from .doors import CONFLICT, Room, attempt, leads, onward, seen_now, sent
from .steps import show

NEW_MEASURES = "#nye-tiltak"


@leads
def way(request: SignedInRequest, room: Room) -> HttpResponse:
    """One of the five ways on, and why (K17)."""
    stands = room.held.decision
    initial = (
        {
            "way": stands.way, "level": stands.level, "team": stands.team,
            "reason": stands.reason, "seen": str(stands.pk),
        }
        if stands
        else {}
    )  # fmt: skip
    form = WayForm(sent(request), initial=initial, log=room.standing.log)
    form = with_health_box(form, room.standing, stands.pk if stands else None)

    def act(said: dict[str, Any]) -> None:
        chosen = Chosen(
            said["way"], said["reason"], said.get("level"), said["team"], said.get("onwards", "")
        )
        sitting.choose_way(
            room.standing, room.keys[1], chosen, seen=said["seen"], at=timezone.now(),
            health=marks_of(said),
        )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("The way on is saved."))
        if form.cleaned_data["way"] == Way.OTHER_MEASURES:
            return redirect(_new_measure(room))
        return onward(room, Part.WAY)
    if status == CONFLICT:
        seen_now(request, form, str(stands.pk) if stands else "")
    more: dict[str, Any] = {"form": form, "stands": stands}
    if stands and stands.way == Way.OTHER_MEASURES:
        more |= {"goals": _goals(room), "agreed": agreed_on(room.standing, room.held)}
    return show(request, room, "way.html", Part.WAY, more, status)


def _goals(room: Room) -> list[tuple[Goal, str]]:
    """The goals that a new measure can serve, and where it is written (K17)."""
    log, back = room.standing.log, reverse("meetings:sitting_way", args=room.keys) + NEW_MEASURES
    return [
        (goal, and_back(reverse("plan:new_measure", args=[log.pk, goal.pk]), back))
        for goal in open_goals(room.standing)
    ]


def _new_measure(room: Room) -> str:
    """Where a new measure is written: at once where there is one goal, else the goals to choose
    among."""
    goals = _goals(room)
    if len(goals) == 1:
        return goals[0][1]
    return reverse("meetings:sitting_way", args=room.keys) + NEW_MEASURES


@leads
def informing(request: SignedInRequest, room: Room) -> HttpResponse:
    """Who tells the child, and how (M4); tasks, and the next meeting (L5)."""
    stands = room.held.informing
    initial = (
        {"adult": str(stands.adult_id), "how": stands.how, "view": stands.view,
         "seen": str(stands.pk)}
        if stands
        else {}
    )  # fmt: skip
    owner = room.standing.log.owner_id
    people = [
        each for each in can_be_given(room.standing, room.held.now) if each.person.pk != owner
    ]
    form = InformingForm(sent(request), initial=initial, people=people)
    form = with_health_box(form, room.standing, stands.pk if stands else None)

    def act(said: dict[str, Any]) -> None:
        sitting.settle_informing(
            room.standing, room.keys[1], UUID(said["adult"]), how=said["how"], view=said["view"],
            seen=said["seen"], at=timezone.now(), health=marks_of(said),
        )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("It is saved."))
        return onward(room, Part.NEXT)
    if status == CONFLICT:
        seen_now(request, form, str(stands.pk) if stands else "")
    more = {
        "form": form,
        "stands": stands,
        "next": next_meeting(room.standing, room.held.now),
        "today": timezone.localdate(),
    }
    return show(request, room, "next.html", Part.NEXT, more, status)


@leads
def next_one(request: SignedInRequest, room: Room) -> HttpResponse:
    """Agree on the next meeting while everyone sits together (L5): the same people, lead and
    minute-taker, as far as they are still in the log. All are invited by it."""
    standing, this = room.standing, room.held.now
    form = NextMeetingForm(
        sent(request),
        places=not standing.log.hides_places,
        initial={
            "minutes": this.call.minutes,
            "place": this.call.place,
            "opened_at": standing.log.book.count,
        },
    )

    def act(said: dict[str, Any]) -> None:
        if called_since(standing, [form.starts_at], said["opened_at"]):
            return
        people = _the_same(room)
        wrote = this.call.minute_taker_id
        invitation = Invitation(
            starts_at=form.starts_at,
            minutes=said["minutes"],
            leader_id=this.call.leader_id if this.call.leader_id in people else standing.person.pk,
            minute_taker_id=wrote if wrote in people else None,
            place=said.get("place", ""),
            video_link=this.call.video_link,
        )
        call_meeting(
            standing, invitation, people, kind=this.meeting.kind, in_meeting=room.keys[1],
            at=timezone.now(),
        )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("The next meeting is agreed, and everyone is invited."))
        return redirect("meetings:sitting_next", *room.keys)
    return show(request, room, "next_meeting.html", Part.NEXT, {"form": form}, status)


def _the_same(room: Room) -> list[UUID]:
    """Those invited to this meeting who can be to the next, and who agrees on it."""
    can = {each.person.pk for each in can_be_invited(room.standing)}
    before = [guest.person.pk for guest in room.held.now.invited]
    people = dict.fromkeys([*before, room.standing.person.pk])
    return [each for each in people if each in can]
