"""One more municipality, group of services or log, made after its pattern."""

import json
from collections.abc import Iterator, Mapping
from random import Random

from stafett.consent.actions.asking import hash_of

from . import names
from .chains import BookTemplate
from .reading import KEY, Part, Patterns
from .templates import HERE, Template

TOWNS_OWN = ("Eikvåg kommune", "Nordvik kommune")
PLACES = ("Eikvåg", "Nordvik", "Fjæra", "Lia")


class Grower:
    """What is made after one part of the patterns, as often as one likes."""

    def __init__(self, part: Part, wider: set[str], patterns: Patterns) -> None:
        self.names = _words(part)
        words = [*self.names, *_words(patterns.services), *_words(patterns.town)]
        words += [*TOWNS_OWN, *PLACES]
        self.tables = {
            table: Template("".join(f"{_marked(table, row, patterns)}\n" for row in rows), words)
            for table, rows in part.rows.items()
        }
        self.books = [BookTemplate(told, words) for told in part.books.values()]
        self.texts = _frozen(part, patterns, words)
        places = [place for each in self._templates() for place in each.places]
        self.keys = [k for k in dict.fromkeys(places) if KEY.fullmatch(k) and k not in wider]

    def _templates(self) -> Iterator[Template | BookTemplate]:
        yield from self.tables.values()
        yield from self.books

    def one(
        self, wider: Mapping[str, str], number: str, random: Random
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Its rows by table, and what took the place of what."""
        with_ = {**wider, HERE: number}
        with_.update((key, _key(random)) for key in self.keys)
        for word, of_family in self.names.items():
            with_[word] = names.another(word, of_family, random)
        for hashed, text in self.texts.items():
            with_[hashed] = hash_of(json.loads(text.filled(with_)))
        rows = {table: each.filled(with_) for table, each in self.tables.items()}
        for book in self.books:
            for table, lines in book.filled(with_).items():
                rows[table] = rows.get(table, "") + lines
        return rows, with_


def _key(random: Random) -> str:
    """A random UUID of this seed."""
    text = f"{random.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"


def _words(part: Part) -> dict[str, set[str]]:
    """Each word of a name, with the family names among them."""
    family = {
        word for each in part.people for word in each.family_name.split() if word[0].isupper()
    }
    given = {word for each in part.people for word in each.given_name.split()}
    return dict.fromkeys(sorted(family | given), family)


def _marked(table: str, row: str, patterns: Patterns) -> str:
    """A unit's key is one alone in its municipality."""
    if table != "municipality_unit":
        return row
    values, at = row.split("\t"), patterns.columns[table].index("key")
    values[at] += HERE
    return "\t".join(values)


def _frozen(part: Part, patterns: Patterns, words: list[str]) -> dict[str, Template]:
    """The texts that were asked, by their hash."""
    columns = patterns.columns["consent_consent"]
    text, hashed = columns.index("text"), columns.index("text_hash")
    rows = [row.split("\t") for row in part.rows.get("consent_consent", ())]
    return {
        row[hashed]: Template(row[text].replace("\\\\", "\\"), words) for row in rows if row[hashed]
    }
