"""Who sees one thing that is written in a meeting, or stands on its agenda: marking it afterwards
(H4)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right
from stafett.plan.views.health import Piece, page_of

from ..actions.agenda import about_item
from .doors import Room, attends


@attends
def health_of(request: SignedInRequest, room: Room, text_id: UUID) -> HttpResponse:
    """`/logg/<id>/moter/<id>/helseopplysninger/<id>/`: mark it or take the mark off; ask, and
    judge. Read out or not: a mark says who reads the words, and changes none of them."""
    if not room.standing.may(Right.WRITE):
        raise Http404
    return page_of(request, room.standing, _piece(room, text_id))


def _piece(room: Room, key: UUID) -> Piece:
    """What has this key, as far as this person sees it. Raises Http404 for anything else."""
    now = room.held.now
    for item in (*now.agenda, *now.suggested):
        if item.pk == key:
            there = reverse("meetings:meeting", args=room.keys)
            return Piece(about_item(item), item.text, there, tab="meetings", onward=there)
    words = _texts(room).get(key)
    if words is None:
        raise Http404
    minutes = reverse("meetings:minutes", args=room.keys)
    return Piece([key, now.meeting.pk], words, minutes, tab="meetings", onward=minutes)


def _texts(room: Room) -> dict[UUID, str]:
    """The words of the minutes by their keys, as far as this person sees them."""
    held = room.held
    found = {each.pk: each.text for each in [*held.remarks, *held.corrections]}
    found |= {each.pk: each.what for each in held.tasks}
    if held.decision:
        found[held.decision.pk] = held.decision.reason
    if held.informing:
        found[held.informing.pk] = " ".join(filter(None, (held.informing.how, held.informing.view)))
    return found
