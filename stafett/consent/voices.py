"""Which guardians must be heard, when guardians sign. Pure.

A voice is one yes that is needed, with all who could give it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stafett.municipality.policy import Policy

from .case import Guardian, Kind


class Why(StrEnum):
    """Why a voice is needed; `reasons` has the words. The order is the order of telling."""

    ADULT = "adult"
    GIVEN_AS_ADULT = "given_as_adult"
    YOUTH_ALONE = "youth_alone"
    YOUTH_TOO = "youth_too"
    YOUTH_TOO_HEALTH = "youth_too_health"
    HEALTH_ALONE = "health_alone"
    CARE_ALONE = "care_alone"
    EDUCATION_ALONE = "education_alone"
    GUARDIANS = "guardians"
    GUARDIANS_HEALTH = "guardians_health"
    GUARDIANS_CARE = "guardians_care"
    ONE_IS_ENOUGH = "one_is_enough"
    TOGETHER = "together"
    TOGETHER_ONE = "together_one"
    SHARED = "shared"
    RESIDENT = "resident"
    NOT_RESIDENT = "not_resident"
    ELSEWHERE = "elsewhere"
    IN_PARENTS_PLACE = "in_parents_place"


@dataclass(frozen=True)
class Reason:
    """A reason, with the age in years it speaks of, if it speaks of one."""

    why: Why
    age: int | None = None


@dataclass(frozen=True)
class Voice:
    """One yes that is needed: who could give it, why, and by which requirements."""

    members: frozenset[str]
    reasons: frozenset[Reason]
    requirements: frozenset[str]


def voice(members: Iterable[str], *reasons: Reason, requirements: Iterable[str] = ()) -> Voice:
    """A voice of these members."""
    return Voice(frozenset(members), frozenset(reasons), frozenset(requirements))


def guardian_voices(
    policy: Policy, guardians: Iterable[Guardian], live_together: bool
) -> list[Voice]:
    """The voices of those with parental responsibility; none where nobody has it."""
    answering = [guardian for guardian in guardians if guardian.responsibility]
    parents = [guardian.id for guardian in answering if guardian.kind is Kind.PARENT]
    residents = [
        guardian.id
        for guardian in answering
        if guardian.kind is Kind.PARENT and guardian.fixed_residence
    ]
    others = [guardian.id for guardian in answering if guardian.kind is Kind.OTHER]
    if live_together and len(parents) > 1:
        voices = _together(policy, parents)
    else:
        voices = _apart(policy, parents, residents)
    # One in the parents' place is added; it never displaces a parent with responsibility.
    return voices + [voice([other], Reason(Why.IN_PARENTS_PLACE)) for other in others]


def any_one_of(voices: Sequence[Voice]) -> list[Voice]:
    """The voices become one that any of them can give (G15)."""
    if len(voices) < 2:
        return list(voices)
    members = [member for each in voices for member in each.members]
    return [voice(members, Reason(Why.ONE_IS_ENOUGH), requirements=["G15"])]


def _together(policy: Policy, parents: list[str]) -> list[Voice]:
    if policy.one_guardian_when_together:
        return [voice(parents, Reason(Why.TOGETHER_ONE))]
    return [voice([parent], Reason(Why.TOGETHER)) for parent in parents]


def _apart(policy: Policy, parents: list[str], residents: list[str]) -> list[Voice]:
    if not residents:  # a child placed elsewhere: the parents keep their say
        return [voice([parent], Reason(Why.ELSEWHERE)) for parent in parents]
    if len(parents) == 1:
        return [voice(parents)]
    if len(residents) > 1:  # G16, whatever the settings
        shared = Reason(Why.SHARED)
        voices = [voice([parent], shared, requirements=["G16"]) for parent in residents]
    else:
        voices = [voice(residents, Reason(Why.RESIDENT))]
    if policy.nonresident_guardian_signs:
        away = [parent for parent in parents if parent not in residents]
        voices += [voice([parent], Reason(Why.NOT_RESIDENT)) for parent in away]
    return voices
