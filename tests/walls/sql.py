"""Trying in plain SQL, as the web login, what Stafett itself would never do."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

DENIED = "42501"  # insufficient_privilege: a grant or a policy says no
CHECK = "23514"  # check_violation: a trigger or a check says no
UNIQUE = "23505"  # unique_violation
FOREIGN = "23503"  # foreign_key_violation


def run(statement: str, values: Sequence[Any] = ()) -> int:
    """Run one statement; how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def ask(statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """The rows of one question."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def refused(sqlstate: str, says: str, statement: str, values: Sequence[Any] = ()) -> None:
    """The statement, alone in a savepoint, is refused for exactly this reason."""
    several(sqlstate, says, (statement, values))


def several(sqlstate: str, says: str, *steps: tuple[str, Sequence[Any]]) -> None:
    """Statements in one transaction of which the last, or its end, is refused for this reason."""
    with pytest.raises(DatabaseError) as caught:
        _together(*steps, ("SET CONSTRAINTS ALL IMMEDIATE", ()))
    cause = caught.value.__cause__
    assert (getattr(cause, "sqlstate", None), says in str(cause)) == (sqlstate, True), cause


def _together(*steps: tuple[str, Sequence[Any]]) -> None:
    with transaction.atomic():
        for statement, values in steps:
            run(statement, values)


def insert(table: str, **values: Any) -> tuple[str, list[Any]]:
    """An INSERT of one row, to be given to `run` or `refused` with a star."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    return f"INSERT INTO {table} ({columns}) VALUES ({marks})", list(values.values())
