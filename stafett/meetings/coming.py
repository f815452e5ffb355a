"""The meetings that are to come, as the log's page and my page tell of them. One question each."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from stafett.book.questions import Question
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.people.models import Person

from .models import Answer, Invited, MeetingCall

LASTS = ExpressionWrapper(
    F("minutes") * Value(timedelta(minutes=1), DurationField()), output_field=DurationField()
)


def calls_to_come(
    logs: Collection[UUID], reader: Reader, now: datetime, *, me: Person
) -> list[MeetingCall]:
    """The newest call of each meeting in these logs that is on and not over, the next first.

    With `invites` (me) and `answered` (by me, to the time it has now; `rules.stands_since`).
    """
    return _to_come(logs, keys_of(reader).things, now, me.pk)


def unanswered(me: Person, logs: Collection[UUID], now: datetime) -> list[MeetingCall]:
    """The invitations that wait for my answer."""
    calls: list[Any] = calls_to_come(logs, me, now, me=me)
    return [each for each in calls if each.invites and not each.answered]


@Question
def _to_come(
    logs: Collection[UUID], hidden: Collection[UUID], now: datetime, me: UUID
) -> QuerySet[MeetingCall]:
    same = MeetingCall.objects.filter(meeting=OuterRef("meeting"))
    another = same.exclude(starts_at=OuterRef("starts_at"), minutes=OuterRef("minutes"))
    since = same.filter(number__gt=OuterRef("moved")).order_by("number").values("written_at")[:1]
    invited = Invited.objects.filter(meeting=OuterRef("meeting"), person=me, taken_out_at=None)
    answers = Answer.objects.filter(meeting=OuterRef("meeting"), person=me)
    ends = ExpressionWrapper(F("starts_at") + LASTS, output_field=DateTimeField())
    return (
        MeetingCall.objects.filter(shown(Keys(hidden), "meeting"), log__in=logs)
        .filter(meeting__cancelled=None)
        .exclude(Exists(same.filter(number__gt=OuterRef("number"))))
        .annotate(ends=ends, invites=Exists(invited))
        .filter(ends__gt=now)
        .annotate(
            moved=Coalesce(Subquery(another.order_by("-number").values("number")[:1]), 0),
        )
        .annotate(since=Subquery(since))
        .annotate(answered=Exists(answers.filter(answered_at__gte=OuterRef("since"))))
        .select_related("meeting", "written_by")
        .order_by("starts_at")
    )
