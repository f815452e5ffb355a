"""What is new to me in a log since I was last here. What I have done myself is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q

from stafett.book.models import Content, Entry
from stafett.book.questions import prepared
from stafett.consent.heard import unheard_by
from stafett.logs.access import Standing
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.hidden import shown_entries
from stafett.people.models import Person

from .entries import OF_THE_PLAN
from .models import Seen


@dataclass(frozen=True)
class News:
    """When I was last in the log, and how many things others have done since."""

    since: datetime
    count: int = 0


@dataclass(frozen=True)
class Coming:
    """Somebody comes to a log's page: how far its book had come when they last did (None for the
    first time), and the mark of what the page shows them now; "" where it changes just now."""

    before: int | None
    mark: str


def come_to_the_log(by: Standing, at: datetime) -> Coming:
    """Note that this person has the log's page before the eyes. One question."""
    with prepared() as cursor:
        cursor.execute("SELECT * FROM come_to_the_log(%s, %s)", [by.log.pk, at])
        before, mark, number = cursor.fetchone()
    return Coming(before, mark if number == by.log.book.count else "")


def news_of(me: Person, logs: Iterable[UUID], plan_alone: Iterable[UUID]) -> dict[UUID, News]:
    """Of the logs that I have been in. Three questions, whatever their number.

    `plan_alone`: those of which I am let in to the plan.
    """
    last = _last_here(me, list(logs))
    said = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = said.filter(shown_entries(me)).exclude(about__overlap=unheard_by(me).values("pk"))
    since = [Q(book=log, number__gt=number) for log, (number, _at) in last.items()]
    newer = (
        Entry.objects.filter(Exists(mine), reduce(or_, since, Q(book=None)))
        .filter(~Q(book__in=list(plan_alone)) | OF_THE_PLAN)
        .exclude(actor_id=me.pk)
        .exclude(verb__in=OF_THE_ARCHIVE)
    )
    counts = dict(newer.values_list("book").annotate(Count("pk")))
    return {log: News(at, counts.get(log, 0)) for log, (_number, at) in last.items()}


def _last_here(me: Person, logs: list[UUID]) -> dict[UUID, tuple[int, datetime]]:
    """Who has not opened a log's page, but written in it, has been there too."""
    written = (
        Entry.objects.filter(book__in=logs, actor_id=me.pk)
        .values_list("book")
        .annotate(Max("number"), Max("at"))
    )
    last = {log: (number, at) for log, number, at in written}
    for seen in Seen.objects.filter(person=me, log__in=logs):
        last[seen.log_id] = max((seen.number, seen.at), last.get(seen.log_id, (0, seen.at)))
    return last
