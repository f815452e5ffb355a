"""Holding a deposit against the book it was made of, or against itself when the book is gone."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest
from pathlib import Path
from typing import Any
from uuid import UUID

from lxml import etree

from stafett.book import rules
from stafett.book.models import NO_HASH, Entry

from .folder import CHAIN, MESSAGE, SEAL, seal
from .message import FIKS, OURS

WITHOUT_A_WORD = {MESSAGE, SEAL}  # what the message itself does not name
NO_NETWORK = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


class NoDeposit(Exception):
    """The folder holds no deposit that can be read; the text says what is missing."""


def faults(folder: Path) -> Iterator[str]:
    """What is wrong with a deposit by what lies in it: each file, the seal, the chain.

    Raises NoDeposit.
    """
    message, chain = _read(folder)
    until, head = _end_of(message)
    yield from _of_files(folder, message)
    made = seal(UUID(chain["book"]), until, (folder / MESSAGE).read_bytes())
    if not (folder / SEAL).is_file() or not compare_digest((folder / SEAL).read_text(), made):
        yield f"{SEAL}: the message was written by somebody else, or with another key"
    yield from _of_chain(chain, until, head)


def faults_by_the_book(folder: Path) -> Iterator[str] | None:
    """What differs from the book as it is; None when the book is gone. Raises NoDeposit."""
    message, chain = _read(folder)
    until, _head = _end_of(message)
    entries = Entry.objects.filter(book_id=UUID(chain["book"]), number__lte=until)
    hashes = dict(entries.values_list("number", "hash"))
    return _differing(chain, hashes) if hashes else None


def _read(folder: Path) -> tuple[Any, dict[str, Any]]:
    try:
        message = etree.parse(folder / MESSAGE, NO_NETWORK).getroot()
        chain = json.loads((folder / CHAIN).read_bytes())
        UUID(chain["book"])
        for each in chain["entries"]:
            _made(chain, each, each["number"], each["hash"])
        return message, chain
    except (OSError, etree.XMLSyntaxError, ValueError, KeyError, TypeError) as error:
        raise NoDeposit(f"{folder}: {error}") from error


def _end_of(message: Any) -> tuple[int, str]:
    book = message.find(f".//{{{OURS}}}book")
    until = "" if book is None else book.get("until", "")
    if not until.isdecimal():
        raise NoDeposit(f"{MESSAGE} does not say where the book had come.")
    return int(until), str(book.get("head"))


def _of_files(folder: Path, message: Any) -> Iterator[str]:
    named = set()
    for each in message.iter(f"{{{FIKS}}}dokumentobjekt"):
        name = each.findtext(f"{{{FIKS}}}referanseDokumentfil", "")
        named.add(name)
        file = folder / Path(name).name
        if not file.is_file():
            yield f"{name}: is missing"
        elif _sum(file) != each.findtext(f"{{{FIKS}}}sjekksum"):
            yield f"{name}: was altered"
    for file in sorted(folder.iterdir()):
        if file.name not in named | WITHOUT_A_WORD:
            yield f"{file.name}: does not belong here"


def _sum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _of_chain(chain: dict[str, Any], until: int, head: str) -> Iterator[str]:
    previous = NO_HASH
    for number, each in enumerate(chain["entries"], start=1):
        if _made(chain, each, number, previous) != each["hash"] or each["number"] != number:
            yield f"{CHAIN}: entry {number} was altered or is missing"
        previous = each["hash"]
    if (len(chain["entries"]), previous) != (until, head):
        yield f"{CHAIN}: does not end where the message says"


def _made(chain: dict[str, Any], entry: dict[str, Any], number: int, previous: str) -> str:
    """The hash that this entry should have."""
    return rules.entry_hash(
        UUID(chain["book"]),
        number,
        datetime.fromisoformat(entry["at"]),
        UUID(entry["actor"]) if entry["actor"] else None,
        entry["role"],
        entry["verb"],
        entry["content_hash"],
        previous,
    )


def _differing(chain: dict[str, Any], hashes: dict[int, str]) -> Iterator[str]:
    for each in chain["entries"]:
        if hashes.get(each["number"]) != each["hash"]:
            yield f"The book: entry {each['number']} is another than in the deposit"
