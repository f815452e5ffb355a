"""Who must say yes: one pure question, answered by a policy (see docs/consent.md).

The answer is a list of groups: every group must be satisfied, a group by any one of its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from stafett.municipality.policy import ADULT, Policy

from .case import (
    OWNER,
    BrokenCase,
    CannotAnswer,
    Guardian,
    Kind,
    NobodyCanSign,
    Owner,
    Scope,
    Trouble,
    age_on,
)
from .groups import Group, as_groups
from .voices import Reason, Voice, Why, any_one_of, guardian_voices, voice

__all__ = [
    "OWNER",
    "BrokenCase",
    "CannotAnswer",
    "Group",
    "Guardian",
    "Kind",
    "NobodyCanSign",
    "Owner",
    "Scope",
    "Trouble",
    "age_on",
    "required_signatures",
]

HEALTH = frozenset({Scope.HEALTH, Scope.ORDINARY_CARE})

# What a scope rests on besides who signs; what creating the log rests on stands with who signs.
SCOPE_REQUIREMENTS: Mapping[Scope, tuple[str, ...]] = {
    Scope.PARTICIPANTS: ("G2", "G6"),
    Scope.TRANSITION: ("G7",),
    Scope.TRANSFER: ("P4",),
    Scope.REOPEN: ("P8",),
}


def required_signatures(
    policy: Policy,
    on: date,
    owner: Owner,
    guardians: Iterable[Guardian],
    scopes: Iterable[Scope],
    live_together: bool,
) -> list[Group]:
    """The groups that must all say yes on that day, the owner's first.

    Raises `BrokenCase` for a question without sense and `NobodyCanSign` where a scope would
    have no group at all.
    """
    guardians, wanted = list(guardians), set(scopes)
    _check(on, owner, guardians, wanted)
    age = None if owner.adult or owner.birth is None else age_on(owner.birth, on)
    if age is None or age >= ADULT:
        return as_groups([_adult(age, wanted)], on)
    heard = guardian_voices(policy, guardians, live_together)
    voices = [
        each for scope in Scope if scope in wanted for each in _scope(policy, age, heard, scope)
    ]
    return as_groups(voices, on)


def _check(on: date, owner: Owner, guardians: Sequence[Guardian], scopes: set[Scope]) -> None:
    if not scopes:
        raise BrokenCase(Trouble.NO_SCOPES)
    if owner.birth is None and not owner.adult:
        raise BrokenCase(Trouble.BIRTH_UNKNOWN)
    if owner.birth is not None and owner.birth > on:
        raise BrokenCase(Trouble.BIRTH_AFTER, birth=owner.birth.isoformat(), on=on.isoformat())
    seen: set[str] = set()
    for guardian in guardians:
        if guardian.id == OWNER:
            raise BrokenCase(Trouble.ID_RESERVED, value=OWNER)
        if guardian.id in seen:
            raise BrokenCase(Trouble.ID_TWICE, value=guardian.id)
        seen.add(guardian.id)


def _adult(age: int | None, scopes: set[Scope]) -> Voice:
    """From 18, and for an owner given as adult, the owner alone, whatever the scopes."""
    more = [code for scope in scopes for code in SCOPE_REQUIREMENTS.get(scope, ())]
    if age is None:
        return voice([OWNER], Reason(Why.GIVEN_AS_ADULT), requirements=["A13", "G1", *more])
    return voice([OWNER], Reason(Why.ADULT, ADULT), requirements=["G10", *more])


def _scope(policy: Policy, age: int, heard: Sequence[Voice], scope: Scope) -> list[Voice]:
    """The voices that one scope needs of someone below 18."""
    if scope in HEALTH:
        voices = _health(policy, age, heard, scope)
    elif scope is Scope.EDUCATION:
        voices = _education(policy, age, heard)
    else:
        voices = _ordinary(policy, age, heard)
    if not voices:
        asked = scope in HEALTH or _guardians_asked(policy, age)
        missing = Trouble.NO_RESPONSIBILITY if asked else Trouble.NOBODY_ASKED
        raise NobodyCanSign(missing, scope=scope.value, age=age)
    more = frozenset(SCOPE_REQUIREMENTS.get(scope, ()))
    return [replace(each, requirements=each.requirements | more) for each in voices]


def _ordinary(policy: Policy, age: int, heard: Sequence[Voice]) -> list[Voice]:
    """The log itself: the owner from one age (G10–G12), the guardians until another (G1)."""
    voices = []
    if _youth_asked(policy, age):
        voices.append(voice([OWNER], _youth_reason(policy, age), requirements=_youth(policy, age)))
    if _guardians_asked(policy, age):
        reason = Reason(Why.GUARDIANS, min(_until(policy), ADULT))
        both = _youth(policy, age) if _youth_asked(policy, age) else []
        voices += _because(heard, reason, ["G1", *both])
    return voices


def _health(policy: Policy, age: int, heard: Sequence[Voice], scope: Scope) -> list[Voice]:
    """Health: the young person alone from 16 (G13), before it the guardians (G14)."""
    care = scope is Scope.ORDINARY_CARE
    alone = policy.health_youth_alone_from
    if alone is not None and age >= alone:
        why = Why.CARE_ALONE if care else Why.HEALTH_ALONE
        return [voice([OWNER], Reason(why, alone), requirements=["G13"])]
    voices = []
    if _youth_asked(policy, age):
        reason = Reason(Why.YOUTH_TOO_HEALTH)
        voices.append(voice([OWNER], reason, requirements=_youth(policy, age)))
    if care and policy.ordinary_care_one_guardian:
        heard = any_one_of(heard)
    why = Why.GUARDIANS_CARE if care else Why.GUARDIANS_HEALTH
    until = ADULT if alone is None else min(alone, ADULT)
    return voices + _because(heard, Reason(why, until), ["G14"])


def _education(policy: Policy, age: int, heard: Sequence[Voice]) -> list[Voice]:
    """The choice of education: the young person alone from 15 (G17), before it as the log."""
    alone = policy.education_youth_alone_from
    if alone is None or age < alone:
        return _ordinary(policy, age, heard)
    return [voice([OWNER], Reason(Why.EDUCATION_ALONE, alone), requirements=["G17"])]


def _youth_asked(policy: Policy, age: int) -> bool:
    return policy.youth_signs_from is not None and age >= policy.youth_signs_from


def _until(policy: Policy) -> int:
    return policy.guardians_sign_until or 0  # not set: no guardian signs by age


def _guardians_asked(policy: Policy, age: int) -> bool:
    return age < _until(policy)


def _youth(policy: Policy, age: int) -> list[str]:
    """In addition to the guardians (G11) or in their stead (G12)."""
    return ["G11"] if _guardians_asked(policy, age) else ["G12"]


def _youth_reason(policy: Policy, age: int) -> Reason:
    begins = policy.youth_signs_from or 0
    if _guardians_asked(policy, age):
        return Reason(Why.YOUTH_TOO, begins)
    return Reason(Why.YOUTH_ALONE, max(begins, _until(policy)))


def _because(heard: Sequence[Voice], reason: Reason, requirements: Iterable[str]) -> list[Voice]:
    more = frozenset(requirements)
    return [
        replace(each, reasons=each.reasons | {reason}, requirements=each.requirements | more)
        for each in heard
    ]
