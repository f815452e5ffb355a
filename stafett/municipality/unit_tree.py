"""A municipality's units as a tree, by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Count

from .models import Position, Role, Unit, UnitKind
from .queries import held
from .service_words import kind_words


@dataclass
class Branch:
    """One unit with what lies under it, how many work there, and who leads it."""

    unit: Unit
    people: int = 0
    leaders: list[str] = field(default_factory=list)
    parts: list["Branch"] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """«School»."""
        return kind_words(UnitKind(self.unit.kind))


def tree_of(units: Iterable[Unit]) -> list[Branch]:
    """The units that lie under none of these, with theirs under them."""
    branches = {unit.pk: Branch(unit) for unit in sorted(units, key=lambda unit: unit.name)}
    tops: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.unit.parent_id) if branch.unit.parent_id else None
        (above.parts if above else tops).append(branch)
    return tops


def people_in(tops: list[Branch], municipality_id: UUID, on: date) -> list[Branch]:
    """The same tree, with how many work in each unit that day and who leads it. Two questions."""
    working = Position.objects.filter(held(on), unit__municipality=municipality_id)
    counted = dict(
        working.values_list("unit").annotate(Count("person", distinct=True)).order_by("unit")
    )
    leaders: dict[UUID, list[str]] = {}
    for position in working.filter(role=Role.LEADER).select_related("person"):
        leaders.setdefault(position.unit_id, []).append(str(position.person))
    for branch, _depth in flat(tops):
        branch.people = counted.get(branch.unit.pk, 0)
        branch.leaders = sorted(leaders.get(branch.unit.pk, []))
    return tops


def flat(tops: Iterable[Branch], depth: int = 0) -> Iterator[tuple[Branch, int]]:
    """Each branch with how deep it lies, in the order in which it is read."""
    for branch in tops:
        yield branch, depth
        yield from flat(branch.parts, depth + 1)
