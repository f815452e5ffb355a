"""The first part of a meeting: who is here, the child's voice, and measure by measure (L4)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.health_box import marks_of, with_health_box
from stafett.logs.hidden import shown
from stafett.logs.queries import team
from stafett.logs.way_back import and_back
from stafett.plan.agreement import may_say
from stafett.plan.facts import MeasureFacts
from stafett.plan.models import Arena, Comment, Next
from stafett.voice.queries import next_talk_in, participation_in, talks_in, told_in

from .. import sitting
from ..models import Coming
from ..sitting import Went
from ..sitting_forms import PresentForm, ReviewForm
from ..sitting_models import Reviewed
from ..sitting_plan import nearness
from ..sitting_rules import Part
from .doors import (
    CONFLICT,
    UNPROCESSABLE,
    Room,
    address_of,
    attempt,
    leads,
    onward,
    seen_now,
    sent,
)
from .steps import show

NEWEST = 5


@leads
def present(request: SignedInRequest, room: Room) -> HttpResponse:
    """Begin with who is here, or mend it. An interrupted meeting goes on where it stopped."""
    there = room.held.sitting
    if there is not None and request.method != "POST" and "hvem" not in request.GET:
        return redirect(address_of(room, room.held.goes_on_at))
    coming = {guest.person.pk for guest in room.held.now.invited if _comes(guest.answer)}
    ticked = there.present if there else [str(key) for key in coming]
    form = PresentForm(sent(request), team=team(room.standing.log), initial={"present": ticked})

    def act(said: dict[str, Any]) -> None:
        sitting.meet(room.standing, room.keys[1], said["present"], at=timezone.now())

    if not (status := attempt(form, act)):
        return redirect("meetings:sitting", *room.keys)
    return show(request, room, "present.html", Part.PRESENT, {"form": form}, status)


def _comes(answer: Any) -> bool:
    return answer is not None and answer.coming != Coming.NO


@leads
def voice(request: SignedInRequest, room: Room) -> HttpResponse:
    """What the child has told everyone, the last talks, and how it takes part (M2, M6).

    Never what it has told chosen ones alone: the page may hang on a wall.
    """
    problem, status = "", 200
    if request.method == "POST":
        try:
            sitting.hear_voice(room.standing, room.keys[1], at=timezone.now())
        except Refused as refusal:
            problem = str(refusal)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        else:
            return onward(room, Part.VOICE)
    log, reader = room.standing.log, room.standing.person
    context = {
        "problem": problem,
        "told": told_in(room.standing).filter(to_all=True)[:NEWEST],
        "talks": talks_in(log, reader)[:NEWEST],
        "takes_part": participation_in(log, reader).first(),
        "agreed": next_talk_in(room.standing),
        "today": timezone.localdate(),
    }
    return show(request, room, "voice.html", Part.VOICE, context, status)


@leads
def measure(request: SignedInRequest, room: Room, measure_id: UUID) -> HttpResponse:
    """How one measure has gone, as everyone says it together (K15, K16, K19)."""
    measures = room.held.measures
    here = next((each for each in measures if each.id == measure_id), None)
    if here is None:
        raise Http404
    before = room.held.reviewed.get(measure_id)
    form = ReviewForm(sent(request), initial=_said(before))
    form = with_health_box(form, room.standing, before.evaluation_id if before else None)

    def act(said: dict[str, Any]) -> None:
        went = Went(said["result"], said["why"], said["next_step"], said["from_now"])
        sitting.review(
            room.standing, room.keys[1], measure_id, went, seen=said["seen"],
            at=timezone.now(), health=marks_of(said),
        )  # fmt: skip

    if not (status := attempt(form, act)):
        messages.success(request, _("How it went is saved."))
        return redirect(_changed_first(room, form.cleaned_data["next_step"], here))
    if status == CONFLICT:
        seen_now(request, form, str(before.pk) if before else "")
    place = measures.index(here)
    context = {
        "form": form,
        "measure": here,
        "arena": Arena(here.arena).label,
        "nth": place + 1,
        "all": len(measures),
        "before": before,
        "said": _comments(room, measure_id),
        "near": nearness(room.standing, here.goal_id),
        "says_near": may_say(room.standing),
        "here": request.path,
        "previous": measures[place - 1] if place else None,
        "following": next((each for each in measures if _left(room, each, here)), None),
    }
    return show(request, room, "measure.html", Part.MEASURES, context, status)


def _comments(room: Room, measure_id: UUID) -> list[Comment]:
    """The newest words on the measure, those of this meeting left out."""
    rows = Comment.objects.filter(shown(room.standing.person, "pk"), measure=measure_id)
    began = room.held.sitting.began_at if room.held.sitting else timezone.now()
    return list(rows.filter(at__lt=began).select_related("by").order_by("-at")[:2])


def _said(before: Reviewed | None) -> dict[str, Any]:
    if before is None:
        return {}
    said = before.evaluation
    return {
        "result": said.result, "why": said.why, "next_step": said.next, "seen": str(before.pk),
        "from_now": before.comment.text if before.comment else "",
    }  # fmt: skip


def _left(room: Room, each: MeasureFacts, here: MeasureFacts) -> bool:
    return each != here and each.id not in room.held.reviewed


def _changed_first(room: Room, next_step: str, here: MeasureFacts) -> str:
    """What everyone wants otherwise is changed while they sit there, and the meeting goes on."""
    log_id, onward = room.keys[0], _after(room, here)
    if next_step == Next.ADJUST_MEASURE:
        address = reverse("plan:change_measure", args=[log_id, here.id])
    elif next_step == Next.ADJUST_GOAL:
        address = reverse("plan:change_goal", args=[log_id, here.goal_id])
    else:
        return onward
    return and_back(address, onward)


def _after(room: Room, here: MeasureFacts) -> str:
    left = next((each for each in room.held.measures if _left(room, each, here)), None)
    if left is None:
        return reverse("meetings:sitting_way", args=room.keys)
    return reverse("meetings:sitting_measure", args=[*room.keys, left.id])
