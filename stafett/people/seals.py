"""National identity numbers sealed at rest: encrypted and authenticated, each to its own person.

What is sealed holds the person's id beside the number, so that a sealed text moved to another row
does not open there. The first key of `STAFETT_NUMBER_SEALS` seals, all of them open; `manage.py
rotate_number_seals` seals anew with the first. The same keys seal where the young get their codes
(`identity.youth`).
"""

from functools import lru_cache
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import connection

from .models import NationalIdentity
from .national_number import NationalNumber, parse


class SealBroken(Exception):
    """A sealed number was altered, moved here from another person, or sealed with a lost key.

    Carries neither the number nor the sealed text.
    """


def seal(person_id: UUID, number: NationalNumber) -> str:
    """The number, sealed to this person with the first key."""
    return _ring(tuple(settings.NUMBER_SEALS)).encrypt(_bound(person_id, number)).decode()


def open_seal(person_id: UUID, sealed: str) -> NationalNumber:
    """The number that was sealed to this person. Raises `SealBroken`."""
    return _unbound(person_id, _opened(_ring(tuple(settings.NUMBER_SEALS)), sealed))


def seal_text(person_id: UUID, text: str) -> str:
    """Something else that is one person's alone, sealed in the same way."""
    return _ring(tuple(settings.NUMBER_SEALS)).encrypt(f"{person_id} {text}".encode()).decode()


def open_text(person_id: UUID, sealed: str) -> str:
    """The text that was sealed to this person. Raises `SealBroken`."""
    return _own(person_id, _opened(_ring(tuple(settings.NUMBER_SEALS)), sealed))


def text_sealed_anew(person_id: UUID, sealed: str) -> str | None:
    """As `sealed_anew`, for a text."""
    text = open_text(person_id, sealed)
    return None if _has_first_key(sealed) else seal_text(person_id, text)


def sealed_anew(person_id: UUID, sealed: str) -> str | None:
    """The same, sealed with the first key; None where it is already. Raises `SealBroken`."""
    number = open_seal(person_id, sealed)
    return None if _has_first_key(sealed) else seal(person_id, number)


def number_of_owner(log_id: UUID) -> NationalNumber | None:
    """The number of a log's owner, for the one who may ask for consent in that log now: the
    starter of a draft, the holder of an open log, who asks to open a closed one again. None for
    everybody else, and for an owner whose number Stafett does not have. Raises `SealBroken`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, sealed FROM sealed_number_of_owner(%s)", [log_id])
        row = cursor.fetchone()
    return open_seal(*row) if row else None


def number_of(person_id: UUID) -> NationalNumber | None:
    """The same of any person, for the worker's login. None where Stafett does not have it."""
    sealed = NationalIdentity.objects.filter(pk=person_id).exclude(sealed="").values_list("sealed")
    row = sealed.first()
    return open_seal(person_id, row[0]) if row else None


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _bound(person_id: UUID, number: NationalNumber) -> bytes:
    return f"{person_id} {number.digits}".encode()


def _opened(ring: MultiFernet, sealed: str) -> str:
    try:
        return ring.decrypt(sealed).decode()
    except InvalidToken:
        raise SealBroken("A sealed national identity number does not open.") from None


def _has_first_key(sealed: str) -> bool:
    try:
        _opened(_ring((settings.NUMBER_SEALS[0],)), sealed)
    except SealBroken:
        return False
    return True


def _unbound(person_id: UUID, opened: str) -> NationalNumber:
    return parse(_own(person_id, opened))


def _own(person_id: UUID, opened: str) -> str:
    whose, _space, text = opened.partition(" ")
    if whose != str(person_id):
        raise SealBroken("A sealed national identity number belongs to another person.")
    return text
