"""What a leader or an administrator is told of a unit's logs: state, holder, deadlines (C7, C9)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from stafett.logs.access import Right, rights


@dataclass(frozen=True)
class Overseen:
    """One log beside others: no child, no name of the log, no way into it."""

    state: str  # draft, open
    since: date
    holders: tuple[str, ...]  # who started it, while it is a draft
    offered_on: date | None  # the baton is offered to somebody who has not answered
    asked_on: date | None  # the family has not answered
    lapses_on: date | None  # the consent


def overseen(unit_id: UUID, office: str) -> list[Overseen]:
    """The logs whose baton lies with this unit, those that lapse first on top.

    Nothing for who neither leads the unit nor administers its municipality. One question.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM overseen_logs(%s)", [unit_id])
        found = [
            Overseen(state, since, tuple(holders), *days)
            for state, since, holders, *days in cursor.fetchall()
        ]
    return [each for each in found if Right.OVERSEE in _may(each, office)]


def _may(log: Overseen, office: str) -> frozenset[Right]:
    return rights(log.state, {office}, holder=False, guardians_write=False)
