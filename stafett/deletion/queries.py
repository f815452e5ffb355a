"""What is asked of demands: by the one who demanded, the leader, the administrator."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from stafett.logs.access import Standing

from . import rules
from .models import KINDS, Demand


@dataclass(frozen=True)
class Waiting:
    """A demand that a leader is to hand on: of no child, with no word in it (E7)."""

    demand_id: UUID
    unit: str
    at: datetime

    @property
    def goes_on(self) -> date:
        """The day on which it goes on by itself."""
        return timezone.localdate(self.at + rules.LEADER_HAS)


@dataclass(frozen=True)
class Demanded:
    """A demand as the administrator reads it; `decided_at` and what follows None until then."""

    demand_id: UUID
    child: str
    born: date | None
    who: str
    role: str
    at: datetime
    kinds: list[str]
    words: str
    decided_at: datetime | None
    decided_by: str | None
    deleted: list[str] | None
    reason: str | None
    carried_out_at: datetime | None
    appeal: str | None
    appealed_at: datetime | None

    @property
    def answer_by(self) -> date:
        """The last day on which it must be answered."""
        return rules.answer_by(timezone.localdate(self.at))

    @property
    def kind_names(self) -> list[str]:
        """What was demanded, in words."""
        return names(self.kinds)

    @property
    def late(self) -> bool:
        """Whether the answer is overdue."""
        return self.decided_at is None and self.answer_by < timezone.localdate()


def names(kinds: list[str]) -> list[str]:
    """Kinds of content in the reader's language, in their order."""
    return [str(words) for kind, words in KINDS if kind in kinds]


def waiting_for_leader() -> list[Waiting]:
    """The demands that the person of this transaction is to hand on. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT demand, unit, at FROM demands_to_pass_on()")
        return [Waiting(*row) for row in cursor.fetchall()]


def demanded_of(town: UUID) -> list[Demanded]:
    """The municipality's demands, to its administrators: the undecided first, the oldest of them
    first. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM deletion_demands(%s)", [town])
        return [Demanded(*row) for row in cursor.fetchall()]


def mine(by: Standing) -> list[Demand]:
    """One's own demands in a log with what came of them, the newest first. One question."""
    rows = Demand.objects.filter(log=by.log, by=by.person)
    return list(rows.select_related("decision__appeal").order_by("-at"))
