"""What can be asked about a municipality."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from stafett.book.questions import Question

from .models import Municipality, PolicyVersion, Position, Role, Unit
from .policy import PRESETS, Policy


def current_policy(municipality: Municipality | UUID, on: date) -> Policy:
    """The policy that holds on a day; `national` where the municipality has said nothing."""
    pk = municipality.pk if isinstance(municipality, Municipality) else municipality
    for version in _version_on(pk, on):
        return Policy.from_settings(version.settings)
    return PRESETS["national"]


@Question
def _version_on(municipality: UUID, on: date) -> QuerySet[PolicyVersion]:
    versions = PolicyVersion.objects.filter(municipality_id=municipality, from_date__lte=on)
    return versions.order_by("-from_date")[:1]


def policy_versions(municipality_id: UUID) -> list[PolicyVersion]:
    """All the municipality has set, in the order in which they begin. One question."""
    return list(PolicyVersion.objects.filter(municipality_id=municipality_id).order_by("from_date"))


class Policies:
    """What holds in each municipality on each day, for a job that asks about many logs. One
    question, when it is made; what is decided meanwhile counts the next time."""

    def __init__(self) -> None:
        self.versions: dict[UUID, list[tuple[date, Policy]]] = defaultdict(list)
        rows = PolicyVersion.objects.order_by("-from_date")
        for town, begins, said in rows.values_list("municipality_id", "from_date", "settings"):
            self.versions[town].append((begins, Policy.from_settings(said)))

    def on(self, municipality_id: UUID, day: date) -> Policy:
        """As `current_policy`."""
        newest_first = self.versions.get(municipality_id, [])
        held = (policy for begins, policy in newest_first if begins <= day)
        return next(held, PRESETS["national"])

    def every(self) -> Iterator[Policy]:
        """All that hold somewhere, have held or are to hold."""
        yield PRESETS["national"]
        for of_town in self.versions.values():
            yield from (policy for _begins, policy in of_town)


def held(on: date, path: str = "") -> Q:
    """The positions held on a day; `path` leads to them from another table."""
    until = f"{path}until"
    begun = Q(**{f"{path}from_date__lte": on, f"{path}ended_at": None})
    return begun & (Q(**{until: None}) | Q(**{f"{until}__gte": on}))


def units_in(*municipalities: UUID) -> QuerySet[Unit]:
    """The services of these municipalities that are in use, with them; what stands in for one in a
    log is none."""
    return Unit.objects.filter(
        municipality__in=municipalities, stands_in_log=None, ended_at=None
    ).select_related("municipality")


def positions_of(person_id: UUID, on: date) -> QuerySet[Position]:
    """A person's positions on a day, with unit and municipality."""
    return Position.objects.filter(held(on), person_id=person_id).select_related(
        "unit__municipality"
    )


@Question
def roles_of(person: UUID, on: date) -> QuerySet[Position, str]:
    """What somebody is on a day, in any unit."""
    held_now = Position.objects.filter(held(on), person_id=person)
    return held_now.values_list("role", flat=True)


@Question
def roles_in(person: UUID, municipality: UUID, on: date) -> QuerySet[Position, str]:
    """What somebody is on a day in a municipality's units."""
    here = Position.objects.filter(held(on), person_id=person, unit__municipality_id=municipality)
    return here.values_list("role", flat=True)


def colleagues(municipality_id: UUID, on: date) -> QuerySet[Position]:
    """Everyone who can be named in a question on a day: those with a position in a service, with
    person and unit. A deputy works there by another position, and is there once."""
    return Position.objects.filter(
        held(on), unit__municipality_id=municipality_id, deputy=False
    ).select_related("person", "unit")


def staff(municipality_id: UUID, on: date) -> QuerySet[Position]:
    """Those of them who work for the municipality or with it, and may have a baton: no outsiders
    (D1)."""
    return colleagues(municipality_id, on).exclude(role=Role.OUTSIDER)


def takes_part_from_outside(person_id: UUID, municipality_id: UUID, on: date) -> bool:
    """Whether somebody is known in the municipality as an outsider alone."""
    return set(roles_in(person_id, municipality_id, on)) == {Role.OUTSIDER}
