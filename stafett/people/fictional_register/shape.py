"""How fictional families are written down: ages instead of birth dates, so that they stay right."""

from dataclasses import dataclass
from datetime import date, timedelta

from ..models import Protection, Relation
from ..national_number import NationalNumber, make_synthetic


@dataclass(frozen=True)
class Someone:
    """A fictional person, `age` years and `days` days old on the day the register is made.

    `serial` is unique and never given to another: with the birth date it makes the number.
    """

    serial: int
    key: str
    given_name: str
    family_name: str
    age: int
    days: int = 40
    protection: Protection = Protection.NONE

    def born(self, day: date) -> date:
        """The birth date, for a register made on `day`."""
        birthday = day - timedelta(days=self.days)
        # One born on 29 February fills years on 1 March in other years.
        try:
            return birthday.replace(year=birthday.year - self.age)
        except ValueError:
            return date(birthday.year - self.age, 3, 1)

    def number(self, day: date) -> NationalNumber:
        """The synthetic national identity number, for a register made on `day`."""
        return make_synthetic(self.born(day), self.serial)


@dataclass(frozen=True)
class Place:
    """Where a unit finds somebody in its list."""

    unit: str
    group: str = ""
    pregnant: bool = False


@dataclass(frozen=True)
class Tie:
    """A guardian of all the children of a family."""

    who: Someone
    relation: Relation
    responsibility: bool = True
    fixed_residence: bool = True


@dataclass(frozen=True)
class Household:
    """Children with the same guardians; or an adult alone, who has none."""

    children: tuple[tuple[Someone, Place], ...]
    guardians: tuple[Tie, ...] = ()
    live_together: bool | None = None
