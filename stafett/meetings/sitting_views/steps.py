"""The steps of a meeting, as they stand beside each of its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest

from ..sitting_rules import Part, undone
from .doors import Room, address_of


@dataclass(frozen=True)
class Step:
    """A part of the meeting: its words, where it is done, how far one has come."""

    words: str
    address: str
    note: str
    done: bool
    here: bool


def steps_of(room: Room, here: Part) -> list[Step]:
    """All parts in order. Before the meeting has begun, only its beginning can be opened."""
    so_far = room.held.so_far
    left = undone(so_far)
    return [
        Step(
            words,
            address_of(room, part) if so_far.begun else "",
            _note(room, part, part not in left),
            part not in left,
            part is here,
        )
        for part, words in _words(room).items()
    ]


def _words(room: Room) -> dict[Part, str]:
    name = {"name": room.standing.log.owner.given_name}
    return {
        Part.PRESENT: _("Who is here"),
        Part.VOICE: _("What %(name)s wants to say") % name,
        Part.MEASURES: _("The measures"),
        Part.WAY: _("The way on"),
        Part.NEXT: _("Next meeting, and who tells %(name)s") % name,
        Part.READ: _("Read out and end"),
    }


def _note(room: Room, part: Part, done: bool) -> str:
    so_far = room.held.so_far
    if part is Part.MEASURES and so_far.measures:
        numbers = {"done": so_far.reviewed, "all": so_far.measures}
        return _("%(done)s of %(all)s") % numbers
    if part is Part.PRESENT and done:
        return _("%(number)s here") % {"number": len(room.held.present)}
    return _("Done") if done else ""


def show(
    request: SignedInRequest,
    room: Room,
    template: str,
    part: Part,
    more: Mapping[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page of the meeting, with its steps."""
    context = {
        "standing": room.standing,
        "room": room,
        "held": room.held,
        "now": room.held.now,
        "part": part,
        "steps": steps_of(room, part),
        "number": list(Part).index(part) + 1,
        "of": len(Part),
        "per_cent": 100 * (len(Part) - len(undone(room.held.so_far))) // len(Part),
        **more,
    }
    return render(request, f"meetings/sitting/{template}", context, status=status)
