"""What an administrator is told of deposits: of no child, and with nothing that is written.

By the external key somebody at the archive finds the rest.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from stafett.book.models import Verification

from .delivery_rules import State, Way, state_of
from .models import Trouble


@dataclass(frozen=True)
class Delivered:
    """One deposit on its way."""

    key: UUID
    unit: str
    made_at: datetime
    tries: int
    tried_at: datetime | None
    next_at: datetime | None
    handed_over_at: datetime | None
    received_at: datetime | None
    receipt: str
    refused_at: datetime | None
    trouble: str
    of_all: int  # how many there are: only the first are told one by one

    def state(self, now: datetime) -> State:
        """How it stands."""
        return state_of(
            Way(self.tries, self.handed_over_at, self.received_at, self.refused_at), now
        )


@dataclass(frozen=True)
class InNeed:
    """Deposits that need somebody for the same reason."""

    trouble: Trouble
    rows: list[Delivered]


@dataclass(frozen=True)
class Deliveries:
    """How the municipality's deposits stand."""

    in_need: list[InNeed]
    waiting: list[Delivered]
    received: list[Delivered]
    more: int  # on the way too, and not told one by one
    tried: bool


def deliveries_of(town: UUID, now: datetime) -> Deliveries:
    """For its administrators; nothing for others. Two questions."""
    on_the_way, received = _rows(town, received=False), _rows(town, received=True)
    need = [row for row in on_the_way if row.state(now) in (State.REFUSED, State.NEEDS_HELP)]
    troubles = [Trouble(word) for word in Trouble.values if any(word == r.trouble for r in need)]
    return Deliveries(
        in_need=[InNeed(each, [r for r in need if r.trouble == each]) for each in troubles],
        waiting=[row for row in on_the_way if row not in need],
        received=received,
        more=on_the_way[0].of_all - len(on_the_way) if on_the_way else 0,
        tried=any(row.tries for row in on_the_way),
    )


def _rows(town: UUID, *, received: bool) -> list[Delivered]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM deliveries_of(%s, %s)", [town, received])
        return [Delivered(*row) for row in cursor.fetchall()]


def last_verification() -> Verification | None:
    """When the books were last held against themselves. One question."""
    return Verification.objects.order_by("-at").first()
