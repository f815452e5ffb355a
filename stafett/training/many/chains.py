"""A book of its own for each of the many: salted, hashed, chained and sealed as `book` does it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from stafett.book import rules
from stafett.book.models import NO_HASH, Entry

from .templates import Template

NOTHING = "\\N"  # as COPY writes it
COLUMNS = {
    "book_book": ["id", "count", "last_hash", "seal"],
    "book_entry": [
        *("book_id", "number", "at", "actor_id", "role", "verb"),
        *("content_hash", "previous_hash", "hash", "about"),
    ],
    "book_content": ["book_id", "number", "salt", "data", "about"],
}


@dataclass
class _Page:
    number: int
    at: datetime
    actor: str
    role: str
    verb: str
    data: Template
    about: Template


class BookTemplate:
    """One pattern's book."""

    def __init__(self, told: list[tuple[Entry, object]], words: Iterable[str]) -> None:
        words = list(words)
        self.key = str(told[0][0].book_id)
        self.pages = [_page(entry, data, words) for entry, data in told]

    @property
    def places(self) -> list[str]:
        """What is replaced in it."""
        found = [self.key]
        for page in self.pages:
            found += [page.actor, *page.data.places, *page.about.places]
        return [each for each in found if each]

    def filled(self, with_: Mapping[str, str]) -> dict[str, str]:
        """The rows of the three tables, as COPY reads them."""
        key, previous = with_[self.key], NO_HASH
        book, entries, contents = UUID(key), [], []
        for page in self.pages:
            data, about = page.data.filled(with_), page.about.filled(with_)
            actor = with_.get(page.actor, page.actor)
            salt = sha256(f"{key}:{page.number}".encode()).hexdigest()[:32]
            content = sha256(f'["{salt}",{data}]'.encode()).hexdigest()
            who = UUID(actor) if actor else None
            said = (page.number, page.at, who, page.role, page.verb, content, previous)
            this = rules.entry_hash(book, *said)
            number, at = str(page.number), page.at.isoformat()
            entries.append(
                f"{key}\t{number}\t{at}\t{actor or NOTHING}\t{page.role}\t{page.verb}\t"
                f"{content}\t{previous}\t{this}\t{about}\n"
            )
            contents.append(f"{key}\t{number}\t{salt}\t{_escaped(data)}\t{about}\n")
            previous = this
        seal = rules.seal(settings.BOOK_KEY, book, len(self.pages), previous)
        return {
            "book_book": f"{key}\t{len(self.pages)}\t{previous}\t{seal}\n",
            "book_entry": "".join(entries),
            "book_content": "".join(contents),
        }


def _page(entry: Entry, data: object, words: list[str]) -> _Page:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    about = "{" + ",".join(str(each) for each in entry.about) + "}"
    actor = str(entry.actor_id) if entry.actor_id else ""
    said = (entry.number, entry.at, actor, entry.role, entry.verb)
    return _Page(*said, Template(text, words), Template(about, ()))


def _escaped(text: str) -> str:
    """JSON has no tab or new line of its own; only its backslashes mean something to COPY."""
    return text.replace("\\", "\\\\")
