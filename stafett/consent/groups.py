"""From the voices of several scopes to the groups of one consent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .case import OWNER
from .laws import LawReference, references
from .voices import Reason, Voice, Why


@dataclass(frozen=True)
class Group:
    """One yes that is needed, from any one of `members`; `reasons.why` tells why."""

    members: frozenset[str]
    reasons: tuple[Reason, ...]
    requirements: tuple[str, ...]
    laws: tuple[LawReference, ...]

    @property
    def any_of(self) -> list[str]:
        """The members in a fixed order, the owner first."""
        return sorted(self.members, key=lambda member: (member != OWNER, member))


def as_groups(voices: Iterable[Voice], on: date) -> list[Group]:
    """All voices together, the owner's first, in an order that the input does not decide.

    Equal voices are told as one. Whoever signs a narrower voice satisfies a wider one, so a
    group that contains another whole is dropped.
    """
    told = _merged(voices)
    groups = [
        _group(each, on)
        for each in told.values()
        if not any(other < each.members for other in told)
    ]
    return sorted(groups, key=lambda group: (OWNER not in group.members, group.any_of))


def _merged(voices: Iterable[Voice]) -> dict[frozenset[str], Voice]:
    told: dict[frozenset[str], Voice] = {}
    for each in voices:
        before = told.get(each.members, each)
        told[each.members] = Voice(
            each.members,
            before.reasons | each.reasons,
            before.requirements | each.requirements,
        )
    return told


def _group(told: Voice, on: date) -> Group:
    order = list(Why)
    reasons = sorted(told.reasons, key=lambda reason: (order.index(reason.why), reason.age or 0))
    requirements = sorted(told.requirements, key=lambda code: (code[0], int(code[1:])))
    return Group(told.members, tuple(reasons), tuple(requirements), references(requirements, on))
