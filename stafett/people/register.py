"""The population register, as a port: who a national identity number belongs to, and the family.

Two small ports, each with an adapter that the settings name:

- `PopulationRegister` (`STAFETT_REGISTER`): one person by number, never without a ground.
- `UnitChildren` (`STAFETT_UNIT_CHILDREN`): the children of a unit, as its own administrative system
  knows them, so that nobody need type a number. Where there is none, the page asks for the number.

An adapter is a class that can be called without arguments. It only fetches: who may ask is decided
by the caller, who also notes the look-up where it belongs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string

from .models import GuardianKind, Protection, Relation
from .national_number import NationalNumber


class Ground(Enum):
    """Why the register may be asked. There is no look-up without one."""

    START_LOG = "a professional starts a log together with the family"
    RENEW_FAMILY = "the family's facts are checked before somebody is asked to consent"
    SIGN_IN = "the person has signed in with the number"
    TRAINING = "the training municipality is made"
    CONTACT = "a person is to be told something, and has written no address in Stafett"


class NoGround(TypeError):
    """Somebody asked the register without a `Ground`."""


class RegisterUnavailable(Exception):
    """The register cannot be reached now. Nothing is wrong with the number; try again later."""


@dataclass(frozen=True, slots=True)
class RegisterGuardian:
    """One guardian of a child. The name is found by looking up the number."""

    number: NationalNumber
    relation: Relation
    responsibility: bool
    fixed_residence: bool

    @property
    def kind(self) -> GuardianKind:
        """A parent, or a person or body in the parents' place."""
        return GuardianKind.OTHER if self.relation == Relation.OTHER else GuardianKind.PARENT


@dataclass(frozen=True, slots=True)
class RegisterPerson:
    """What the register says of one person.

    `guardians` is empty from 18. `live_together`: whether the parents live together; None where
    there are not two of them, or nobody knows.
    """

    number: NationalNumber
    given_name: str
    family_name: str
    birth_date: date
    protection: Protection = Protection.NONE
    guardians: tuple[RegisterGuardian, ...] = ()
    live_together: bool | None = None


@dataclass(frozen=True, slots=True)
class UnitChild:
    """Somebody whom a unit follows: a child, a young person or a pregnant woman.

    `key` stands in the page's form instead of the number; it means something only together with
    the unit. `group` is the class or group («3B»), or empty.
    """

    key: str
    number: NationalNumber
    given_name: str
    family_name: str
    birth_date: date
    group: str = ""
    pregnant: bool = False


class PopulationRegister(Protocol):
    """Where persons and families are looked up (Folkeregisteret, or the fictional register)."""

    def look_up(self, number: NationalNumber, ground: Ground) -> RegisterPerson | None:
        """The person with this number, or None when there is none.

        Raises `NoGround` and `RegisterUnavailable`.
        """
        ...


class UnitChildren(Protocol):
    """Where a unit's children are listed (a school's or kindergarten's administrative system)."""

    def children(self, unit_key: str) -> Sequence[UnitChild]:
        """The unit's children by group and name; none for a unit that keeps no such list."""
        ...


def require_ground(ground: object) -> None:
    """Every adapter's first line. Raises `NoGround` unless `ground` is a `Ground`."""
    if not isinstance(ground, Ground):
        raise NoGround("The population register is not asked without a ground.")


def register() -> PopulationRegister:
    """The population register of this installation."""
    return cast(PopulationRegister, import_string(settings.STAFETT_REGISTER)())


def unit_children() -> UnitChildren | None:
    """The list of units' children, or None where this installation has no such list."""
    adapter = settings.STAFETT_UNIT_CHILDREN
    return cast(UnitChildren, import_string(adapter)()) if adapter else None
