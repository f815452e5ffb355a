"""What an invitation's link tells the one who opens it."""

from dataclasses import dataclass
from datetime import date

from django.db import connection


@dataclass(frozen=True)
class Behind:
    """A living invitation. Only the one it is meant for is told the unit and the work."""

    municipality: str
    inviter: str
    mine: bool
    unit: str | None
    title: str | None
    first_day: date | None


def behind(token_hash: str) -> Behind | None:
    """The invitation with this token; None for one that is used, lapsed, taken back or unknown."""
    if not token_hash:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM invitation_behind(%s)", [token_hash])
        row = cursor.fetchone()
    return Behind(*row) if row else None
