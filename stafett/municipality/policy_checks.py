"""What a municipality must know before it relies on a policy. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .policy import ADULT, Policy, PolicyError, Setting


class AgeWithoutSigner(PolicyError):
    """At these ages the policy asks nobody at all, so that no log could open."""

    def __init__(self, ages: tuple[int, ...]) -> None:
        super().__init__(f"nobody signs at age {', '.join(map(str, ages))}")
        self.ages = ages


def ages_without_signer(policy: Policy) -> tuple[int, ...]:
    """The ages below 18 at which the policy asks neither the owner nor the guardians.

    Health and education need no look of their own: below the age at which the young person
    decides alone, health always asks the guardians, and education asks whom the log asks.
    """
    youth = policy.youth_signs_from if policy.youth_signs_from is not None else ADULT
    guardians = policy.guardians_sign_until if policy.guardians_sign_until is not None else 0
    return tuple(age for age in range(ADULT) if not (age >= youth or age < guardians))


def require_signers(policy: Policy) -> None:
    """Raise `AgeWithoutSigner` for a policy that must not be saved."""
    ages = ages_without_signer(policy)
    if ages:
        raise AgeWithoutSigner(ages)


@dataclass(frozen=True)
class Change:
    """A setting that is to have another value."""

    setting: str
    was: Setting
    now: Setting


def changes(before: Policy, after: Policy) -> tuple[Change, ...]:
    """Where two policies differ, in the order of the settings."""
    was, now = before.as_settings(), after.as_settings()
    return tuple(
        Change(setting, was[setting], now[setting])
        for setting in was
        if was[setting] != now[setting]
    )


@dataclass(frozen=True)
class Weaker:
    """A setting that asks less of the municipality, or protects less, than `national` does."""

    setting: str
    value: Setting
    national: Setting


def weaker_than_national(policy: Policy) -> tuple[Weaker, ...]:
    """The settings that ask less than `national`; `policy_texts.weaker_reason` says why."""
    mine, careful = policy.as_settings(), Policy().as_settings()
    return tuple(
        Weaker(setting, mine[setting], careful[setting])
        for setting, asks_less in _ASKS_LESS.items()
        if asks_less(mine[setting], careful[setting])
    )


def _number(value: Setting) -> int:
    assert isinstance(value, int)
    return value


def _later_or_never(mine: Setting, careful: Setting) -> bool:
    return mine is None or _number(mine) > _number(careful)


def _earlier_or_never(mine: Setting, careful: Setting) -> bool:
    return mine is None or _number(mine) < _number(careful)


def _earlier(mine: Setting, careful: Setting) -> bool:
    return mine is not None and _number(mine) < _number(careful)


def _later(mine: Setting, careful: Setting) -> bool:
    return mine is not None and _number(mine) > _number(careful)


def _other(mine: Setting, careful: Setting) -> bool:
    return mine != careful


# Left out, since neither choice protects anyone less: start_level, holders_max,
# silent_days, offer_days, archive_basis, assisted_signing.
_ASKS_LESS: Mapping[str, Callable[[Setting, Setting], bool]] = {
    "youth_signs_from": _later_or_never,
    "guardians_sign_until": _earlier_or_never,
    "health_youth_alone_from": _earlier,
    "education_youth_alone_from": _earlier,
    "ordinary_care_one_guardian": _other,
    "one_guardian_when_together": _other,
    "nonresident_guardian_signs": _other,
    "guardian_access": _other,
    "owner_may_close_from": _later_or_never,
    "simple_login_below": _later,
    "archive_after_months": _later_or_never,
    "consent_valid_months": _later_or_never,
    "draft_kept_days": _later,
}
