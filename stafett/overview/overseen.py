"""What a leader is told of the own unit's logs: state, holder, deadlines (C7, D25, E6)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from stafett.logs.access import Right, rights

NEW_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Overseen:
    """One log beside others: no child, no name of the log, no way into it."""

    state: str  # draft, open
    level: int
    since: date
    holder_ids: tuple[UUID, ...]
    holders: tuple[str, ...]  # who started it, while it is a draft
    lies: bool  # the baton: whoever had it is let in no more
    offered_on: date | None  # the baton is offered to somebody who has not answered
    offered_to: str | None
    asked_on: date | None  # the family has not answered
    lapses_on: date | None  # the consent
    late: int  # measures past their deadline
    last_on: date  # somebody did something
    leg_id: UUID | None = None  # the unit's, by which a leader asks that somebody else take it
    assigned_to: str | None = None  # whom the leader has asked for, and who is not offered it yet
    assigned_on: date | None = None

    def is_new(self, today: date) -> bool:
        """Whether the leader is told that there is one more (E6)."""
        return self.state == "open" and today - self.since <= NEW_FOR

    def is_quiet(self, today: date, silent_days: int | None) -> bool:
        """Whether nothing has happened for as long as the municipality's policy says (D25)."""
        still = timedelta(days=silent_days or 0)
        return bool(silent_days) and self.state == "open" and today - self.last_on >= still


def overseen(unit_id: UUID, office: str) -> list[Overseen]:
    """The logs whose baton lies with this unit, those that lapse first on top. One question.

    Nothing for who does not lead the unit; where nobody does, who administers its municipality.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM overseen_logs(%s)", [unit_id])
        found = [
            Overseen(state, level, since, tuple(ids), tuple(names), *rest)
            for state, level, since, ids, names, *rest in cursor.fetchall()
        ]
    return [each for each in found if Right.OVERSEE in _may(each, office)]


def _may(log: Overseen, office: str) -> frozenset[Right]:
    return rights(log.state, {office}, holder=False, guardians_write=False)
