"""Whose eyes the database sees with.

Row-level security asks for the setting `stafett.person`. It lasts one transaction, so that a
pooled connection never carries one person's sight to another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction
from psycopg.pq import TransactionStatus

from .questions import prepared
from .walls import SIGHT_MOVES


@contextmanager
def acting_as(person_id: UUID | str | None) -> Iterator[None]:
    """A transaction in which the database shows and takes only what this person may.

    None is somebody not signed in: nothing of any log or family is seen. Raises RuntimeError when
    a statement failed inside and the failure was passed over.
    """
    with transaction.atomic():
        see_as(person_id)
        yield
        _refuse_what_cannot_be_kept()


def _refuse_what_cannot_be_kept() -> None:
    """PostgreSQL answers COMMIT after a failed statement by rolling back, without an error."""
    failed = connection.connection.info.transaction_status == TransactionStatus.INERROR
    if failed and not connection.needs_rollback:
        raise RuntimeError("A failed statement was passed over: nothing of this can be kept.")


def see_as(person_id: UUID | str | None) -> None:
    """Set the person for the rest of the running transaction."""
    with prepared() as cursor:
        cursor.execute(
            "SELECT set_config('stafett.person', %s, true)", [str(person_id) if person_id else ""]
        )


def look_anew() -> None:
    """What the wall has found in this transaction (`walls.asked_once`) it asks for again."""
    with prepared() as cursor:
        cursor.execute(f"SELECT {SIGHT_MOVES}")


@contextmanager
def glance_as(person_id: UUID) -> Iterator[None]:
    """Ask something with this person's eyes in the running transaction, and see as before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('stafett.person', true)")
        before = cursor.fetchone()[0]
    see_as(person_id)
    yield
    see_as(before or None)


def see_own_log_alone(*, alone: bool) -> None:
    """For the rest of the running transaction the person is let in to the own log, as its owner,
    and to nothing else (I2)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stafett.own_alone', %s, true)", ["1" if alone else ""])
