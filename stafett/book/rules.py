"""How entries are chained: pure functions over plain values."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from uuid import UUID


def _digest(values: list[object]) -> str:
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def content_hash(salt: str, data: object) -> str:
    """The salt keeps short texts from being guessed by their hash after they are erased.

    Raises TypeError for a float, which the database would give back in another form.
    """
    _refuse_floats(data)
    return _digest([salt, data])


def _refuse_floats(data: object) -> None:
    if isinstance(data, float):
        raise TypeError("An entry holds no floats: write a whole number or a text.")
    if isinstance(data, dict):
        data = list(data.values())
    for each in data if isinstance(data, list) else []:
        _refuse_floats(each)


def entry_hash(
    book: UUID,
    number: int,
    at: datetime,
    actor: UUID | None,
    role: str,
    verb: str,
    content: str,
    previous: str,
) -> str:
    """The hash of one entry, over the one before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    who = str(actor) if actor else None
    return _digest([str(book), number, moment, who, role, verb, content, previous])


def seal(key: str, book: UUID, count: int, last_hash: str) -> str:
    """The keyed hash of a book's head: who has only the database cannot make it."""
    message = f"{book}:{count}:{last_hash}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
