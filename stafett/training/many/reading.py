"""The patterns' rows, and whose each is: the municipality's, a group of services', or one log's."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from psycopg.sql import SQL, Composable, Identifier, Placeholder

from stafett.book.models import Content, Entry
from stafett.logs.models import Log
from stafett.municipality.models import Municipality, Position, Unit
from stafett.people.models import Person

from .. import emptying, tables
from ..demonstration.stage import Stage
from ..making import make
from .patterns import SHARES, Shares

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
# Nobody signs in as one of the many, and the register does not know them: they have no number.
# The books are chained anew, entry by entry.
LEFT_OUT = {"identity_trainingaccount", "people_nationalidentity", "book_book"}
BOOKS = {"book_entry", "book_content"}


@dataclass
class Part:
    """What belongs together: rows as COPY writes them, entries of books, and whose names."""

    keys: set[str] = field(default_factory=set)
    rows: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    books: dict[UUID, list[tuple[Entry, object]]] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)


@dataclass
class Patterns:
    """`logs` in the order of the shares that were asked for."""

    town: Part
    services: Part
    logs: list[Part]
    columns: dict[str, list[str]]


@transaction.atomic
def read(at: datetime, shares: Shares = SHARES) -> Patterns:
    """Tell the patterns, read them, and leave nothing of them. On the owner's login."""
    known = tables.read()
    before = list(Municipality.objects.filter(training=True).values_list("pk", flat=True))
    emptying.set_aside(emptying.find(before, known))
    day = timezone.localdate(at)
    make(day=day, at=at, tell=lambda said: None)
    made = Municipality.objects.filter(training=True).exclude(pk__in=before)
    towns, stage = list(made.values_list("pk", flat=True)), Stage(day)
    logs: list[Part] = []
    for tell, _share in shares:
        tell(stage)
        logs.append(_new_log(towns, logs))
    found = _sorted(towns, logs, known)
    transaction.set_rollback(True)
    return found


def _sorted(towns: list[UUID], logs: list[Part], known: tables.Tables) -> Patterns:
    patterns = Patterns(*_town_and_services(towns), logs, {})
    gone = emptying.find(towns, known)
    told = {**gone.columns, "people": gone.people}
    # What hangs on nothing else comes first, so that each row's owner is known before it.
    asked = [*reversed(known.of_towns), *sorted(known.of_people, key=_ties_first)]
    asked.append(("people_person", SQL("id = ANY({})").format(Placeholder("people"))))
    asked.insert(0, ("municipality_municipality", _among("municipality_id")))
    done: set[str] = set()
    for table, condition in asked:
        if table in LEFT_OUT | BOOKS | done:
            continue
        done.add(table)
        patterns.columns[table], rows = _rows(table, condition, told)
        for row in rows:
            _give(patterns, table, row)
    for part in (patterns.town, *patterns.logs):
        part.books = _books(part)
    _name(patterns)
    return patterns


def _ties_first(asked: tuple[str, Composable]) -> bool:
    return asked[0] != "people_guardianship"


def _among(name: str) -> Composable:
    return SQL("id = ANY({})").format(Placeholder(name))


def _town_and_services(towns: list[UUID]) -> tuple[Part, Part]:
    """What has parts is the municipality's own, with who works there; the rest can be many."""
    units = Unit.objects.filter(municipality__in=towns, stands_in_log=None)
    top = set(units.filter(parent=None, parts__isnull=False).values_list("pk", flat=True))
    parts = Part({str(town) for town in towns}), Part()
    for unit in units:
        part = parts[unit.pk not in top]
        part.keys.add(str(unit.pk))
        for position in Position.objects.filter(unit=unit):
            part.keys |= {str(position.pk), str(position.person_id)}
    return parts


def _new_log(towns: list[UUID], logs: list[Part]) -> Part:
    """The one that was told just now."""
    known = set().union(*(part.keys for part in logs))
    (new,) = (log for log in Log.objects.filter(municipality__in=towns) if str(log.pk) not in known)
    return Part({str(new.pk), str(new.owner_id)})


def _rows(
    table: str, condition: Composable, told: dict[str, list[UUID]]
) -> tuple[list[str], list[str]]:
    name = Identifier(table)
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT * FROM {} LIMIT 0").format(name))
        columns = [each.name for each in cursor.description]
        question = SQL("COPY (SELECT * FROM {} WHERE {}) TO STDOUT").format(name, condition)
        with cursor.copy(question, told) as copy:
            text = b"".join(bytes(each) for each in copy).decode()
    return columns, text.split("\n")[:-1]


def _give(patterns: Patterns, table: str, row: str) -> None:
    """To the smallest part that one of its keys is of; its other keys are that part's from now."""
    keys = set(KEY.findall(row))
    wider = patterns.town.keys | patterns.services.keys
    for part in (*patterns.logs, patterns.services, patterns.town):
        if keys & part.keys:
            part.rows[table].append(row)
            part.keys |= keys - wider
            return


def _books(part: Part) -> dict[UUID, list[tuple[Entry, object]]]:
    books: dict[UUID, list[tuple[Entry, object]]] = {}
    keys = [UUID(each) for each in part.keys]
    contents = Content.objects.filter(book__in=keys)
    said = {(each.book_id, each.number): each.data for each in contents}
    for entry in Entry.objects.filter(book__in=keys).order_by("book", "number"):
        books.setdefault(entry.book_id, []).append((entry, said[entry.book_id, entry.number]))
    return books


def _name(patterns: Patterns) -> None:
    for part in (patterns.town, patterns.services, *patterns.logs):
        part.people = list(
            Person.objects.filter(pk__in=part.keys).order_by("given_name", "family_name")
        )
