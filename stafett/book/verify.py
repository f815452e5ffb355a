"""Holding every book against itself: is it whole, unaltered, and does its tail stand?"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from . import rules
from .models import NO_HASH, Book, Content, Entry

AT_A_TIME = 500  # covers; each book's entries are read alone


@dataclass(frozen=True)
class Fault:
    """Something in a book that the application did not write."""

    book: UUID
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.book} entry {self.number}: {self.what}"


@transaction.atomic
def faults() -> list[Fault]:
    """Every fault in every book, in the order of the books' numbers.

    Must begin its own transaction: it looks at all books as they were at one moment, so that an
    entry written meanwhile is no fault.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    all_books = Book.objects.order_by("pk").iterator(AT_A_TIME)
    found = [fault for book in all_books for fault in faults_in(book)]
    books = Book.objects.values("pk")
    orphans = Entry.objects.exclude(book_id__in=books).order_by("book_id", "number")
    found += [Fault(row.book_id, row.number, "belongs to a book that is gone") for row in orphans]
    return found


def faults_in(book: Book) -> Iterator[Fault]:
    """The faults in one book: chain, contents, and the sealed head."""
    contents = {c.number: c for c in Content.objects.filter(book=book)}
    previous, number = NO_HASH, 0
    for entry in Entry.objects.filter(book=book).order_by("number"):
        number += 1
        if entry.number != number:
            yield Fault(book.pk, number, "is missing")
            number = entry.number
        if entry.previous_hash != previous or entry.hash != _hash_of(entry):
            yield Fault(book.pk, entry.number, "was altered or put in later")
        yield from _content_faults(entry, contents.get(entry.number))
        previous = entry.hash
        contents.pop(entry.number, None)
    for left in sorted(contents):
        yield Fault(book.pk, left, "has content and no entry")
    if book.seal != rules.seal(settings.BOOK_KEY, book.pk, book.count, book.last_hash):
        yield Fault(book.pk, book.count, "the head of the book was written by somebody else")
    elif (book.count, book.last_hash) != (number, previous):
        yield Fault(book.pk, max(book.count, number), "the tail was cut off or written anew")


def _hash_of(entry: Entry) -> str:
    return rules.entry_hash(
        entry.book_id,
        entry.number,
        entry.at,
        entry.actor_id,
        entry.role,
        entry.verb,
        entry.content_hash,
        entry.previous_hash,
    )


def _content_faults(entry: Entry, content: Content | None) -> Iterator[Fault]:
    if content is None:
        yield Fault(entry.book_id, entry.number, "its content is gone")
    elif content.salt is None:
        if content.data is not None:
            yield Fault(entry.book_id, entry.number, "its content was put in after erasure")
    elif rules.content_hash(content.salt, content.data) != entry.content_hash:
        yield Fault(entry.book_id, entry.number, "its content was altered")
