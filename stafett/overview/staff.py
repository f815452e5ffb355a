"""Who works in a unit, is invited, is leaving or has left, as the unit's leader is shown it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from stafett.book.questions import Question
from stafett.municipality.models import Invitation, Position, Role, Unit


@dataclass(frozen=True)
class Row:
    """One person. `state`: invited, lapsed, coming, active, leaving or left, with its `day`."""

    pk: UUID
    name: str
    title: str
    role: str
    email: str
    state: str
    day: date | None
    may: bool  # whether this reader may do something with it
    person: UUID | None = None  # who has said yes
    trained: date | None = None  # when the training was taken, as far as this reader may know


@dataclass(frozen=True)
class Staff:
    """A unit's people."""

    asked: list[Row]
    here: list[Row]
    deputies: list[Row]  # those who lead beside the leader now, or later
    gone: list[Row]


def staff_of(unit: Unit, now: datetime, *, administers: bool) -> Staff:
    """Everyone of a unit, by name. Two questions."""
    today = timezone.localdate(now)
    all_of_them = _positions(unit.pk)
    positions = [_worker(each, today, administers) for each in all_of_them if not each.deputy]
    deputies = [_worker(each, today, administers) for each in all_of_them if each.deputy]
    return Staff(
        asked=sorted((_asked(each, now, administers) for each in _invited(unit.pk)), key=_by_name),
        here=sorted((row for row in positions if row.state != "left"), key=_by_name),
        deputies=sorted((row for row in deputies if row.state != "left"), key=_by_name),
        gone=sorted((row for row in positions if row.state == "left"), key=_by_name),
    )


@Question
def _positions(unit: UUID) -> QuerySet[Position]:
    return Position.objects.filter(unit=unit).select_related("person", "trained")


@Question
def _invited(unit: UUID) -> QuerySet[Invitation]:
    return Invitation.objects.filter(unit=unit, accepted_at=None, taken_back_at=None)


def _by_name(row: Row) -> str:
    return row.name


def _worker(position: Position, today: date, administers: bool) -> Row:
    over = position.ended_at is not None or bool(position.until and position.until < today)
    if over:
        state, day = "left", position.until
    elif position.from_date > today:
        state, day = "coming", position.from_date
    elif position.until:
        state, day = "leaving", position.until
    else:
        state, day = "active", None
    may = state != "left" and _may(position.role, administers)
    return _row(position, str(position.person), state, day, may)


def _asked(invitation: Invitation, now: datetime, administers: bool) -> Row:
    state = "invited" if invitation.lapses_at > now else "lapsed"
    day = timezone.localdate(invitation.lapses_at)
    may = _may(invitation.role, administers)
    return _row(invitation, invitation.name, state, day, may)


def _may(role: str, administers: bool) -> bool:
    return administers or role == Role.STAFF


def _row(of: Position | Invitation, name: str, state: str, day: date | None, may: bool) -> Row:
    role = "" if of.role == Role.STAFF else str(Role(of.role).label)
    row = Row(of.pk, name, of.title, role, of.email, state, day, may)
    if isinstance(of, Invitation):
        return row
    trained = getattr(of, "trained", None)
    return replace(row, person=of.person_id, trained=trained.day if trained else None)
