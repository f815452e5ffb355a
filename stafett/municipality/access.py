"""Who administers a municipality, and who leads a unit. The database's wall says it again:
`my_municipalities()` and `my_units()`."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from stafett.people.models import Person

from .models import Municipality, Role, Unit
from .queries import held, positions_of, roles_in, units_in


def administers(person: Person, municipality_id: UUID, on: date) -> bool:
    """Whether the person is a system administrator of the municipality on that day (C9)."""
    return Role.ADMINISTRATOR in roles_in(person.pk, municipality_id, on)


def require_administrator(
    person: Person, on: date, *, preferred: UUID | None = None
) -> Municipality:
    """The municipality the person administers, with its book: the preferred one, or the first by
    name. One question.

    Raises Http404 for everyone else, as for a page that does not exist.
    """
    mine = Municipality.objects.select_related("book").filter(
        held(on, "units__positions__"),
        units__positions__person=person,
        units__positions__role=Role.ADMINISTRATOR,
    )
    found = sorted(set(mine), key=lambda each: (each.pk != preferred, each.name))
    if not found:
        raise Http404
    return found[0]


def heads(person: Person, unit_id: UUID, on: date) -> bool:
    """Whether the person names the unit's deputies: its leader who is none, and an administrator of
    its municipality (C7). `i_head()` says the same."""
    leads = Q(role=Role.LEADER, unit=unit_id, deputy=False)
    administers = Q(role=Role.ADMINISTRATOR, unit__municipality__units=unit_id)
    return positions_of(person.pk, on).filter(leads | administers).exists()


def units_of(person: Person, on: date) -> list[Unit]:
    """The units whose people this person invites and takes leave of, by name: the leader's own, a
    deputy's too, and all of the municipality for its administrator (E1). Two questions at most.
    """
    mine = list(positions_of(person.pk, on))
    led = {each.unit.pk: each.unit for each in mine if each.role == Role.LEADER}
    towns = {each.unit.municipality_id for each in mine if each.role == Role.ADMINISTRATOR}
    if towns:
        all_of_them = units_in(*towns)
        led |= {unit.pk: unit for unit in all_of_them}
    return sorted(led.values(), key=lambda unit: (unit.municipality.name, unit.name))
