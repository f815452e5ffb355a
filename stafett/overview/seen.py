"""What is new to me in a log since I was last here. What I have done myself is not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest

from stafett.book.models import Content, Entry
from stafett.book.questions import Question, prepared
from stafett.consent.heard import unheard_by
from stafett.logs.access import Standing
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.hidden import Keys, keys_of, shown_entries
from stafett.logs.models import Log
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


def news_of(me: Person, logs: Collection[UUID], plan_alone: Collection[UUID]) -> dict[UUID, News]:
    """Of the logs that I have been in. One question.

    `plan_alone`: those of which I am let in to the plan.
    """
    found = _news(me.pk, logs, plan_alone, *keys_of(me))
    return {log: News(at, count or 0) for log, at, count in found if at is not None}


@Question
def _news(
    me: UUID,
    logs: Collection[UUID],
    plan_alone: Collection[UUID],
    *keys: Collection[UUID],
) -> QuerySet[Log, tuple[UUID, datetime | None, int | None]]:
    """When I was last in each log, and how many things others have done since. Who has not opened a
    log's page, but written in it, has been there too."""
    wrote = Entry.objects.filter(book=OuterRef("pk"), actor_id=me).order_by("-number")
    saw = Seen.objects.filter(log=OuterRef("pk"), person=me)
    last = {
        "last": Greatest(Subquery(wrote.values("number")[:1]), Subquery(saw.values("number"))),
        "at": Greatest(Subquery(wrote.values("at")[:1]), Subquery(saw.values("at"))),
    }
    said = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = said.filter(shown_entries(Keys(*keys)))
    newer = (
        Entry.objects.filter(
            Exists(mine.exclude(about__overlap=unheard_by(me).values("pk"))),
            book=OuterRef("pk"),
            number__gt=OuterRef("last"),
        )
        .filter(~Q(book__in=plan_alone) | OF_THE_PLAN)
        .exclude(actor_id=me)
        .exclude(verb__in=OF_THE_ARCHIVE)
        .values("book")
    )
    news = Subquery(newer.annotate(number=Count("pk")).values("number"))
    return (
        Log.objects.filter(pk__in=logs).annotate(**last, news=news).values_list("pk", "at", "news")
    )
