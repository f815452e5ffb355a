"""Saying how a meeting was."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note

from ..after_models import Impression
from ..after_queries import may_answer
from ..queries import meeting_now
from .parts import when


@transaction.atomic
def say_how_it_was(
    by: Standing, meeting_id: UUID, *, heard: str, knows_next: str, at: datetime
) -> None:
    """Answer the one-minute question; said again within the week, the newest counts.

    Reading is enough: it is one's own word (Z4). The book tells that one has answered, never what.
    Raises Refused for who was not called in, and when the time for it has passed.
    """
    log, by = begin(by, Right.READ)
    now = meeting_now(meeting_id, by.person) if by.has_messages else None
    if now is None or now.meeting.log_id != log.pk:
        raise Refused(_("This meeting is not in this log."))
    if not may_answer(by, now, at):
        raise Refused(_("The question can be answered for a week by those who were called in."))
    before = Impression.objects.filter(meeting=now.meeting, person=by.person).order_by("at").last()
    if before and (before.heard, before.knows_next) == (heard, knows_next):
        return
    data: dict[str, object] = {"who": str(by.person), **when(now.call)}
    note(log, "meetings.impression_given", data, at=at, by=by, about=[meeting_id])
    Impression(
        log=log, meeting=now.meeting, person=by.person, heard=heard, knows_next=knows_next, at=at
    ).save(force_insert=True)
