"""Whose eyes the database sees with.

Row-level security asks for the setting `stafett.person`. It lasts one transaction, so that a
pooled connection never carries one person's sight to another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection, transaction


@contextmanager
def acting_as(person_id: UUID | str | None) -> Iterator[None]:
    """A transaction in which the database shows and takes only what this person may.

    None is somebody not signed in: nothing of any log or family is seen.
    """
    with transaction.atomic():
        see_as(person_id)
        yield


def see_as(person_id: UUID | str | None) -> None:
    """Set the person for the rest of the running transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('stafett.person', %s, true)", [str(person_id) if person_id else ""]
        )
