"""Who sees one thing that is written in a meeting: marking it afterwards (H4)."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right
from stafett.plan.views.health import Piece, page_of

from .doors import Room, attends


@attends
def health_of(request: SignedInRequest, room: Room, text_id: UUID) -> HttpResponse:
    """`/logg/<id>/moter/<id>/helseopplysninger/<id>/`: mark it or take the mark off; ask, and
    judge. Read out or not: a mark says who reads the words, and changes none of them."""
    if not room.standing.may(Right.WRITE):
        raise Http404
    words = _texts(room).get(text_id)
    if words is None:
        raise Http404
    minutes = reverse("meetings:minutes", args=room.keys)
    about = [text_id, room.held.now.meeting.pk]
    piece = Piece(about, words, minutes, tab="meetings", onward=minutes)
    return page_of(request, room.standing, piece)


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
