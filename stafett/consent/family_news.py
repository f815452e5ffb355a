"""What the register has said anew of a log's family, for whoever asks for consent there, until
somebody is asked anew or it is seen.

Read from the book: nothing is stored beside it.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from stafett.book.models import Entry
from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log

from .actions import asking_right

TOLD = (
    "family.responsibility_lost",
    "family.responsibility_gained",
    "family.residence_changed",
    "family.protection_changed",
    "family.not_found",
    "family.question_ended",
)
SETTLED = ("family.seen", "consent.asked")


def with_news(logs: Collection[UUID]) -> set[UUID]:
    """Which of these logs' families there is something new about. One question."""
    return {book for book, verb in _last(logs) if verb in TOLD}


@Question
def _last(logs: Collection[UUID]) -> QuerySet[Entry, tuple[UUID, str]]:
    rows = Entry.objects.filter(book__in=logs, verb__in=[*TOLD, *SETTLED])
    return rows.order_by("book", "-number").distinct("book").values_list("book_id", "verb")


def news_of(log: Log) -> list[Entry]:
    """The entries that nobody has asked anew after, or seen; the oldest first. One question."""
    rows = Entry.objects.filter(book=log.book, verb__in=[*TOLD, *SETTLED]).order_by("-number")
    found: list[Entry] = []
    for entry in rows:
        if entry.verb in SETTLED:
            break
        found.append(entry)
    return found[::-1]


@transaction.atomic
def seen(by: Standing, *, at: datetime) -> None:
    """Who may ask for consent has read the news, and finds that nobody need be asked anew."""
    log, by = begin(by, asking_right(by.log))
    if news_of(log):
        note(log, "family.seen", {"who": str(by.person)}, at=at, by=by)
