"""People for the cases: all fictional, all by birthday."""

from datetime import date

from stafett.consent.rules import Guardian, Kind, Owner, Scope, required_signatures
from stafett.municipality.policy import PRESETS, Policy

TODAY = date(2026, 11, 22)

MOTHER = Guardian("mother", responsibility=True, fixed_residence=True)
FATHER = Guardian("father", responsibility=True, fixed_residence=True)
MOTHER_AWAY = Guardian("mother", responsibility=True)
FATHER_AWAY = Guardian("father", responsibility=True)
STEPFATHER = Guardian("stepfather", responsibility=False, fixed_residence=True)
BODY = Guardian("body", responsibility=True, kind=Kind.OTHER)
AUNT = Guardian("aunt", responsibility=False, fixed_residence=True, kind=Kind.OTHER)


def aged(years: int) -> Owner:
    """Someone who filled these years today."""
    return Owner(TODAY.replace(year=TODAY.year - years))


def who(
    policy: str | Policy,
    age: int,
    *scopes: str,
    guardians: tuple[Guardian, ...] = (MOTHER, FATHER),
    together: bool = True,
) -> list[list[str]]:
    """The answer as plain lists."""
    chosen = PRESETS[policy] if isinstance(policy, str) else policy
    wanted = [Scope(scope) for scope in scopes]
    groups = required_signatures(chosen, TODAY, aged(age), guardians, wanted, together)
    return [group.any_of for group in groups]
