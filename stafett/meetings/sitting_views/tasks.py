"""What somebody does until next time (L3)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.health_box import marks_of, with_health_box
from stafett.logs.repeats import said_already

from .. import sitting_tasks
from ..sitting_more_forms import TaskForm
from ..sitting_queries import can_be_given
from ..sitting_rules import Part
from ..sitting_tasks import Errand
from .doors import Room, attempt, leads, sent
from .steps import show


@leads
def tasks(request: SignedInRequest, room: Room) -> HttpResponse:
    """What somebody does until next time: who, and by when (L3)."""
    if request.POST.get("do") == "out":
        return _take_out(request, room)
    people, today = can_be_given(room.standing, room.held.now), timezone.localdate()
    initial = {"opened_at": room.standing.log.book.count}
    form = TaskForm(sent(request), people=people, today=today, initial=initial)
    form = with_health_box(form, room.standing)

    def act(said: dict[str, Any]) -> None:
        same = {"task": said["what"], "due": said["due"].isoformat()}
        verb, since = "meetings.task_taken_on", said["opened_at"]
        if said_already(room.standing, verb, since=since, **same):
            return
        errand = Errand(said["what"], said["person"], said["due"])
        sitting_tasks.take_on(
            room.standing, room.keys[1], errand, at=timezone.now(), health=marks_of(said)
        )

    if not (status := attempt(form, act)):
        messages.success(request, _("It is written down."))
        return redirect("meetings:sitting_tasks", *room.keys)
    more = {"form": form, "today": today, "back": room.held.goes_on_at}
    return show(request, room, "tasks.html", Part.NEXT, more, status)


def _take_out(request: SignedInRequest, room: Room) -> HttpResponse:
    try:
        number = UUID(request.POST.get("task", ""))
        sitting_tasks.drop(room.standing, room.keys[1], number, at=timezone.now())
    except (Refused, ValueError) as refusal:
        words = str(refusal) if isinstance(refusal, Refused) else _("This is not in this log.")
        messages.error(request, words)
    else:
        messages.success(request, _("It is taken out."))
    return redirect("meetings:sitting_tasks", *room.keys)
