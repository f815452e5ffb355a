"""A national identity number as Stafett keeps it: hashed, to find the person by."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings
from django.db import connection

from .national_number import NationalNumber


def number_hash(number: NationalNumber) -> str:
    """The keyed hash by which a person is found; the number cannot be read from it."""
    key = settings.NUMBER_KEY.encode()
    return hmac.new(key, number.digits.encode(), hashlib.sha256).hexdigest()


def known_person(number: NationalNumber) -> UUID | None:
    """The key of the person with this number, if Stafett has met the person."""
    return person_with(number_hash(number))


def person_with(hashed: str) -> UUID | None:
    """The person behind a number's hash, also one whom the wall does not show yet."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_with_number(%s)", [hashed])
        row = cursor.fetchone()
    return row[0] if row else None
