"""Who is let in to a meeting that is held, and what its pages have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from ..sitting_queries import Held, conducts, held
from ..sitting_rules import Part

UNPROCESSABLE, CONFLICT = 422, 409
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Room:
    """A person in a meeting: the standing in the log, and the meeting as that person sees it."""

    standing: Standing
    held: Held

    @property
    def keys(self) -> list[UUID]:
        """The numbers of the meeting's addresses."""
        return [self.standing.log.pk, self.held.now.meeting.pk]

    @property
    def conducts(self) -> bool:
        """Whether this person leads it, writes its minutes or has the baton."""
        return conducts(self.standing, self.held.now)


def attends(view: View) -> View:
    """A page for everyone who was told of the meeting and reads the whole log. For everyone else it
    does not exist. What is sent when the log is closed is shown again."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @signed_in
    @wraps(view)
    def guarded(
        request: SignedInRequest, log_id: UUID, meeting_id: UUID, **ids: UUID
    ) -> HttpResponse:
        standing = access.require(request.person, log_id, Right.READ)
        there = held(meeting_id, standing.person) if standing.has_messages else None
        if there is None or there.now.meeting.log_id != standing.log.pk:
            raise Http404
        if request.method == "POST" and not standing.may(Right.WRITE):
            return _cannot_be_written(request, standing)
        return view(request, Room(standing, there), **ids)

    return guarded


def leads(view: View) -> View:
    """A page of the meeting for who conducts it. The others are led to the minutes as they grow;
    so is everyone when the meeting is over, and to its beginning before it has begun."""

    @attends
    @wraps(view)
    def guarded(request: SignedInRequest, room: Room, **ids: UUID) -> HttpResponse:
        if request.method != "POST":
            so_far = room.held.so_far
            if room.held.now.cancelled:
                return redirect("meetings:meeting", *room.keys)
            if so_far.read or not room.conducts:
                return redirect("meetings:minutes", *room.keys)
            if not so_far.begun and view.__name__ != "present":
                return redirect("meetings:sitting", *room.keys)
        return view(request, room, **ids)

    return guarded


def _cannot_be_written(request: SignedInRequest, standing: Standing) -> HttpResponse:
    if standing.log.state != "closed":
        raise Http404
    texts = [text for name in ("why", "text", "reason", "how", "view", "what", "from_now")
             for text in request.POST.getlist(name) if text.strip()]  # fmt: skip
    context = {"standing": standing, "texts": texts, "tab": "meetings"}
    return render(request, "plan/closed.html", context, status=CONFLICT)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form is bound to: an empty one too, when it was sent."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, act: Callable[[dict[str, Any]], None]) -> int:
    """Do what a form says: 0 when it is done, else the status with which the page is shown."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    return 0


def seen_now(request: SignedInRequest, form: Form, stands: str) -> None:
    """Who has seen what another wrote meanwhile may write again: the next sending replaces it."""
    data = request.POST.copy()
    data["seen"] = stands
    form.data = data


def address_of(room: Room, part: Part) -> str:
    """Where a part of the meeting is done."""
    following = room.held.next_measure or next(iter(room.held.measures), None)
    if part is Part.MEASURES and following is not None:
        return reverse("meetings:sitting_measure", args=[*room.keys, following.id])
    names = {
        Part.PRESENT: "sitting",
        Part.VOICE: "sitting_voice",
        Part.MEASURES: "sitting_way",
        Part.WAY: "sitting_way",
        Part.NEXT: "sitting_next",
        Part.READ: "sitting_read",
    }
    return reverse(f"meetings:{names[part]}", args=room.keys)


def onward(room: Room, part: Part) -> HttpResponse:
    """The part after this one: what is left of the measures first."""
    parts = list(Part)
    following = parts[min(parts.index(part) + 1, len(parts) - 1)]
    if following is Part.MEASURES and room.held.next_measure is None:
        following = Part.WAY
    return redirect(address_of(room, following))
