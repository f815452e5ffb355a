"""Who has accessed a child's data: asked by an administrator with a ground, and told the family."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.book.models import Book
from stafett.municipality.access import administers
from stafett.people.models import Person
from stafett.people.national_number import NationalNumber
from stafett.people.numbers import number_hash

from .models import Sought

ASKED = "municipality.asked_who_looked"
LOOKED_FOR_CLOSED = "municipality.looked_for_closed_log"
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
def ask_who_looked(
    by: Person, municipality_id: UUID, number: NationalNumber, ground: str, *, at: datetime
) -> list[Access]:
    """Everyone who has read in this municipality's logs of the child, or looked the child up,
    the latest first; the question is kept with its ground.

    The database answers nobody but the municipality's administrators. A child whom only another
    municipality knows gives the same as one whom nobody knows: nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM ask_who_looked(%s, %s, %s)",
            [municipality_id, number_hash(number), ground],
        )
        found = [
            Access(when, who or "", role, service, tuple(kinds))
            for when, who, role, service, kinds in cursor.fetchall()
        ]
    note_inquiry(by, municipality_id, ASKED, at=at)
    return found


def note_inquiry(by: Person, municipality_id: UUID, verb: str, *, at: datetime) -> None:
    """That an administrator asked stands in the municipality's book, without the child and the
    ground, which may name it. Within another action; raises Refused for everyone else."""
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can ask about this."))
    data: dict[str, object] = {"who": str(by)}
    book.write(cover, verb, data, at=at, actor=by.pk, role="administrator")


def inquiries_of(log_id: UUID) -> list[Inquired]:
    """Which administrators have asked about the child's data or its closed log, and why, to the
    family; nothing to anybody else. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, who, ground, about FROM inquiries_of(%s)", [log_id])
        return [
            Inquired(at, who, ground, str(Sought(about).label))
            for at, who, ground, about in cursor.fetchall()
        ]
