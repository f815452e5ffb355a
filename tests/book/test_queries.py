"""Reading a book back."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from stafett.book.models import Book, Content, Place
from stafett.book.queries import lines, unread
from stafett.logs.models import Log
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


def test_lines_are_the_entries_in_order_with_what_they_say(log: Log, book: Book) -> None:
    with as_worker(), CaptureQueriesContext(connections["default"]) as asked:
        told = list(lines(log.pk))
    assert len(asked) == 1
    assert [line.number for line in told] == list(range(1, book.count + 1))
    assert told[0].verb == "logs.started"
    assert told[0].data is not None
    assert told[0].data["who"] == "Kari Nesheim"


def test_lines_begin_after_one_number_and_end_with_another(log: Log) -> None:
    with as_worker():
        assert [line.number for line in lines(log.pk, after=2, until=5)] == [3, 4, 5]


def test_erased_content_is_none(log: Log) -> None:
    Content.objects.using("owner").filter(book=log.pk, number=2).update(salt=None, data=None)
    with as_worker():
        assert [line.number for line in lines(log.pk) if line.data is None] == [2]


def test_a_book_is_unread_until_the_readers_own_place_is_its_end(log: Log, book: Book) -> None:
    with as_worker():
        assert log.pk in unread("archive")
        Place.objects.create(reader="notices", book_id=log.pk, number=book.count)
        assert log.pk in unread("archive")
        place = Place.objects.create(reader="archive", book_id=log.pk, number=book.count - 1)
        assert log.pk in unread("archive")
        Place.objects.filter(pk=place.pk).update(number=book.count)
        assert log.pk not in unread("archive")
