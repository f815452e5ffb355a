"""What can be asked about how meetings were: my own answer, and how many have said what."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.hidden import Keys, keys_of, shown
from stafett.people.models import Person

from .after_models import Impression
from .after_rules import ANSWERED_WITHIN, Felt, can_answer
from .models import Invited
from .queries import MeetingNow
from .sitting_models import Sitting


@dataclass(frozen=True)
class Told:
    """How many answered what after one meeting, to each of the two questions."""

    heard: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Felt, 0))
    knows_next: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Felt, 0))

    @property
    def both(self) -> list[list[tuple[str, int]]]:
        """The answers to the one question and to the other, the good ones first."""
        return [list(self.heard.items()), list(self.knows_next.items())]


def may_answer(by: Standing, now: MeetingNow, at: datetime) -> bool:
    """Whether this person was called in to, or sat in, a meeting that was read out this week."""
    if by.log.state != "open":
        return False
    sitting = Sitting.objects.filter(meeting=now.meeting).first()
    if sitting is None or not can_answer(sitting.read_at, at):
        return False
    return now.guest(by.person) is not None or by.person.pk in sitting.present


def my_impression(me: Person, meeting_id: UUID) -> Impression | None:
    """What I have answered last."""
    return Impression.objects.filter(meeting=meeting_id, person=me).order_by("at").last()


def told_of(log_id: UUID) -> dict[UUID, Told]:
    """By meeting, for those who read the log and are told of the meeting. One question.

    The database counts; it gives nothing of a meeting that can still be answered about, nor of one
    about which fewer than three have.
    """
    found: dict[UUID, Told] = defaultdict(Told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM meeting_impressions(%s)", [log_id])
        for meeting, question, said, number in cursor.fetchall():
            getattr(found[meeting], question)[said] = number
    return dict(found)


def unasked(me: Person, logs: Collection[UUID], now: datetime) -> list[Sitting]:
    """Meetings of these logs that I was called in to and have not said how they were. One
    question."""
    return _unasked(me.pk, logs, now - ANSWERED_WITHIN, keys_of(me).things)


@Question
def _unasked(
    me: UUID, logs: Collection[UUID], read_after: datetime, hidden: Collection[UUID]
) -> QuerySet[Sitting]:
    mine = {"meeting": OuterRef("meeting"), "person": me}
    invited = Exists(Invited.objects.filter(**mine, taken_out_at=None))
    sat: Any = {"present__contains": [me]}
    rows = Sitting.objects.filter(
        shown(Keys(hidden), "meeting"), log__in=logs, read_at__gt=read_after
    )
    rows = rows.filter(invited) | rows.filter(**sat)
    return rows.exclude(Exists(Impression.objects.filter(**mine))).order_by("read_at")
