"""The families that each demo user practises with, one at every stage of a log (S3, S4, S7).

They are in the training register and nowhere else until the demo user first signs in: then their
logs are written. A guardian is alone with the responsibility, so that one yes is enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from stafett.people.fictional_register.shape import Someone
from stafett.people.models import Relation
from stafett.people.national_number import NationalNumber
from stafett.people.register import RegisterGuardian, RegisterPerson, UnitChild

from ..demo_users import DEMO_USERS
from . import names

CHILDS_SERIAL, PARENTS_SERIAL = 45, 46  # nobody else's; the birthday tells them apart
YOUNGEST, AGES = 5, 7  # everybody is from 5 to 11: too young to sign
KINDERGARTENS = {"fjaera-barnehage", "lia-barnehage", "eikvag-helsestasjon"}
IN_KINDERGARTEN = 4


class Stage(StrEnum):
    """How far a family's log has come."""

    NEW = "new"  # there is no log: one to start
    WAITING = "waiting"
    AT_WORK = "at_work"
    LATE = "late"
    OFFERED = "offered"
    READY = "ready"


@dataclass(frozen=True)
class Family:
    """A child and its only guardian. `number` is the demo user's."""

    number: int
    stage: Stage
    child: Someone
    parent: Someone
    relation: Relation

    @property
    def short_name(self) -> str:
        """What the log is called."""
        return f"{self.child.given_name} (demo{self.number})"

    @property
    def unit(self) -> str:
        """The key of the demo user's unit."""
        return DEMO_USERS[self.number - 1].service


def families(number: int) -> dict[Stage, Family]:
    """The six of one demo user."""
    return {stage: _family(number, place, stage) for place, stage in enumerate(Stage)}


def _family(number: int, at: int, stage: Stage) -> Family:
    place = (number - 1) * len(Stage) + at
    name = names.family_name(place)
    small = DEMO_USERS[number - 1].service in KINDERGARTENS
    age = IN_KINDERGARTEN if small else YOUNGEST + place % AGES
    key = f"demo{number}-{stage}"
    return Family(
        number,
        stage,
        # The child's name says everywhere whose it is, and that it is for practising (S7).
        Someone(CHILDS_SERIAL, key, names.child(place), f"{name} (demo{number})", age, place + 1),
        Someone(PARENTS_SERIAL, f"{key}-f", names.parent(place), name, age + 28, place + 1),
        Relation.FATHER if names.is_father(place) else Relation.MOTHER,
    )


@lru_cache(maxsize=2)
def everyone(day: date) -> dict[NationalNumber, RegisterPerson]:
    """All of them, as the population register knows them, made on `day`."""
    found = [person for family in _all() for person in _persons(family, day)]
    return {person.number: person for person in found}


def to_start_with(unit: str, day: date) -> list[UnitChild]:
    """The children of a unit's list with whom nobody has a log yet, each demo user's own."""
    return [_listed(family, day) for family in _all() if _is_listed(family, unit)]


def _is_listed(family: Family, unit: str) -> bool:
    return family.stage == Stage.NEW and family.unit == unit


def _listed(family: Family, day: date) -> UnitChild:
    child = family.child
    return UnitChild(
        key=child.key,
        number=child.number(day),
        given_name=child.given_name,
        family_name=child.family_name,
        birth_date=child.born(day),
        group=f"demo{family.number}",
    )


def _all() -> Iterator[Family]:
    for number in range(1, len(DEMO_USERS) + 1):
        yield from families(number).values()


def _persons(family: Family, day: date) -> Iterator[RegisterPerson]:
    tie = RegisterGuardian(family.parent.number(day), family.relation, True, True)
    yield _person(family.child, day, (tie,))
    yield _person(family.parent, day)


def _person(
    someone: Someone, day: date, guardians: tuple[RegisterGuardian, ...] = ()
) -> RegisterPerson:
    return RegisterPerson(
        number=someone.number(day),
        given_name=someone.given_name,
        family_name=someone.family_name,
        birth_date=someone.born(day),
        guardians=guardians,
    )
