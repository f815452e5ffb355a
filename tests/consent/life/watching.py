"""What the database and the access rules say, put as the reference puts it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import psycopg
from django.db import connection, connections
from psycopg import sql

from stafett.book.wall import acting_as
from stafett.consent.models import Asked, Consent, Named
from stafett.logs import access
from stafett.logs.models import Leg, Log
from stafett.people.models import Person

# As the web login with this person set. One question, whatever there is to see.
SEEN = """
SELECT ARRAY (SELECT id FROM logs_log), ARRAY (SELECT DISTINCT log_id FROM plan_goal),
    ARRAY (SELECT DISTINCT log_id FROM consent_oralconsent),
    EXISTS (SELECT 1 FROM people_person WHERE id = %s)
"""
# What was sent or signed. Each row is hashed but for what may still be written in it.
ASKED = "JOIN consent_consent c ON c.id = t.consent_id WHERE c.asked_at IS NOT NULL"
SIGNED = {
    "consent_consent": "WHERE asked_at IS NOT NULL",
    "consent_group": ASKED,
    "consent_asked": ASKED,
    "consent_named": ASKED,
    "consent_keptout": ASKED,
    "consent_signature": "",
    "consent_withdrawal": "",
    "consent_guardianreview": "",
}
OPEN = {"ended_at", "end", "activated_at", "lapses_on"}


def eyes(person: Person, logs: Iterable[UUID], child: UUID) -> tuple[Any, ...]:
    """What somebody may do in each log, and what plain SQL shows of each; of the child, too."""
    with acting_as(person.pk):
        places = {log: access.standing(person, log) for log in logs}
        with connection.cursor() as cursor:
            cursor.execute(SEEN, [child])
            found, plans, answers, knows = cursor.fetchone()
    rights = {
        log: {right.name.lower() for right in place.rights} if place else set()
        for log, place in places.items()
    }
    seen = {
        log: {
            word
            for word, where in (("log", found), ("plan", plans), ("answers", answers))
            if log in where
        }
        for log in logs
    }
    return rights, seen, knows


def stands(log: UUID, names: dict[UUID, str]) -> Any:
    """How a log stands in the database: state, holders, and each version with its answers."""
    row = Log.objects.using("owner").filter(pk=log).first()
    if row is None:
        return "deleted", set(), []
    legs = Leg.objects.using("owner").filter(log=log, ended_at=None)
    asked: dict[UUID, set[str]] = {}
    for consent, person in (
        Asked.objects.using("owner").filter(log=log).values_list("consent_id", "person_id")
    ):
        asked.setdefault(consent, set()).add(names[person])
    named: dict[UUID, set[str]] = {}
    for consent, person in (
        Named.objects.using("owner").filter(log=log).values_list("consent_id", "person_id")
    ):
        named.setdefault(consent, set()).add(names[person])
    versions = [
        (
            each.state,
            each.end,
            asked.get(each.pk, set()),
            named.get(each.pk, set()),
            {names[said.person_id]: said.says_yes for said in each.signatures.all()},
        )
        for each in Consent.objects.using("owner")
        .filter(log=log)
        .prefetch_related("signatures")
        .order_by("version")
    ]
    return row.state, {names[leg.holder_id] for leg in legs}, versions


def verbs(log: UUID, after: int) -> list[str]:
    """The entries of a log's book later than this one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT verb FROM book_entry WHERE book_id = %s AND number > %s ORDER BY number",
            [log, after],
        )
        return [verb for (verb,) in cursor.fetchall()]


class Calendar:
    """Moves every date of people and logs into the past, as the days go, and remembers how far.

    Not the books': their hashes hold the time at which something was written.
    """

    def __init__(self, superuser: psycopg.Connection[Any]) -> None:
        self.superuser, self.days = superuser, 0
        found = superuser.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND split_part(table_name, '_', 1)"
            " IN ('people', 'logs', 'consent', 'plan')"
        ).fetchall()
        self.columns: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in found:
            self.columns.setdefault(table, []).append((column, kind))
        self.question = sql.SQL(" UNION ALL ").join(
            self._rows(table, which) for table, which in SIGNED.items()
        )

    def pass_days(self, days: int) -> None:
        """Wall-clock time stays the same, also over the nights on which clocks are changed."""
        moves = []
        for table, columns in self.columns.items():
            sets = [
                sql.SQL("{0} = {1}").format(sql.Identifier(column), _moved(column, kind, -days))
                for column, kind in columns
                if _is_time(kind)
            ]
            if sets:
                moves.append(
                    sql.SQL("UPDATE {} t SET {}").format(
                        sql.Identifier(table), sql.SQL(", ").join(sets)
                    )
                )
        self.superuser.execute(sql.SQL("; ").join(moves))
        self.days += days

    def signed(self) -> dict[str, tuple[str, str]]:
        """Every row that was sent or signed: its log, and its hash as on the day it was written."""
        shifted = {"gone": self.days}
        rows = self.superuser.execute(self.question, shifted).fetchall()
        return {key: (log, told) for key, log, told in rows}

    def _rows(self, table: str, which: str) -> sql.Composed:
        values = [
            sql.SQL("({})::text").format(_placed(column, kind))
            for column, kind in sorted(self.columns[table])
            if column not in OPEN
        ]
        return sql.SQL(
            "SELECT {name} || t.id, t.log_id::text, md5(concat_ws('|', {values}))"
            " FROM {table} t " + which
        ).format(
            name=sql.Literal(table),
            values=sql.SQL(", ").join(values),
            table=sql.Identifier(table),
        )


def _is_time(kind: str) -> bool:
    return kind == "date" or kind.startswith("timestamp")


def _moved(column: str, kind: str, days: int) -> sql.Composable:
    return _move(sql.Identifier("t", column), kind, sql.Literal(days))


def _placed(column: str, kind: str) -> sql.Composable:
    here = sql.Identifier("t", column)
    return _move(here, kind, sql.Placeholder("gone")) if _is_time(kind) else here


def _move(what: sql.Composable, kind: str, days: sql.Composable) -> sql.Composed:
    if kind == "date":
        return sql.SQL("({} + {}::int)").format(what, days)
    words = "(({0} AT TIME ZONE 'Europe/Oslo' + make_interval(days => {1}::int))"
    return sql.SQL(words + " AT TIME ZONE 'Europe/Oslo')").format(what, days)
