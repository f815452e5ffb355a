"""What locks a log holds up whoever acts in it, and nobody who only writes of it."""

import pytest
from django.db import OperationalError, connections

from stafett.book.wall import acting_as
from stafett.logs.acting import lock
from tests import world as w

pytestmark = pytest.mark.django_db
# As PostgreSQL itself does for each row that hangs on a log or a book.
REFERS = "SELECT 1 FROM {} WHERE id = %s FOR KEY SHARE NOWAIT"


@pytest.mark.requirement("Q1", "D25")
def test_a_reader_of_the_book_waits_for_nobody_who_waits_for_the_book() -> None:
    """The archive and the notices lock a book and write rows that hang on its log. Somebody who
    acts locks the log first, and then waits for the book: the two must not stand in a circle."""
    world = w.make_world()
    log = w.open_log(world, named=("kari",))
    with acting_as(world.kari.pk):
        lock(log.pk)
        with connections["owner"].cursor() as cursor:
            cursor.execute(REFERS.format("logs_log"), [log.pk])
            cursor.execute(REFERS.format("book_book"), [log.pk])
            assert cursor.fetchone() == (1,)
            # And yet nobody else acts in it meanwhile.
            with pytest.raises(OperationalError):
                cursor.execute(
                    "SELECT 1 FROM logs_log WHERE id = %s FOR NO KEY UPDATE NOWAIT", [log.pk]
                )
