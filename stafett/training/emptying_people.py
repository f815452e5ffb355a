"""Who goes with the training municipalities: a person has no municipality but what names it."""

from uuid import UUID

from django.db import connection
from psycopg.sql import SQL, Identifier

from .asking import Told, keys
from .tables import Tables

NAMED = SQL("SELECT DISTINCT {} FROM {} WHERE {}")
NAMED_ELSEWHERE = SQL("SELECT DISTINCT {} FROM {} WHERE NOT ({})")


def gone_people(tables: Tables, columns: Told) -> list[UUID]:
    """Everybody whom something of these towns names, or a tie leads to, and nothing else does."""
    named: set[UUID] = set()
    kept: set[UUID] = set()
    for table, condition in tables.of_towns:
        for column in tables.people.get(table, ()):
            parts = (Identifier(column), Identifier(table), condition)
            named |= set(keys(NAMED.format(*parts), columns))
            kept |= set(keys(NAMED_ELSEWHERE.format(*parts), columns))
    ties = _ties()
    return sorted(_with_families(named, ties) - _with_families(kept, ties))


def _with_families(people: set[UUID], ties: dict[UUID, set[UUID]]) -> set[UUID]:
    found, new = set(people), set(people)
    while new:
        new = set().union(*(ties.get(each, set()) for each in new)) - found
        found |= new
    return found


def _ties() -> dict[UUID, set[UUID]]:
    ties: dict[UUID, set[UUID]] = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT child_id, guardian_id FROM people_guardianship")
        for child, guardian in cursor.fetchall():
            ties.setdefault(child, set()).add(guardian)
            ties.setdefault(guardian, set()).add(child)
    return ties
