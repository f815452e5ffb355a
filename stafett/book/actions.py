"""Writing in a book. Every other room's actions end here, in their own transaction."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from psycopg.types.json import Jsonb

from . import rules
from .models import Book
from .questions import prepared

# An entry, what it says, and the book's head moved on to it: all of it or nothing.
NEXT_ENTRY = """
    WITH entry AS (
        INSERT INTO book_entry (book_id, number, at, actor_id, role, verb, content_hash,
            previous_hash, hash, about)
        VALUES (%(book)s, %(number)s, %(at)s, %(actor)s, %(role)s, %(verb)s, %(content)s,
            %(before)s, %(hash)s, %(about)s::uuid[])),
    content AS (
        INSERT INTO book_content (book_id, number, salt, data, about)
        VALUES (%(book)s, %(number)s, %(salt)s, %(data)s, %(about)s::uuid[]))
    UPDATE book_book SET count = %(number)s, last_hash = %(hash)s, seal = %(seal)s
    WHERE id = %(book)s AND count = %(number)s - 1"""


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
    number, before = book.count + 1, book.last_hash
    content = rules.content_hash(salt, data)
    this = rules.entry_hash(book.pk, number, at, actor, role, verb, content, before)
    seal = rules.seal(settings.BOOK_KEY, book.pk, number, this)
    values = {
        "book": book.pk,
        "number": number,
        "at": at,
        "actor": actor,
        "role": role,
        "verb": verb,
        "content": content,
        "before": before,
        "hash": this,
        "about": list(about),
        "salt": salt,
        "data": Jsonb(data),
        "seal": seal,
    }
    with prepared(book._state.db or DEFAULT_DB_ALIAS) as cursor:
        cursor.execute(NEXT_ENTRY, values)
        if not cursor.rowcount:
            raise RuntimeError("The book was written in without its lock.")
    book.count, book.last_hash, book.seal = number, this, seal
    return number
