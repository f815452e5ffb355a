"""What needs a unit's leader, most pressing first, and how the unit's logs stand (E2, E3, D25)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from stafett.book.questions import Question
from stafett.municipality.access import administers
from stafett.municipality.models import Role, Unit
from stafett.municipality.queries import current_policy
from stafett.people.models import Person

from .overseen import Overseen, overseen
from .staff import Row, Staff, staff_of
from .waiting import ForLeader, Unattended, for_leaders

Told = Sequence[Unattended | ForLeader]


@dataclass(frozen=True)
class Led:
    """One unit, as its leader sees it."""

    unit: Unit
    logs: list[Overseen]
    told: list[Unattended | ForLeader]  # of batons
    staff: Staff
    today: date
    silent_days: int | None

    @cached_property
    def batons(self) -> list[Unattended | ForLeader]:
        """Those that wait for the leader."""
        return [each for each in self.told if each.is_task]

    @cached_property
    def away(self) -> list[Unattended | ForLeader]:
        """Holders who are away while somebody stands in (D5)."""
        return [each for each in self.told if not each.is_task]

    @cached_property
    def open_logs(self) -> list[Overseen]:
        """Those in use."""
        return [each for each in self.logs if each.state == "open"]

    @cached_property
    def drafts(self) -> list[Overseen]:
        """Those that are prepared."""
        return [each for each in self.logs if each.state == "draft"]

    @cached_property
    def new(self) -> list[Overseen]:
        """Those that were opened lately (E6)."""
        return [each for each in self.logs if each.is_new(self.today)]

    @cached_property
    def quiet(self) -> list[Overseen]:
        """Those in which nothing has happened for long."""
        return [each for each in self.logs if each.is_quiet(self.today, self.silent_days)]

    @cached_property
    def late(self) -> list[Overseen]:
        """Those with measures past their deadline."""
        return [each for each in self.logs if each.late]

    @cached_property
    def late_measures(self) -> int:
        """How many measures are past their deadline."""
        return sum(each.late for each in self.logs)

    @cached_property
    def holders(self) -> list[tuple[Row, int]]:
        """Those who work here, with how many of the unit's batons each has."""
        held = Counter(person for log in self.logs for person in set(log.holder_ids))
        return [(row, held[row.person] if row.person else 0) for row in self.staff.here]

    @cached_property
    def untrained(self) -> list[Row]:
        """Those who have a baton and have not taken the training (E5)."""
        return [row for row, batons in self.holders if batons and not row.trained]

    @cached_property
    def needs(self) -> int:
        """How many things need the leader."""
        return len(self.batons) + bool(self.late) + bool(self.quiet) + len(self.untrained)


def led_units(told: Told | None = None) -> list[Unit]:
    """The units that the one who is signed in follows up, by name: the own, and as an administrator
    those that nobody leads, or whose leader has the baton herself. `told` is what `for_leaders`
    says, where that is known already. Four questions at most."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT my_led_units()")
        keys = {key for (key,) in cursor.fetchall()}
    keys |= {each.baton.unit_id for each in (for_leaders() if told is None else told)}
    return sorted(_units(keys), key=lambda unit: (unit.municipality.name, unit.name))


@Question
def _units(keys: Collection[UUID]) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=keys).select_related("municipality")


def led(person: Person, unit: Unit, told: Told, now: datetime) -> Led:
    """How one of them stands; `told` is what `for_leaders` says. Five questions."""
    today = timezone.localdate(now)
    ours = administers(person, unit.municipality_id, today)
    return Led(
        unit=unit,
        logs=overseen(unit.pk, Role.ADMINISTRATOR if ours else Role.LEADER),
        told=[each for each in told if each.baton.unit_id == unit.pk],
        staff=staff_of(unit, now, administers=ours),
        today=today,
        silent_days=current_policy(unit.municipality_id, today).silent_days,
    )
