"""Writing in a book. Every other room's actions end here, in their own transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings

from . import rules
from .models import Book, Content, Entry


def new_book(book_id: UUID, *, using: str | None = None) -> Book:
    """An empty book with its head sealed; what is written in it goes to the same database."""
    book = Book(pk=book_id)
    book.seal = rules.seal(settings.BOOK_KEY, book.pk, book.count, book.last_hash)
    book.save(force_insert=True, using=using)
    return book


def write(
    book: Book,
    verb: str,
    data: dict[str, object],
    *,
    at: datetime,
    actor: UUID | None,
    role: str,
    about: Sequence[UUID] = (),
) -> int:
    """Write the next entry and return its number.

    `book` must have been read under a lock on its row in the same transaction; `data` is what the
    history tells later (names as they were), and must be plain JSON. `about`: the keys of what it
    speaks of and of what that belongs to; who may not see one of them does not see the entry.
    """
    salt = secrets.token_hex(16)
    number = book.count + 1
    content = rules.content_hash(salt, data)
    entry = Entry(
        book=book,
        number=number,
        at=at,
        actor_id=actor,
        role=role,
        verb=verb,
        content_hash=content,
        previous_hash=book.last_hash,
        hash=rules.entry_hash(book.pk, number, at, actor, role, verb, content, book.last_hash),
        about=list(about),
    )
    entry.save(force_insert=True)
    Content(book=book, number=number, salt=salt, data=data, about=list(about)).save(
        force_insert=True
    )
    _move_head(book, entry)
    return number


def _move_head(book: Book, entry: Entry) -> None:
    seal = rules.seal(settings.BOOK_KEY, book.pk, entry.number, entry.hash)
    books = Book.objects.using(book._state.db)
    moved = books.filter(pk=book.pk, count=book.count).update(
        count=entry.number, last_hash=entry.hash, seal=seal
    )
    if not moved:
        raise RuntimeError("The book was written in without its lock.")
    book.count, book.last_hash, book.seal = entry.number, entry.hash, seal
