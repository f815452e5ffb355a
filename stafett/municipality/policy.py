"""The settings by which municipalities differ, and the six policies to start from.

Pure: no Django, no clock, no database. Ages are years filled, counted on the birthday itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Literal

Setting = int | bool | str | None

ADULT = 18  # from here the owner alone decides, whatever a policy says


class Wanted(StrEnum):
    """What a setting may be."""

    AGE = "age"  # years, or None: no such age
    LIMIT = "limit"  # a whole number, 1 to 1000, or None: no such limit
    NUMBER = "number"  # a whole number, 1 to 1000
    LEVEL = "level"  # the action guide's levels that can hold a log: 1 to 3
    YES_NO = "yes_no"
    ACCESS = "access"
    WORDS = "words"  # one line, up to 300 characters
    NOTE = "note"  # the same, or None: nothing is said
    LINK = "link"  # a web address that begins with https://, or None


class PolicyError(ValueError):
    """These settings are no policy."""


class UnknownSetting(PolicyError):
    """There is no setting of that name."""

    def __init__(self, setting: str) -> None:
        super().__init__(f"unknown setting: {setting}")
        self.setting = setting


class WrongSetting(PolicyError):
    """The setting cannot have that value; `wanted` says what it can have."""

    def __init__(self, setting: str, wanted: Wanted) -> None:
        super().__init__(f"{setting}: wanted {wanted}")
        self.setting = setting
        self.wanted = wanted


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One municipality's settings; what is left out is `national`, the careful choice.

    None means: no such age, limit or right. Raises `WrongSetting` for what no policy can hold.
    """

    youth_signs_from: int | None = 15  # the young person's own signature is needed (Z1, Z3)
    guardians_sign_until: int | None = 18  # guardians' signatures are needed below this (Z3)
    health_youth_alone_from: int | None = 16  # G13
    education_youth_alone_from: int | None = 15  # G17
    ordinary_care_one_guardian: bool = False  # G15
    one_guardian_when_together: bool = False
    nonresident_guardian_signs: bool = True
    start_level: int = 1  # Z2
    guardian_access: Literal["read", "write"] = "write"  # Z4
    owner_may_close_from: int | None = 15  # P3
    simple_login_below: int | None = 16  # I2, Z11
    archive_after_months: int | None = 2  # Z15
    holders_max: int = 1  # Z10
    consent_valid_months: int | None = 12
    draft_kept_days: int = 30
    silent_days: int | None = 30  # nothing happens in a log: the holder is told (D25)
    offer_days: int | None = 7  # nobody answers to an offered baton: the leader is told (D11)
    archive_basis: str = "Offentleglova § 13, jf. forvaltningsloven § 13"  # Q2
    assisted_signing: bool = True
    help_contact: str | None = None  # whom to ask about Stafett (C14)
    help_films: str | None = None  # S2
    privacy_contact: str | None = None  # the data protection officer
    accessibility_statement: str | None = None  # at uustatus.no

    def __post_init__(self) -> None:
        for setting, wanted in WANTED.items():
            if not _fits(getattr(self, setting), wanted):
                raise WrongSetting(setting, wanted)

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any], base: Policy | None = None) -> Policy:
        """The policy of these settings; those left out are `base`'s (`national`'s without one).

        Raises `UnknownSetting` and `WrongSetting`.
        """
        for setting in settings:
            if setting not in WANTED:
                raise UnknownSetting(setting)
        return replace(base or cls(), **settings)

    def as_settings(self) -> dict[str, Setting]:
        """Every setting by name, ready for JSON; `from_settings` gives the policy back."""
        return asdict(self)


WANTED: Mapping[str, Wanted] = {
    "youth_signs_from": Wanted.AGE,
    "guardians_sign_until": Wanted.AGE,
    "health_youth_alone_from": Wanted.AGE,
    "education_youth_alone_from": Wanted.AGE,
    "ordinary_care_one_guardian": Wanted.YES_NO,
    "one_guardian_when_together": Wanted.YES_NO,
    "nonresident_guardian_signs": Wanted.YES_NO,
    "start_level": Wanted.LEVEL,
    "guardian_access": Wanted.ACCESS,
    "owner_may_close_from": Wanted.AGE,
    "simple_login_below": Wanted.AGE,
    "archive_after_months": Wanted.LIMIT,
    "holders_max": Wanted.NUMBER,
    "consent_valid_months": Wanted.LIMIT,
    "draft_kept_days": Wanted.NUMBER,
    "silent_days": Wanted.LIMIT,
    "offer_days": Wanted.LIMIT,
    "archive_basis": Wanted.WORDS,
    "assisted_signing": Wanted.YES_NO,
    "help_contact": Wanted.NOTE,
    "help_films": Wanted.LINK,
    "privacy_contact": Wanted.NOTE,
    "accessibility_statement": Wanted.LINK,
}
# What a municipality says of itself: no preset knows it, so none takes it away.
OWN = ("help_contact", "help_films", "privacy_contact", "accessibility_statement")

SETTINGS: tuple[str, ...] = tuple(field.name for field in fields(Policy))


NOT_SET = (Wanted.AGE, Wanted.LIMIT, Wanted.NOTE, Wanted.LINK)
WEB_ADDRESS = re.compile(r"https://[^\s\"'<>]+\.[^\s\"'<>]+")


def _is_line(value: str) -> bool:
    return value.isprintable() and 0 < len(value.strip()) <= 300


def _fits(value: object, wanted: Wanted) -> bool:
    if wanted is Wanted.YES_NO:
        return isinstance(value, bool)
    if wanted is Wanted.ACCESS:
        return isinstance(value, str) and value in ("read", "write")
    if value is None:
        return wanted in NOT_SET
    if wanted in (Wanted.WORDS, Wanted.NOTE):
        return isinstance(value, str) and _is_line(value)
    if wanted is Wanted.LINK:
        return isinstance(value, str) and _is_line(value) and bool(WEB_ADDRESS.fullmatch(value))
    if isinstance(value, bool) or not isinstance(value, int):  # True is an int to Python
        return False
    lowest, highest = {Wanted.AGE: (0, 120), Wanted.LEVEL: (1, 3)}.get(wanted, (1, 1000))
    return lowest <= value <= highest


# Each preset holds what the municipality's document says; where it is silent, `national`.
PRESETS: Mapping[str, Policy] = {
    "national": Policy(),
    "hustadvika-2020": Policy(  # 000
        nonresident_guardian_signs=False,
        owner_may_close_from=16,
        archive_after_months=None,
        consent_valid_months=None,
    ),
    "hustadvika": Policy(  # 004
        guardians_sign_until=15,
        ordinary_care_one_guardian=True,
        nonresident_guardian_signs=False,
        start_level=2,
        simple_login_below=15,
        archive_after_months=None,
        consent_valid_months=None,
    ),
    "sogndal": Policy(  # 002
        guardians_sign_until=15,
        simple_login_below=None,
        holders_max=2,
        consent_valid_months=None,
    ),
    "aardal": Policy(  # 001
        youth_signs_from=None,
        guardian_access="read",
        owner_may_close_from=None,
        simple_login_below=None,
        archive_after_months=None,
        consent_valid_months=None,
    ),
    "ullensaker": Policy(  # 003
        youth_signs_from=None,
        guardian_access="read",
        owner_may_close_from=None,
        simple_login_below=None,
        archive_after_months=None,
        consent_valid_months=None,
    ),
}
