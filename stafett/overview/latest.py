"""The last few things that happened in a log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from stafett.book.models import Content, Entry
from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.hidden import Keys, keys_of, shown_entries
from stafett.logs.sentences import BATON
from stafett.telling.words import told

from .entries import OF_THE_PLAN, sees_everything

SHOWN = 5
# Only begun, and told again when it is done; what became of deposits stands in the history.
LEFT_OUT = ("consent.prepared", *OF_THE_ARCHIVE)


@dataclass(frozen=True)
class Happened:
    """One entry in a sentence."""

    at: datetime
    sentence: str
    baton: bool
    number: int
    actor_id: UUID | None


def latest(standing: Standing) -> list[Happened]:
    """The newest entries that this person may read. One question."""
    newest = _newest if sees_everything(standing) else _of_the_plan
    return [
        Happened(
            entry.at,
            told(entry.verb, entry.data),
            entry.verb in BATON,
            entry.number,
            entry.actor_id,
        )
        for entry in newest(standing.log.pk, *keys_of(standing.reader))
    ]


def _entries(log: UUID, *keys: Collection[UUID]) -> QuerySet[Entry, Any]:
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = content.filter(shown_entries(Keys(*keys)))
    entries = Entry.objects.filter(Exists(mine), book=log).exclude(verb__in=LEFT_OUT)
    return entries.annotate(data=Subquery(content.values("data")[:1])).order_by("-number")


@Question
def _newest(log: UUID, *keys: Collection[UUID]) -> QuerySet[Entry, Any]:
    return _entries(log, *keys)[:SHOWN]


@Question
def _of_the_plan(log: UUID, *keys: Collection[UUID]) -> QuerySet[Entry, Any]:
    return _entries(log, *keys).filter(OF_THE_PLAN)[:SHOWN]
