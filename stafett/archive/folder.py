"""A deposit as a folder: what an archive takes, and what somebody can hold against itself long
after (Q2).

    stafettlogg.pdf      the printed log, PDF/A-2a
    vedlegg-1.jpg …      the log's files that lay in no deposit before
    bok.json             the book's chain from the first entry: hashes, and no word of what they say
    arkivmelding.xml     the message about all of them, with their checksums
    segl.txt             a keyed hash of the message
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stafett.book import rules
from stafett.book.models import Entry
from stafett.logs.hidden import EVERYTHING
from stafett.logs.kept_files import File
from stafett.logs.models import Leg, Log
from stafett.municipality.queries import current_policy
from stafett.people.models import Guardianship

from .message import Document, Handing, arkivmelding
from .models import Deposit, DepositFile
from .printed import print_log

MESSAGE, PRINT, CHAIN, SEAL = "arkivmelding.xml", "stafettlogg.pdf", "bok.json", "segl.txt"


def write(deposit: Deposit, folder: Path) -> Path:
    """Write a deposit into a folder of its own, named by its key; all of it or nothing.

    One that lies there already is written anew: the same keys, so that the archive can tell.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target, making = folder / str(deposit.pk), Path(mkdtemp(prefix=".", dir=folder))
    try:
        for name, content in contents(deposit):
            (making / name).write_bytes(content)
        if target.exists():
            shutil.rmtree(target)
        os.replace(making, target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return target


def contents(deposit: Deposit) -> Iterator[tuple[str, bytes]]:
    """Each file of the deposit, with its name; the seal comes last."""
    documents: list[Document] = []
    with translation.override(deposit.language):
        for document, content in _documents(deposit):
            documents.append(document)
            yield document.file, content
        message = arkivmelding(_handing(deposit, documents))
    yield MESSAGE, message
    yield SEAL, seal(deposit.log_id, deposit.to_entry, message).encode()


def seal(log: UUID, until: int, message: bytes) -> str:
    """The keyed hash of a message, and by its checksums of all that lies beside it."""
    return rules.seal(settings.BOOK_KEY, log, until, hashlib.sha256(message).hexdigest())


def _documents(deposit: Deposit) -> Iterator[tuple[Document, bytes]]:
    kept = bytes(DepositFile.objects.get(deposit=deposit).pdf)
    printed = kept or _without_what_is_deleted(deposit)
    yield _document(_("The printed log"), PRINT, PRINT, "application/pdf", printed)
    for number, file in enumerate(_files(deposit), start=1):
        called = f"vedlegg-{number}{Path(file.name).suffix.lower()}"
        yield _document(file.name, called, file.name, file.type, bytes(file.content))
    chain = json.dumps(_chain(deposit), indent=1).encode()
    yield _document(_("The chain of the log’s book"), CHAIN, CHAIN, "application/json", chain)


def _without_what_is_deleted(deposit: Deposit) -> bytes:
    """The print itself is emptied when content is deleted by a decision (Q4): what is left."""
    log = Log.objects.select_related("book", "owner", "unit", "municipality").get(pk=deposit.log_id)
    until, at = deposit.to_entry, deposit.made_at
    return print_log(log, EVERYTHING, language=deposit.language, until=until, at=at).pdf


def _document(
    title: str, file: str, name: str, kind: str, content: bytes
) -> tuple[Document, bytes]:
    made = hashlib.sha256(content).hexdigest()
    return Document(title, file, name, kind, made, len(content)), content


def _files(deposit: Deposit) -> list[File]:
    """In their order; what has been deleted by a decision since is not there (Q4)."""
    found = File.objects.in_bulk(deposit.files)
    return [found[key] for key in deposit.files if key in found]


def _chain(deposit: Deposit) -> dict[str, object]:
    """All that the hashes are made of."""
    entries = Entry.objects.filter(book=deposit.log_id, number__lte=deposit.to_entry)
    return {
        "book": str(deposit.log_id),
        "head": deposit.head,
        "entries": [
            {
                "number": each.number,
                "at": each.at.isoformat(),
                "actor": str(each.actor_id) if each.actor_id else None,
                "role": each.role,
                "verb": each.verb,
                "content_hash": each.content_hash,
                "hash": each.hash,
            }
            for each in entries.order_by("number")
        ],
    }


def _handing(deposit: Deposit, documents: list[Document]) -> Handing:
    log = Log.objects.select_related("owner", "unit", "municipality").get(pk=deposit.log_id)
    cared = Guardianship.objects.filter(child=log.owner, responsibility=True)
    guardians = [str(each.guardian) for each in cared.select_related("guardian").order_by("pk")]
    last = Leg.objects.filter(log=log).select_related("holder").order_by("-from_at").first()
    policy = current_policy(log.municipality_id, timezone.localdate(deposit.made_at))
    return Handing(
        log=log.pk,
        deposit=deposit.pk,
        owner=str(log.owner),
        guardians=tuple(guardians),
        unit=str(log.unit),
        opened_at=log.opened_at or deposit.made_at,
        closed_at=log.closed_at if log.closed_at and log.closed_at <= deposit.made_at else None,
        holder=str(last.holder) if last else "",
        made_at=deposit.made_at,
        until=deposit.to_entry,
        head=deposit.head,
        basis=policy.archive_basis,
        documents=tuple(documents),
    )
