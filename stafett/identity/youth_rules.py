"""Sign-in for the young: who may have it, and which password is one. No database, no clock."""

from collections.abc import Iterable
from datetime import date
from enum import Enum, auto

SHORTEST, LONGEST = 10, 128
TELLING = 3  # letters of a name that make a password guessable


class Fault(Enum):
    """Why something is no password."""

    SHORT = auto()
    LONG = auto()
    NAME = auto()


def young_enough(born: date | None, below: int | None, on: date) -> bool:
    """Whether somebody is below the policy's age that day; nobody is where it sets none (Z11)."""
    if born is None or below is None:
        return False
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day)) < below


def password_fault(password: str, names: Iterable[str]) -> Fault | None:
    """Too short, too long, or made of the own name or user name. That it is a common one is
    looked up in Django's list."""
    if len(password) < SHORTEST:
        return Fault.SHORT
    if len(password) > LONGEST:
        return Fault.LONG
    small = password.casefold()
    parts = {part for name in names for part in name.casefold().split()}
    if any(len(part) >= TELLING and part in small for part in parts):
        return Fault.NAME
    return None
