"""What an owner's birthday changes in who must say yes. Pure: no clock, no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stafett.municipality.policy import ADULT, Policy

from . import rules

AHEAD = timedelta(days=60)  # time to talk with the young person, and to answer
Groups = frozenset[frozenset[str]]
Ask = Callable[[date], Groups]


@dataclass(frozen=True)
class Change:
    """What is otherwise from the birthday `on`."""

    age: int
    on: date
    asks_owner: bool  # the owner's own yes is needed from now, and was not before
    goes: frozenset[str]  # guardians whose yes is not needed any more

    @property
    def of_age(self) -> bool:
        """Whether the owner decides alone from now, and the guardians' access ends."""
        return self.age == ADULT


def birthday(birth: date, age: int) -> date:
    """The day one fills these years; 1 March for 29 February in other years."""
    try:
        return birth.replace(year=birth.year + age)
    except ValueError:
        return date(birth.year + age, 3, 1)


def ages(policy: Policy) -> set[int]:
    """The ages up to 18 at which a policy lets others sign than the day before."""
    named = (
        policy.youth_signs_from,
        policy.guardians_sign_until,
        policy.health_youth_alone_from,
        policy.education_youth_alone_from,
    )
    return {age for age in named if age is not None and 0 < age < ADULT} | {ADULT}


def between(birth: date, after: date, until: date) -> Iterator[tuple[int, date]]:
    """The birthdays up to 18 later than `after`, and not later than `until`."""
    for age in range(1, ADULT + 1):
        on = birthday(birth, age)
        if after < on <= until:
            yield age, on


def change_at(age: int, on: date, ask: Ask) -> Change | None:
    """What the birthday changes, by `ask`, the groups that must sign on a day; None for nothing.

    Turning 18 always counts: the guardians' access ends.
    """
    before, after = ask(on - timedelta(days=1)), ask(on)
    if before == after and age != ADULT:
        return None
    had = frozenset().union(*before)
    has = frozenset().union(*after)
    return Change(
        age,
        on,
        asks_owner=rules.OWNER in has and rules.OWNER not in had,
        goes=had - has - {rules.OWNER},
    )
