"""When the database goes away under a process, the next request finds it again."""

import pytest
from django.db import OperationalError, connection

from stafett.book.questions import _prepares, prepared

pytestmark = pytest.mark.django_db


def answer() -> int:
    with prepared() as cursor:
        cursor.execute("SELECT 42")
        return int(cursor.fetchone()[0])


def test_a_lost_connection_is_made_anew_for_the_next_request() -> None:
    """Lost before it was known whether it leads to PostgreSQL itself: nothing asked by Django's own
    cursor comes after it, and the process would have answered with an error for ever."""
    assert answer() == 42
    raw = connection.connection
    raw.close()
    del _prepares[raw]
    with pytest.raises(OperationalError):
        answer()
    connection.close_if_unusable_or_obsolete()  # as Django does between two requests
    assert answer() == 42
