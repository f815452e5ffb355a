"""Who has accessed a child's data: asked by an administrator with a ground, and told the family."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from stafett.people.national_number import NationalNumber
from stafett.people.numbers import number_hash

from .models import Sought

REGISTER = "register"  # the role of one who asked the population register, and read no log


@dataclass(frozen=True)
class Access:
    """One person's access in one minute. `kinds`: of pages, or the ground of a look-up."""

    at: datetime
    who: str  # "" for Stafett itself
    role: str
    service: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Inquired:
    """That somebody asked, as the family is told it."""

    at: datetime
    who: str
    ground: str
    about: str  # in words: what was asked for


@transaction.atomic
def ask_who_looked(municipality_id: UUID, number: NationalNumber, ground: str) -> list[Access]:
    """Everyone who has read in this municipality's logs of the child, or looked the child up,
    the latest first; the question is kept with its ground. One statement.

    The database answers nobody but the municipality's administrators. A child whom only another
    municipality knows gives the same as one whom nobody knows: nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ask_who_looked(%s, %s, %s)",
            [municipality_id, number_hash(number), ground],
        )
        return [
            Access(at, who or "", role, service, tuple(kinds))
            for at, who, role, service, kinds in cursor.fetchall()
        ]


def inquiries_of(log_id: UUID) -> list[Inquired]:
    """Which administrators have asked about the child's data or its closed log, and why, to the
    family; nothing to anybody else. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, who, ground, about FROM inquiries_of(%s)", [log_id])
        return [
            Inquired(at, who, ground, str(Sought(about).label))
            for at, who, ground, about in cursor.fetchall()
        ]
