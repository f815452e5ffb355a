"""Saying whether one comes."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note

from ..models import Answer
from .parts import standing_meeting, when


@transaction.atomic
def answer(by: Standing, meeting_id: UUID, *, coming: str, word: str, at: datetime) -> None:
    """Say whether one comes; the newest counts. Reading is enough: it is one's own word (Z4).

    Raises Refused for who is not invited, when the time has been and in a closed log, Conflict for
    a meeting that is cancelled. The same answer again says nothing new.
    """
    log, by = begin(by, Right.READ)
    if log.state != "open":
        raise Refused(_("The log is closed. Nobody meets in it."))
    now = standing_meeting(log, by, meeting_id)
    guest = now.guest(by.person)
    if guest is None:
        raise Refused(_("You are not invited to this meeting."))
    if now.ends_at <= at:
        raise Refused(_("The time of this meeting has been."))
    if guest.answer and (guest.answer.coming, guest.answer.word) == (coming, word):
        return
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting_id), "coming": coming, "word": word,
        **when(now.call),
    }  # fmt: skip
    note(log, "meetings.answered", data, at=at, by=by, about=[meeting_id])
    Answer(
        pk=uuid4(), log=log, meeting=now.meeting, person=by.person, coming=coming, word=word,
        answered_at=at,
    ).save(force_insert=True)  # fmt: skip
