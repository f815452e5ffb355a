"""A page of a log's book, from the newest entry down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from stafett.book.models import Content, Entry
from stafett.consent.heard import unheard_by
from stafett.logs.access import LET_IN, Standing
from stafett.logs.hidden import shown_entries
from stafett.logs.models import Sees
from stafett.logs.sentences import BATON
from stafett.people.models import Person
from stafett.telling.words import told

from .telling import lines, texts

ON_A_PAGE = 50
CONSENT = Q(verb__startswith="consent.")
# Who is let in to the plan alone is told of these; the database's wall says the same.
OF_THE_PLAN = Q(verb__startswith="plan.") | Q(verb__startswith="logs.")
# What one can ask to see alone.
KINDS = {
    "stafettpinnen": Q(verb__in=BATON),
    "samtykket": CONSENT,
    "planen": Q(verb__startswith="plan."),
}


@dataclass(frozen=True)
class Told:
    """One entry as the history tells it."""

    number: int
    at: datetime
    sentence: str
    lines: list[str]
    texts: list[tuple[str, str]]  # a heading, or nothing, and what was written
    baton: bool


@dataclass(frozen=True)
class Page:
    """Some entries, and the highest entry of the pages before and after; None where there is none.

    `newer` 0 is the newest page.
    """

    entries: list[Told]
    older: int | None
    newer: int | None


def sees_everything(standing: Standing) -> bool:
    """Whether a person is let in to more than the plan: then also to who said yes, and when."""
    return any(each.role in LET_IN and each.sees == Sees.EVERYTHING for each in standing.admissions)


def page_of(standing: Standing, kind: str, up_to: int | None) -> Page:
    """The entries of this kind ('' for all) up to a number, as far as the person may read.

    At most three questions.
    """
    said = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    mine = said.filter(shown_entries(standing.reader))
    if isinstance(standing.reader, Person):
        mine = mine.exclude(about__overlap=unheard_by(standing.reader).values("pk"))
    known = Entry.objects.filter(Exists(mine), book_id=standing.log.pk)
    if kind:
        known = known.filter(KINDS[kind])
    if not sees_everything(standing):
        known = known.filter(OF_THE_PLAN)
    from_here = known.filter(number__lte=up_to) if up_to else known
    found = list(from_here.order_by("-number")[: ON_A_PAGE + 1])
    return Page(
        entries=list(_told(standing, found[:ON_A_PAGE])),
        older=found[ON_A_PAGE].number if len(found) > ON_A_PAGE else None,
        newer=_newer(known, up_to) if up_to else None,
    )


def _newer(known: QuerySet[Entry], up_to: int) -> int | None:
    above = list(
        known.filter(number__gt=up_to)
        .order_by("number")
        .values_list("number", flat=True)[: ON_A_PAGE + 1]
    )
    if not above:
        return None
    return above[ON_A_PAGE - 1] if len(above) > ON_A_PAGE else 0


def _told(standing: Standing, found: list[Entry]) -> Iterator[Told]:
    numbers = [entry.number for entry in found]
    contents = Content.objects.filter(book_id=standing.log.pk, number__in=numbers)
    said = {content.number: content.data for content in contents}
    for entry in found:
        data = said.get(entry.number)
        yield Told(
            number=entry.number,
            at=entry.at,
            sentence=told(entry.verb, data),
            lines=lines(entry.verb, data),
            texts=texts(entry.verb, data),
            baton=entry.verb in BATON,
        )
