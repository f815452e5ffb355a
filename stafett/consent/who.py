"""Who sees what until when, as the pages draw it: services, the people beneath, and their time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.db.models import Min, QuerySet
from django.utils import timezone

from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.models import Admission, AdmissionRole, Log

from .models import Consent, KeptOut, Named, Withdrawal
from .timeline import Bar, Line


@dataclass(frozen=True)
class Row:
    """One person whom a consent names. `since` is None until everyone has said yes."""

    named: Named
    since: date | None
    bar: Bar
    is_new: bool
    has_baton: bool

    @property
    def is_asked(self) -> bool:
        """Whether this is what the yes is about: nobody has said it before."""
        return self.since is None


@dataclass(frozen=True)
class Service:
    """A service with its people; those who are new stand apart from those known before."""

    name: str
    is_new: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Picture:
    """The whole picture. `family` is the bar of those who see everything all the time, `kept_out`
    the names of those whom the family will not have let in, as far as the reader may know them."""

    line: Line
    services: tuple[Service, ...]
    family: Bar
    first_version: bool
    kept_out: tuple[str, ...]

    @property
    def new(self) -> list[Row]:
        """Those whom an earlier consent did not name."""
        return [row for service in self.services for row in service.rows if row.is_new]

    @property
    def years(self) -> str:
        """«2026–2027», the years of the line."""
        first, last = self.line.first.year, max(row.named.until for row in self.rows).year
        return str(first) if first == last else f"{first}–{last}"

    @property
    def rows(self) -> list[Row]:
        """Everyone whom the consent names, in the order of the picture."""
        return [row for service in self.services for row in service.rows]


def picture_of(log: Log, consent: Consent, holders: Iterable[UUID]) -> Picture | None:
    """The picture of one consent; None while it names nobody. Six questions at most.

    Those whom the active consent names already have their time from the day they came in; in a
    consent that is not active the others are new.
    """
    named = _named(consent.pk)
    if not named:
        return None
    since = _since(log)
    before = set() if consent.activated_at else _named_before(consent)
    today = timezone.localdate()
    begun = {each.pk: _begin(each, consent, since, before, today) for each in named}
    line = Line.over([*begun.values(), *(each.until for each in named)], today)
    asked_first = not consent.activated_at and not before
    held = set(holders)
    rows = [
        Row(
            named=each,
            since=begun[each.pk] if _is_in(each, consent, before) else None,
            bar=line.bar(begun[each.pk], max(each.until, begun[each.pk])),
            is_new=not _is_in(each, consent, before) and not asked_first,
            has_baton=each.person_id in held,
        )
        for each in named
    ]
    first = min(begun.values())
    family = line.bar(first, line.end)
    kept_out = tuple(sorted(_kept_out(consent.pk)))
    return Picture(line, tuple(_by_service(rows)), family, asked_first, kept_out)


def with_baton(standing: Standing) -> list[UUID]:
    """Who has the baton; in a draft, who is to have it."""
    if standing.log.state == "draft":
        return [standing.log.planned_holder_id]
    return [leg.holder_id for leg in standing.legs]


def _since(log: Log) -> dict[UUID, date]:
    """The day each helper was first let in."""
    return {person: timezone.localdate(first) for person, first in _first_let_in(log.pk)}


@Question
def _first_let_in(log: UUID) -> QuerySet[Admission, tuple[UUID, datetime]]:
    admissions = Admission.objects.filter(log=log, role=AdmissionRole.PARTICIPANT)
    return admissions.values_list("person_id").annotate(Min("from_at"))


@Question
def _named(consent: UUID) -> QuerySet[Named]:
    """Without those taken out."""
    out = Withdrawal.objects.filter(consent=consent, only__isnull=False).values("only")
    named = Named.objects.filter(consent=consent).exclude(person__in=out)
    return named.select_related("person")


@Question
def _kept_out(consent: UUID) -> QuerySet[KeptOut, str]:
    return KeptOut.objects.filter(consent=consent).values_list("name", flat=True)


def _named_before(consent: Consent) -> set[UUID]:
    """Whom the active consent lets in."""
    active = Consent.objects.filter(
        log_id=consent.log_id, activated_at__isnull=False, ended_at=None
    ).first()
    if active is None:
        return set()
    return {each.person_id for each in _named(active.pk)}


def _is_in(named: Named, consent: Consent, before: set[UUID]) -> bool:
    return consent.activated_at is not None or named.person_id in before


def _begin(
    named: Named, consent: Consent, since: dict[UUID, date], before: set[UUID], today: date
) -> date:
    if _is_in(named, consent, before):
        return since.get(named.person_id, today)
    return today


def _by_service(rows: Sequence[Row]) -> list[Service]:
    """The new ones first, then by name."""
    ordered = sorted(
        rows,
        key=lambda row: (
            not row.is_new,
            row.named.service_words,
            not row.has_baton,
            str(row.named.person),
        ),
    )
    return [
        Service(name, is_new, tuple(group))
        for (is_new, name), group in groupby(
            ordered, lambda row: (row.is_new, row.named.service_words)
        )
    ]
