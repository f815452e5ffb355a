"""Who sees one thing that is written in a log, in the plan or of the child."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.plan.views.health import Piece, page_of, piece_of_plan
from stafett.plan.views.writing import writes

from ..queries import participation_in, talks_in
from .talks import PARTS


@writes
def health_of(request: SignedInRequest, standing: Standing, subject_id: UUID) -> HttpResponse:
    """`/logg/<id>/helseopplysninger/<id>/`: mark it or take the mark off; ask, and judge."""
    piece = _of_the_child(standing, subject_id) or piece_of_plan(standing, subject_id)
    return page_of(request, standing, piece)


def _of_the_child(standing: Standing, key: UUID) -> Piece | None:
    """A talk, or how the child takes part, for those who hear the child."""
    if not standing.hears_child:
        return None
    page = reverse("voice:told", args=[standing.log.pk])
    for talk in talks_in(standing.log, standing.person).filter(pk=key):
        return Piece([talk.pk], talk.words, page, room="voice:told", tab="voice")
    for row in participation_in(standing.log, standing.person).filter(pk=key):
        words = " ".join(text for name in PARTS if (text := getattr(row, name)))
        return Piece([row.pk], words, page, room="voice:told", tab="voice")
    return None
