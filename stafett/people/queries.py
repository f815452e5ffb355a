"""What can be asked about persons."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from .models import GROUNDS, Person


@dataclass(frozen=True)
class LookUpSeen:
    """One question to the population register about a child. `by` is None for Stafett itself."""

    at: datetime
    by: Person | None
    ground: str  # in plain words, as a reason: «A log was to be started together with the family»
    found: bool
    log_id: UUID | None


def look_ups_of(child_id: UUID) -> list[LookUpSeen]:
    """Who asked the population register about this child, the latest first. Two questions.

    The database's `look_ups_of(child)` says who is told: the one it is about, a guardian who is
    let in to a log of the child, and an administrator of a municipality in which the child has a
    log (then only what that municipality's own people did, and what was asked for its log). For
    anybody else, the holder too, the answer is empty.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT at, by_id, ground, found, log_id FROM look_ups_of(%s)", [child_id])
        rows = cursor.fetchall()
    people = Person.objects.in_bulk({by for _at, by, *_rest in rows if by})
    return [
        LookUpSeen(at, people.get(by), str(GROUNDS[ground]), found, log)
        for at, by, ground, found, log in rows
    ]
