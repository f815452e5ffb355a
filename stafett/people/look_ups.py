"""Asking the population register, so that each look-up is itself recorded (H10).

One row a number asked for: who asked, about whom, on what ground, when, and whether it was found;
never what the register said. A question that got no answer told nobody anything and is not noted.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from stafett.book.wall import acting_as

from .contact_register import RegisteredContact, contact_register
from .models import LookUp
from .national_number import NationalNumber
from .numbers import number_hash, person_with
from .register import Ground, RegisterPerson, register


@dataclass(frozen=True)
class Asker:
    """Who asks the register, in which log (None: there is none yet), and when.

    `by` is None for the worker.
    """

    by: UUID | None
    at: datetime
    log_id: UUID | None = None


def look_up(number: NationalNumber, ground: Ground, asker: Asker) -> RegisterPerson | None:
    """Ask the register about one person, and note that it was asked.

    Ask before anything is locked: it is a question over the network. Raises `RegisterUnavailable`.
    """
    found = register().look_up(number, ground)
    _note_question(number, ground, asker, found=found is not None)
    return found


def look_up_contact(number: NationalNumber, asker: Asker) -> RegisteredContact | None:
    """Ask the contact register how one person wants to be reached, and note that it was asked (I6).

    None where nothing is said, or where there is no such register. Raises `RegisterUnavailable`.
    """
    where = contact_register()
    if where is None:
        return None
    found = where.contact(number)
    _note_question(number, Ground.CONTACT, asker, found=found is not None)
    return found


def _note_question(number: NationalNumber, ground: Ground, asker: Asker, *, found: bool) -> None:
    hashed = number_hash(number)
    _note(
        LookUp(
            by_id=asker.by,
            subject_hash=hashed,
            subject_id=person_with(hashed),
            log_id=asker.log_id,
            ground=ground.name.lower(),
            at=asker.at,
            found=found,
        )
    )


# Noted in a transaction that has not ended yet.
_unsure: ContextVar[list[LookUp] | None] = ContextVar("look_ups_not_yet_kept", default=None)


def _note(row: LookUp) -> None:
    row.save(force_insert=True)
    unsure = _unsure.get()
    if unsure is not None:
        unsure.append(row)
        transaction.on_commit(lambda: unsure.remove(row))


@contextmanager
def kept(person_id: UUID | str | None) -> Iterator[None]:
    """What is noted inside stays, also where the transaction it was noted in is undone.

    Stands around a request's transaction: an error after the look-up does not undo that somebody
    has asked.
    """
    unsure: list[LookUp] = []
    token = _unsure.set(unsure)
    try:
        yield
    finally:
        _unsure.reset(token)
        if unsure:
            with acting_as(person_id):
                for row in unsure:
                    row.save(force_insert=True)
