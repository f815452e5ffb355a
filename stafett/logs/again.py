"""Offering the baton once more, by «Undo» right after an offer was taken back."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict

from .access import Right, Standing
from .acting import begin
from .baton import offer_baton
from .models import Answer, Handover

REGRETTED_WITHIN = timedelta(minutes=15)


@transaction.atomic
def offer_again(by: Standing, offer_id: UUID, *, at: datetime) -> Handover:
    """A new offer to the same person with the same word, and an entry of its own (D11).

    Raises Conflict for another's offer, one that was answered, or one taken back long ago; Refused
    as any offer does.
    """
    log, by = begin(by, Right.COORDINATE)
    taken_back = Handover.objects.filter(
        log=log,
        offered_by=by.person,
        answer=Answer.WITHDRAWN,
        answered_at__gte=at - REGRETTED_WITHIN,
    )
    was = taken_back.filter(pk=offer_id).first()
    if was is None:
        raise Conflict(
            _("This offer is already answered or taken back. The page shows how it is now.")
        )
    return offer_baton(by, was.offered_to_id, word=was.word, at=at)
