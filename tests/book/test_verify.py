"""`verify_book` finds whatever was done to a book behind the application's back."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings

from stafett.book import rules, verify
from stafett.book.actions import write
from stafett.book.models import Book, Content, Entry
from stafett.book.verify import faults
from stafett.logs.models import Log
from tests import commands
from tests import world as w
from tests.database import Emptier
from tests.logins import as_worker

pytestmark = pytest.mark.django_db

Intruder = psycopg.Connection[Any]
BOOKS = ("book_book", "book_entry", "book_content")


@pytest.fixture
def intruder(db: None, django_db_setup: Emptier) -> Iterator[Intruder]:
    """Somebody with all rights in the database, and without the key of the books."""
    yield django_db_setup.connection
    for table in BOOKS:
        django_db_setup.connection.execute(f"DROP TABLE IF EXISTS pg_temp.kept_{table}".encode())


def found() -> list[tuple[int, str]]:
    with as_worker():
        return [(fault.number, fault.what) for fault in faults()]


def rehash(intruder: Intruder, book: Book, first: int, *, head: bool = True) -> None:
    """Write the chain anew from an entry on, as anyone who reads the code can."""
    entries = Entry.objects.using("owner").filter(book=book).order_by("number")
    previous = "0" * 64
    for entry in entries:
        if entry.number >= first:
            content = Content.objects.using("owner").get(book=book, number=entry.number)
            digest = rules.content_hash(content.salt or "", content.data)
            entry.hash = rules.entry_hash(
                book.pk,
                entry.number,
                entry.at,
                entry.actor_id,
                entry.role,
                entry.verb,
                digest,
                previous,
            )
            intruder.execute(
                "UPDATE book_entry SET content_hash = %s, previous_hash = %s, hash = %s"
                " WHERE book_id = %s AND number = %s",
                [digest, previous, entry.hash, book.pk, entry.number],
            )
        previous = entry.hash
    if head:
        intruder.execute(
            "UPDATE book_book SET count = %s, last_hash = %s WHERE id = %s",
            [entries.count(), previous, book.pk],
        )


def alter(statement: str) -> Callable[[Intruder, Book], None]:
    def do(intruder: Intruder, book: Book) -> None:
        done = intruder.execute(statement.encode(), {"book": book.pk, "last": book.count})
        assert done.rowcount

    return do


def insert_at_the_end(intruder: Intruder, book: Book) -> None:
    intruder.execute(
        "INSERT INTO book_entry (book_id, number, at, actor_id, role, verb, about, content_hash,"
        " previous_hash, hash) SELECT book_id, number + 1, at, actor_id, role, verb, about,"
        " content_hash, hash, hash FROM book_entry WHERE book_id = %s AND number = %s",
        [book.pk, book.count],
    )


ALTER = "UPDATE book_entry SET role = 'x' WHERE book_id = %s AND number = 3"


def altered_and_rehashed(intruder: Intruder, book: Book) -> None:
    intruder.execute(ALTER, [book.pk])
    rehash(intruder, book, 3)


def altered_and_rehashed_without_head(intruder: Intruder, book: Book) -> None:
    intruder.execute(ALTER, [book.pk])
    rehash(intruder, book, 3, head=False)


def content_altered_and_rehashed(intruder: Intruder, book: Book) -> None:
    change = 'UPDATE book_content SET data = \'{"who": "X"}\' WHERE book_id = %s AND number = 4'
    intruder.execute(change, [book.pk])
    rehash(intruder, book, 4)


def cut_off_and_head_moved_back(intruder: Intruder, book: Book) -> None:
    for table in ("book_entry", "book_content"):
        cut = f"DELETE FROM {table} WHERE book_id = %s AND number = %s"
        intruder.execute(cut.encode(), [book.pk, book.count])
    rehash(intruder, book, book.count)


TAIL, HEAD = "the tail was cut off or written anew", "the head of the book was written by"
HERE = "WHERE book_id = %(book)s AND number"
TAMPERING: dict[str, tuple[Callable[[Intruder, Book], None], int | None, str]] = {
    # What is done, the number of the entry that must be named (None: the last), what is said.
    "a verb": (alter(f"UPDATE book_entry SET verb = 'x' {HERE} = 3"), 3, "was altered"),
    "a time": (
        alter(f"UPDATE book_entry SET at = at + interval '1 second' {HERE} = 3"),
        3,
        "was altered",
    ),
    "an actor": (alter(f"UPDATE book_entry SET actor_id = NULL {HERE} = 1"), 1, "was altered"),
    "a hash": (alter(f"UPDATE book_entry SET hash = previous_hash {HERE} = 2"), 2, "was altered"),
    "a role in the last": (
        alter(f"UPDATE book_entry SET role = 'x' {HERE} = %(last)s"),
        None,
        "was altered",
    ),
    "a content": (
        alter(f"UPDATE book_content SET data = '{{}}' {HERE} = 2"),
        2,
        "its content was altered",
    ),
    "a salt": (alter(f"UPDATE book_content SET salt = 'x' {HERE} = 2"), 2, "its content was"),
    "a content removed": (alter(f"DELETE FROM book_content {HERE} = 2"), 2, "its content is gone"),
    "a content after erasure": (
        alter(f"UPDATE book_content SET salt = NULL {HERE} = 2"),
        2,
        "put in after erasure",
    ),
    "the first removed": (alter(f"DELETE FROM book_entry {HERE} = 1"), 1, "is missing"),
    "one in the middle removed": (alter(f"DELETE FROM book_entry {HERE} = 4"), 4, "is missing"),
    "the last removed": (alter(f"DELETE FROM book_entry {HERE} = %(last)s"), None, TAIL),
    "the tail removed": (alter(f"DELETE FROM book_entry {HERE} > 3"), None, TAIL),
    "all removed": (alter("DELETE FROM book_entry WHERE book_id = %(book)s"), None, TAIL),
    "cut off and the head moved back": (cut_off_and_head_moved_back, None, HEAD),
    "altered and rehashed": (altered_and_rehashed, None, HEAD),
    "altered and rehashed without the head": (altered_and_rehashed_without_head, None, TAIL),
    "content altered and rehashed": (content_altered_and_rehashed, None, HEAD),
    "the head's count": (alter("UPDATE book_book SET count = 2 WHERE id = %(book)s"), 2, HEAD),
    "the head's seal": (alter("UPDATE book_book SET seal = '0' WHERE id = %(book)s"), None, HEAD),
    "an entry of a deleted book": (
        alter("DELETE FROM book_book WHERE id = %(book)s"),
        1,
        "belongs to a book that is gone",
    ),
}


def put_back(intruder: Intruder) -> None:
    """All books as they were when they were kept."""
    for table in BOOKS:
        intruder.execute(f"DELETE FROM {table}".encode())
        intruder.execute(f"INSERT INTO {table} SELECT * FROM kept_{table}".encode())


def test_whatever_is_done_is_found_and_the_entry_named(
    log: Log, book: Book, intruder: Intruder
) -> None:
    for table in BOOKS:
        intruder.execute(f"CREATE TEMP TABLE kept_{table} AS TABLE {table}".encode())
    not_found = {}
    for what, (tamper, number, says) in TAMPERING.items():
        assert found() == []
        tamper(intruder, book)
        # A tail cut off may be named by the last entry that is left.
        wanted = {book.count, book.count - 1} if number is None else {number}
        told = found()
        if not any(named in wanted and says in said for named, said in told):
            not_found[what] = told
        put_back(intruder)
    assert not_found == {}


def test_an_entry_put_in_at_the_end_is_found(log: Log, book: Book, intruder: Intruder) -> None:
    insert_at_the_end(intruder, book)
    assert any(number == book.count + 1 for number, _what in found())


def test_content_without_an_entry_is_found(log: Log, book: Book, intruder: Intruder) -> None:
    intruder.execute(
        "INSERT INTO book_content (book_id, number, about, salt, data)"
        " VALUES (%s, %s, '{}', 's', '{}')",
        [book.pk, book.count + 5],
    )
    assert found() == [(book.count + 5, "has content and no entry")]


def test_an_entry_moved_to_another_book_is_found(
    world: w.World, log: Log, intruder: Intruder
) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",))
    intruder.execute(
        "UPDATE book_entry SET book_id = %s, number = 99 WHERE book_id = %s AND number = 3",
        [other.pk, log.pk],
    )
    assert {3, 99} <= {number for number, _what in found()}


def test_what_the_law_lets_be_erased_is_no_fault(log: Log, book: Book, intruder: Intruder) -> None:
    intruder.execute("UPDATE book_content SET salt = NULL, data = NULL WHERE number > 2")
    assert found() == []


def test_another_key_finds_every_head(
    log: Log, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BOOK_KEY", "another")
    assert (book.count, "the head of the book was written by somebody else") in found()


def test_what_is_written_meanwhile_is_no_fault(
    log: Log, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = verify.faults_in

    def writes_first(seen: Book) -> Any:
        if seen.pk == book.pk:
            write(book, "test.said", {}, at=w.now(), actor=None, role="stafett")
        return look(seen)

    monkeypatch.setattr(verify, "faults_in", writes_first)
    assert found() == []
    assert Book.objects.using("owner").get(pk=book.pk).count == book.count


def test_the_command_as_the_worker(
    world: w.World, log: Log, book: Book, intruder: Intruder
) -> None:
    good = commands.manage("verify_book")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout == f"{Book.objects.using('owner').count()} books, all whole.\n"
    intruder.execute(ALTER, [log.pk])
    bad = commands.manage("verify_book")
    assert bad.returncode == 1
    assert f"{log.pk} entry 3: was altered" in bad.stdout
    assert "outside Stafett" in bad.stderr
    assert "Traceback" not in bad.stderr
