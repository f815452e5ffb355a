"""What is known of a young person's user name before anybody is signed in (I2): by functions of the
database that each want the name, the link or the code.
"""

import hmac
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.utils import timezone

from stafett.book.wall import glance_as
from stafett.municipality.queries import current_policy

from .request import Request
from .session import place
from .youth_rules import young_enough


@dataclass(frozen=True)
class Account:
    """What belongs to a user name."""

    person: UUID
    municipality: UUID
    born: date | None
    password: str
    way: str


@dataclass(frozen=True)
class Invited:
    """Whom a link or a code on paper is for, and what has been chosen with it so far."""

    person: UUID
    municipality: UUID
    born: date | None
    given_name: str
    family_name: str
    way: str


def named(username: str) -> Account | None:
    """The account with this user name, when it can be used."""
    row = _row("SELECT * FROM youth_account_named(%s)", name_hash(username))
    return Account(*row) if row else None


def invited(token_hash: str) -> Invited | None:
    """Whom a link that still holds is for."""
    row = _row("SELECT * FROM youth_invited(%s)", token_hash)
    return Invited(*row) if row else None


def may_have(person: UUID, born: date | None, municipality: UUID) -> bool:
    """Whether the municipality lets somebody of that age sign in so today (Z11)."""
    today = timezone.localdate()
    with glance_as(person):
        policy = current_policy(municipality, today)
    return young_enough(born, policy.simple_login_below, today)


def still_young(request: Request) -> bool:
    """The same of somebody who is signed in by code."""
    assert request.person is not None
    home = place(request.session)
    if home is None:
        return False
    return may_have(request.person.pk, request.person.birth_date, UUID(home["id"]))


def name_hash(username: str) -> str:
    """The keyed hash by which a user name is found; the name cannot be read from it."""
    return _keyed("youth name", username.strip().casefold())


def code_hash(code_id: UUID, digits: str) -> str:
    """What is kept of a code that was sent."""
    return _keyed("youth code", str(code_id), digits)


def token_hash(token: str) -> str:
    """What is kept of a link's token."""
    return sha256(token.encode()).hexdigest()


def paper_hash(typed: str) -> str:
    """What is kept of a code on paper, however it is typed."""
    return token_hash("paper " + "".join(filter(str.isalnum, typed)).upper())


def _keyed(*parts: str) -> str:
    text = "\n".join(parts)
    return hmac.new(settings.NUMBER_KEY.encode(), text.encode(), sha256).hexdigest()


def _row(question: str, *values: str) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()
