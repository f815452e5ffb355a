"""Writing in a book: one after another, whole or not at all, and never again."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stafett.book.actions import write
from stafett.book.models import Book, Entry
from stafett.book.queries import lines
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs.acting import lock
from stafett.logs.models import Log
from stafett.people.models import Person
from tests import world as w
from tests.logins import as_worker

pytestmark = pytest.mark.django_db

# What PostgreSQL's JSON gives back as it was: no NUL, no half of a pair, no broken numbers.
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(TEXT, children, max_size=3),
    max_leaves=6,
)


def write_as(person: Person, log: Log, data: dict[str, object]) -> int:
    with acting_as(person.pk):
        book = lock(log.pk).book
        return write(book, "test.said", data, at=w.now(), actor=person.pk, role="holder")


def whole(book: Book) -> bool:
    with as_worker():
        return list(faults_in(Book.objects.get(pk=book.pk))) == []


def test_entries_are_numbered_and_chained(log: Log, book: Book) -> None:
    entries = list(Entry.objects.using("owner").filter(book=book).order_by("number"))
    assert [entry.number for entry in entries] == list(range(1, book.count + 1))
    assert entries[0].previous_hash == "0" * 64
    for before, after in pairwise(entries):
        assert after.previous_hash == before.hash
    assert book.last_hash == entries[-1].hash
    assert whole(book)


def test_two_who_write_at_once_write_one_after_the_other(
    world: w.World, log: Log, book: Book, at_once: Callable[..., list[Any]]
) -> None:
    people = [world.kari, world.marte, world.anders, world.sunniva]
    numbers = at_once(
        *(lambda who=who: [write_as(who, log, {"n": n}) for n in range(5)] for who in people)
    )
    assert sorted(number for each in numbers for number in each) == list(
        range(book.count + 1, book.count + 21)
    )
    assert whole(book)


def said(book: Book, person: Person) -> int:
    return write(book, "test.said", {}, at=w.now(), actor=person.pk, role="holder")


def test_without_the_lock_nothing_is_written(world: w.World, log: Log, book: Book) -> None:
    with acting_as(world.kari.pk):
        read_before = Book.objects.get(pk=log.pk)
    write_as(world.kari, log, {})
    for count in (read_before.count, read_before.count + 5):
        read_before.count = count
        with pytest.raises((RuntimeError, DatabaseError)), acting_as(world.kari.pk):
            said(read_before, world.kari)
    assert Book.objects.using("owner").get(pk=log.pk).count == book.count + 1
    assert Entry.objects.using("owner").filter(book=book).count() == book.count + 1
    assert whole(book)


def fail_after_writing(person: Person, log: Log) -> None:
    with acting_as(person.pk):
        said(lock(log.pk).book, person)
        raise ZeroDivisionError


def test_what_fails_afterwards_takes_the_entry_with_it(
    world: w.World, log: Log, book: Book
) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after_writing(world.kari, log)
    assert Book.objects.using("owner").get(pk=log.pk).count == book.count
    assert whole(book)


@given(data=st.dictionaries(TEXT, VALUES, max_size=4))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_content_verifies_as_the_database_gives_it_back(
    world: w.World, log: Log, book: Book, data: dict[str, object]
) -> None:
    number = write_as(world.kari, log, data)
    with as_worker():
        (line,) = lines(log.pk, after=number - 1)
        assert line.data == data
        assert list(faults_in(Book.objects.get(pk=book.pk))) == []


FORBIDDEN = (
    "UPDATE book_entry SET verb = 'x'",
    "UPDATE book_entry SET hash = previous_hash",
    "DELETE FROM book_entry",
    "UPDATE book_content SET data = NULL, salt = NULL",
    "DELETE FROM book_content",
    "DELETE FROM book_book",
    "UPDATE book_book SET id = gen_random_uuid()",
    "TRUNCATE book_entry",
)


@pytest.mark.parametrize("alias", ["default", "worker"])
def test_the_database_lets_nobody_change_what_is_written(
    world: w.World, log: Log, book: Book, alias: str
) -> None:
    for statement in FORBIDDEN:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("SELECT set_config('stafett.person', %s, true)", [str(world.kari.pk)])
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(statement)
            transaction.set_rollback(True, using=alias)
    assert whole(book)
