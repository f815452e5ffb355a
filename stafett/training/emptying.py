"""Taking everything of the training municipalities out of the database, and nothing else.

For the owner's login alone: the book is append-only for every login that runs, and there is no
function in any database that could take one out. What belongs to a town is told by the tables
themselves, so that a new room's tables need no line here: by a column that names the municipality,
the log, the book or the unit, by a foreign key to such a row, or, for what hangs on a person alone,
by that person.
"""

from dataclasses import dataclass
from typing import LiteralString
from uuid import UUID

from django.db import connection
from psycopg.sql import SQL, Composable, Identifier

from .asking import Told, keys
from .emptying_people import gone_people
from .tables import Tables

DELETE = SQL("DELETE FROM {} WHERE {}")


@dataclass(frozen=True)
class Gone:
    """The keys of all that is to go: `columns` are what rows say that they belong to."""

    columns: dict[str, list[UUID]]
    people: list[UUID]


def find(towns: list[UUID], tables: Tables) -> Gone:
    """What belongs to these municipalities now."""
    told = {"towns": towns}
    logs = keys("SELECT id FROM logs_log WHERE municipality_id = ANY(%(towns)s)", told)
    units = keys("SELECT id FROM municipality_unit WHERE municipality_id = ANY(%(towns)s)", told)
    columns = {
        "municipality_id": towns,
        "log_id": logs,
        "book_id": [*towns, *logs],
        "unit_id": units,
    }
    return Gone(columns, gone_people(tables, columns))


def set_aside(gone: Gone) -> None:
    """Let the same people be made once more while these are still there."""
    _do(
        "UPDATE identity_trainingaccount SET username = NULL"
        " WHERE municipality_id = ANY(%(municipality_id)s)",
        gone.columns,
    )
    _do(
        "UPDATE people_nationalidentity SET number_hash = md5(person_id::text) || 'aside'"
        " WHERE person_id = ANY(%(people)s)",
        {"people": gone.people},
    )


def close_the_door() -> None:
    """Let the requests of those who are signed in end, and the next ones wait, until the commit.

    Every such request reads this table first and is one transaction, so that nobody stands in the
    middle of something that another waits for.
    """
    _do("LOCK TABLE identity_signedin IN ACCESS EXCLUSIVE MODE")


def take_out(gone: Gone, tables: Tables) -> None:
    """Delete all of it. Raises IntegrityError where something else still needs a row of it."""
    jobs, letters = _own_keys(gone, tables), _letters(gone)
    people, columns = {"people": gone.people}, gone.columns
    _triggers(tables, "DISABLE")
    for table, condition in tables.of_towns:
        _do(DELETE.format(Identifier(table), condition), columns)
    for table, condition in tables.of_people:
        _do(DELETE.format(Identifier(table), condition), people)
    _do("DELETE FROM people_person WHERE id = ANY(%(people)s)", people)
    _do("DELETE FROM municipality_municipality WHERE id = ANY(%(municipality_id)s)", columns)
    _do("DELETE FROM book_book WHERE id = ANY(%(book_id)s)", columns)
    _do("DELETE FROM notices_letter WHERE key = ANY(%(letters)s)", {"letters": letters})
    _do(
        "DELETE FROM procrastinate_jobs WHERE status <> 'doing' AND EXISTS"
        " (SELECT FROM jsonb_each_text(args) WHERE value = ANY(%(jobs)s))",
        {"jobs": jobs},
    )
    _triggers(tables, "ENABLE")


def _own_keys(gone: Gone, tables: Tables) -> list[str]:
    """What a job may name: the key of each row that goes."""
    found = {str(key) for keys in (*gone.columns.values(), gone.people) for key in keys}
    for table, condition in tables.of_towns:
        if "id" in tables.keys[table]:
            question = SQL("SELECT id FROM {} WHERE {}").format(Identifier(table), condition)
            found |= {str(key) for key in keys(question, gone.columns)}
    return sorted(found)


def _letters(gone: Gone) -> list[str]:
    """Letters have no municipality of their own; they are those of their notices and mails."""
    return keys(
        "SELECT letter_id FROM notices_notice WHERE municipality_id = ANY(%(municipality_id)s)"
        " AND letter_id IS NOT NULL"
        " UNION SELECT key FROM notices_kept WHERE municipality_id = ANY(%(municipality_id)s)"
        " EXCEPT SELECT letter_id FROM notices_notice"
        " WHERE municipality_id <> ALL(%(municipality_id)s)",
        gone.columns,
    )


def _triggers(tables: Tables, how: LiteralString) -> None:
    """What the runtime logins may not delete, triggers keep from everybody.

    They cannot be silenced, nor wake again, while a deferred constraint still waits for its check.
    """
    _do("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables.guarded:
        _do(SQL("ALTER TABLE {} {} TRIGGER USER").format(Identifier(table), SQL(how)))
    _do("SET CONSTRAINTS ALL DEFERRED")


def _do(statement: str | Composable, told: Told | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
