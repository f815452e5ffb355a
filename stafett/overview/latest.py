"""The last few things that happened in a log."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from stafett.book.models import Content, Entry
from stafett.logs.access import Standing
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.hidden import shown_entries
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
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = content.filter(shown_entries(standing.reader))
    entries = Entry.objects.filter(Exists(mine), book=standing.log.pk).exclude(verb__in=LEFT_OUT)
    if not sees_everything(standing):
        entries = entries.filter(OF_THE_PLAN)
    newest = entries.annotate(data=Subquery(content.values("data")[:1])).order_by("-number")[:SHOWN]
    return [
        Happened(
            entry.at,
            told(entry.verb, entry.data),
            entry.verb in BATON,
            entry.number,
            entry.actor_id,
        )
        for entry in newest
    ]
