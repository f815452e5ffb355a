"""The minutes: as they grow, read out, and what is put right beside them (L1, L3)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right
from stafett.logs.health_box import marked_in, marks_of, with_health_box
from stafett.logs.repeats import said_already
from stafett.municipality.levels import level_name

from .. import sitting, sitting_tasks
from ..sitting_models import Team
from ..sitting_more_forms import RemarkForm
from ..sitting_plan import agreed_on, goals_to_rate
from ..sitting_queries import is_late, next_meeting, tasks_shown
from ..sitting_rules import FOLLOWS, Follows, Part, Way, left_out
from ..sitting_words import WAYS
from .doors import CONFLICT, UNPROCESSABLE, Room, attempt, attends, leads, sent
from .steps import show, steps_of


def written(room: Room) -> dict[str, Any]:
    """What the minutes are made of, on every page that shows them."""
    held, today, town = room.held, timezone.localdate(), room.standing.log.municipality
    decision = held.decision
    return {
        "gone_through": [
            held.reviewed[each.id] for each in held.measures if each.id in held.reviewed
        ],
        "agreed": agreed_on(room.standing, held),
        "decision": decision,
        "way": WAYS[decision.way] if decision else "",
        "level": level_name(town, decision.level) if decision and decision.level else None,
        "asked": Team(decision.team).label if decision and decision.team else "",
        "informing": held.informing,
        "tasks": [(each, is_late(each, today)) for each in held.tasks],
        "next": next_meeting(room.standing, held.now),
        "follows": _follows(room) if decision else None,
    }


def _follows(room: Room) -> tuple[str, str] | None:
    """What the chosen way leads to, for whoever does it: its words and its page."""
    log, decision = room.standing.log, room.held.decision
    if decision is None or not room.standing.may(Right.WRITE):
        return None
    what = FOLLOWS[Way(decision.way)]
    if what is Follows.NEW_MEASURE:
        return _("Write the new measures"), reverse("log", args=[log.pk])
    if not room.standing.may(Right.COORDINATE):
        return None
    return {
        Follows.ASK_CONSENT: (
            _("Ask for consent to let them in"), reverse("consent:prepare", args=[log.pk])
        ),
        Follows.BATON: (_("See who has the baton onwards"), reverse("baton", args=[log.pk])),
        Follows.CLOSE_LOG: (_("Close the log"), reverse("consent:close", args=[log.pk])),
    }.get(what)  # fmt: skip


@leads
def read_out(request: SignedInRequest, room: Room) -> HttpResponse:
    """Everything that was decided, to be read aloud before the end (L3)."""
    problem, status = "", 200
    if request.method == "POST":
        try:
            sitting.read_out(room.standing, room.keys[1], at=timezone.now())
        except Refused as refusal:
            problem = str(refusal)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        else:
            messages.success(request, _("The meeting is over. Everyone has the minutes."))
            return redirect("meetings:minutes", *room.keys)
    missing = set(left_out(room.held.so_far))
    steps = zip(Part, steps_of(room, Part.READ), strict=True)
    more = {
        "problem": problem,
        "missing": [step for part, step in steps if part in missing],
        **written(room),
    }
    return show(request, room, "read.html", Part.READ, more, status)


@leads
def remark(request: SignedInRequest, room: Room) -> HttpResponse:
    """Something else for the minutes, or taking something out of them again."""
    if request.POST.get("do") == "out":
        return _take_out(request, room)
    form = RemarkForm(sent(request), initial={"opened_at": room.standing.log.book.count})
    form = with_health_box(form, room.standing)
    if not (status := attempt(form, lambda said: _write(room, said))):
        messages.success(request, _("It stands in the minutes."))
        return redirect("meetings:sitting_read", *room.keys)
    return show(request, room, "remark.html", Part.READ, {"form": form}, status)


def _write(room: Room, said: dict[str, Any], verb: str = "meetings.remark_written") -> None:
    since, text = said["opened_at"], said["text"]
    if said_already(room.standing, verb, since=since, text=text):
        return
    marks = marks_of(said)
    sitting_tasks.remark(room.standing, room.keys[1], text, at=timezone.now(), health=marks)


def _take_out(request: SignedInRequest, room: Room) -> HttpResponse:
    try:
        number = UUID(request.POST.get("remark", ""))
        sitting_tasks.take_remark_out(room.standing, room.keys[1], number, at=timezone.now())
    except (Refused, ValueError) as refusal:
        words = str(refusal) if isinstance(refusal, Refused) else _("This is not in the minutes.")
        messages.error(request, words)
    else:
        messages.success(request, _("It is taken out."))
    return redirect("meetings:sitting_remark", *room.keys)


@attends
def minutes(request: SignedInRequest, room: Room) -> HttpResponse:
    """The minutes for everyone who was told of the meeting: as they grow, and when it is over."""
    if room.held.sitting is None and request.method != "POST":
        return redirect("meetings:meeting", *room.keys)
    over, writes = room.held.so_far.read, room.standing.may(Right.WRITE)
    form = RemarkForm(sent(request), over=True, initial={"opened_at": room.standing.log.book.count})
    form = with_health_box(form, room.standing)
    verb = "meetings.minutes_corrected"
    if not (status := attempt(form, lambda said: _write(room, said, verb))):
        messages.success(request, _("It stands beside the minutes."))
        return redirect("meetings:minutes", *room.keys)
    if room.held.sitting is None:
        return redirect("meetings:meeting", *room.keys)
    context = {
        "standing": room.standing,
        "tab": "meetings",
        "here": _("Minutes"),
        "room": room,
        "held": room.held,
        "now": room.held.now,
        "over": over,
        "marks": writes,
        "marked": marked_in(room.standing.log),
        "goals": [] if over else goals_to_rate(room.standing, room.held),
        "here_again": request.path,
        "form": form if writes and (over or form.is_bound) else None,
        **written(room),
    }
    return render(request, "meetings/sitting/minutes.html", context, status=status)


@attends
def task(request: SignedInRequest, room: Room, task_id: UUID) -> HttpResponse:
    """A task: say that it is done, or not after all."""
    rows = tasks_shown(room.standing.person)
    found = rows.filter(meeting=room.held.now.meeting, pk=task_id).first()
    if found is None:
        raise Http404
    problem, status = "", 200
    if request.method == "POST":
        done = request.POST.get("do") != "undone"
        try:
            sitting_tasks.finish(room.standing, found.pk, done=done, at=timezone.now())
        except Refused as refusal:
            problem, status = str(refusal), UNPROCESSABLE
        else:
            words = _("It is done. Thank you.") if done else _("It is not done yet.")
            messages.success(request, words)
            return redirect("meetings:task", *room.keys, found.pk)
    context = {
        "standing": room.standing,
        "tab": "meetings",
        "here": found.what,
        "room": room,
        "task": found,
        "late": is_late(found, timezone.localdate()),
        "problem": problem,
        "says": room.standing.may(Right.WRITE)
        and (found.person_id == room.standing.person.pk or room.conducts),
    }
    return render(request, "meetings/sitting/task.html", context, status=status)
