"""The fictional register's two adapters."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from itertools import takewhile

from django.utils import timezone

from ..national_number import NationalNumber
from ..register import Ground, RegisterGuardian, RegisterPerson, UnitChild, require_ground
from .changes import changed, read_changes
from .eikvag_cases import CASES
from .others import EIKVAG, NORDVIK
from .shape import Household, Someone

HOUSEHOLDS = (*CASES, *EIKVAG, *NORDVIK)


class FictionalRegister:
    """The register as made on `day`: everyone has the intended age on it. Today when left out.

    An installation must always ask with the same day, for birth dates and numbers follow it.
    """

    def __init__(self, day: date | None = None) -> None:
        self.day = day or timezone.localdate()

    def look_up(self, number: NationalNumber, ground: Ground) -> RegisterPerson | None:
        """The fictional person with this number, or None, with what has changed since."""
        require_ground(ground)
        told, person = read_changes(), _everyone(self.day).get(number)
        if person is None or not told:
            return person
        people = {someone.key: someone for someone in everyone()}
        key = next(key for key, each in people.items() if each.number(self.day) == number)
        return changed(person, told.get(key, {}), people, self.day)


class FictionalUnitChildren:
    """The units' lists of the same fictional people, by the same rule for `day`."""

    def __init__(self, day: date | None = None) -> None:
        self.day = day or timezone.localdate()

    def children(self, unit_key: str) -> tuple[UnitChild, ...]:
        """The unit's children, by group and name."""
        found = (child for key, child in _placed(self.day) if key == unit_key)
        return tuple(sorted(found, key=_by_group_and_name))


def _by_group_and_name(child: UnitChild) -> tuple[int, str, str, date]:
    """Class 10A comes after 9B; groups that have no number come first."""
    grade = "".join(takewhile(str.isdigit, child.group))
    return int(grade or 0), child.group, child.given_name, child.birth_date


def everyone() -> Iterator[Someone]:
    """Every fictional person of the register, each once."""
    for household in HOUSEHOLDS:
        yield from (child for child, _ in household.children)
        yield from (tie.who for tie in household.guardians)


@lru_cache(maxsize=8)
def _everyone(day: date) -> dict[NationalNumber, RegisterPerson]:
    found = [person for household in HOUSEHOLDS for person in _persons(household, day)]
    return {person.number: person for person in found}


def _persons(household: Household, day: date) -> Iterator[RegisterPerson]:
    guardians = tuple(
        RegisterGuardian(tie.who.number(day), tie.relation, tie.responsibility, tie.fixed_residence)
        for tie in household.guardians
    )
    for child, _ in household.children:
        yield _person(child, day, guardians, household.live_together)
    for tie in household.guardians:
        yield _person(tie.who, day)


def _person(
    someone: Someone,
    day: date,
    guardians: tuple[RegisterGuardian, ...] = (),
    live_together: bool | None = None,
) -> RegisterPerson:
    return RegisterPerson(
        number=someone.number(day),
        given_name=someone.given_name,
        family_name=someone.family_name,
        birth_date=someone.born(day),
        protection=someone.protection,
        guardians=guardians,
        live_together=live_together,
    )


@lru_cache(maxsize=8)
def _placed(day: date) -> tuple[tuple[str, UnitChild], ...]:
    return tuple(
        (
            place.unit,
            UnitChild(
                key=child.key,
                number=child.number(day),
                given_name=child.given_name,
                family_name=child.family_name,
                birth_date=child.born(day),
                group=place.group,
                pregnant=place.pregnant,
            ),
        )
        for household in HOUSEHOLDS
        for child, place in household.children
    )
