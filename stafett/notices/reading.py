"""How the notices read the books: from their own place in each, and a row for each who is told.

The place moves in the transaction that writes the rows, with the book locked, and a row's key says
what it tells whom: however many read at once, and whenever one of them dies, each is told once.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stafett.book.models import Book, Entry, Place
from stafett.book.queries import unread
from stafett.logs.models import Leg, Log
from stafett.logs.unattended import leaders_of

from .models import Kind, Notice
from .parts import given, part_of, people_in, readable
from .rules import FRESH_FOR, MOVES, TOLD, TOLD_LEADERS, concerns

READER = "notices"


def read_all() -> None:
    """Read every book that holds something new. One question where nothing is new.

    A book that cannot be read stops no other: what went wrong is raised as an ExceptionGroup at
    the end, and is tried again at the next reading.
    """
    troubles = []
    for book_id in unread(READER):
        try:
            read(book_id, at=timezone.now())
        except Exception as error:  # noqa: BLE001 (raised below)
            troubles.append(error)
    if troubles:
        raise ExceptionGroup("Some books could not be read.", troubles)


@transaction.atomic
def read(book_id: UUID, *, at: datetime) -> None:
    """Read one book to its end. One that somebody writes in or reads is left for the next time."""
    book = Book.objects.select_for_update(skip_locked=True).filter(pk=book_id).first()
    if book is None:
        return
    place = Place.objects.filter(reader=READER, book=book).first()
    new = Entry.objects.filter(
        book=book, number__gt=place.number if place else 0, verb__in=TOLD, at__gt=at - FRESH_FOR
    )
    entries = list(new.order_by("number"))
    log = Log.objects.filter(pk=book_id).first() if entries else None
    if log:
        found = [*_told(log, entries, at), *_told_leaders(log, entries, at)]
        Notice.objects.bulk_create(found, ignore_conflicts=True)
    Place.objects.update_or_create(reader=READER, book=book, defaults={"number": book.count})


def _told(log: Log, entries: list[Entry], at: datetime) -> Iterator[Notice]:
    to = given(log, entries)
    for person in people_in(log):
        try:
            place, mine = readable(person, log.pk, entries)
        except LookupError:
            continue
        for entry in entries:
            part = part_of(place, chosen=person.pk in to.get(entry.number, ()))
            others = entry.actor_id != person.pk
            if entry.number in mine and others and concerns(entry.verb, part):
                yield _notice(log, entry, person.pk, Kind.NEWS, at)


def _told_leaders(log: Log, entries: list[Entry], at: datetime) -> Iterator[Notice]:
    """That there is a log; the page says no more to a leader than it ever does (E6)."""
    for entry in entries:
        if entry.verb in TOLD_LEADERS:
            leaders = leaders_over(log)
        elif entry.verb == MOVES:
            leaders = _leaders_of_a_new_place(log)
        else:
            continue
        for leader in leaders:
            yield _notice(log, entry, leader, Kind.LEADS, at)


def _leaders_of_a_new_place(log: Log) -> set[UUID]:
    """Who leads the unit of the last who took the baton, and not of who had it before (O3, E6)."""
    legs = list(Leg.objects.filter(log=log).order_by("-from_at")[:2])
    led = [{each.person_id for each in leaders_of(leg)} for leg in legs]
    return led[0].difference(*led[1:]) if led else set()


def leaders_over(log: Log) -> set[UUID]:
    """Who leads the unit of those with the baton; without a leader, who runs the municipality's
    Stafett. Three questions a holder."""
    legs = Leg.objects.filter(log=log, ended_at=None)
    return {position.person_id for leg in legs for position in leaders_of(leg)}


def _notice(log: Log, entry: Entry, person: UUID, kind: Kind, at: datetime) -> Notice:
    return Notice(
        key=f"entry:{log.pk}:{entry.number}:{person}:{kind}",
        person_id=person,
        municipality_id=log.municipality_id,
        log=log,
        number=entry.number,
        kind=kind,
        at=at,
    )
