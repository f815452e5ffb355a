"""What the municipalities' own documents say, as tables: who signs at which age."""

from datetime import date

import pytest

from stafett.consent.rules import Guardian, Owner, Scope, required_signatures
from stafett.municipality.policy import PRESETS

from .families import FATHER, FATHER_AWAY, MOTHER, TODAY, aged, who

YOUTH = [["owner"]]
BOTH = [["father"], ["mother"]]
ALL = [["owner"], ["father"], ["mother"]]


@pytest.mark.requirement("C4", "Z1", "Z3")
@pytest.mark.parametrize(
    ("policy", "age", "scope", "expected"),
    [
        # 000: «Ungdom fra 15-18 år skal samtykke i tillegg til foreldre» (G11)
        ("hustadvika-2020", 14, "open", BOTH),
        ("hustadvika-2020", 15, "open", ALL),
        ("hustadvika-2020", 17, "open", ALL),
        ("hustadvika-2020", 18, "open", YOUTH),
        # 000: over 16 alone about health information (G13)
        ("hustadvika-2020", 15, "health", ALL),
        ("hustadvika-2020", 16, "health", YOUTH),
        # 002: «Frå 15 år er det barnet (den unge) som samtykker» (G12)
        ("sogndal", 14, "open", BOTH),
        ("sogndal", 15, "open", YOUTH),
        ("sogndal", 15, "participants", YOUTH),  # «samtykke frå føresette og ungdom over 15 år»
        ("sogndal", 14, "reopen", BOTH),  # P8
        ("sogndal", 15, "reopen", YOUTH),
        ("sogndal", 15, "transition", YOUTH),  # O1
        ("sogndal", 15, "health", ALL),  # silent on health: national
        ("sogndal", 16, "health", YOUTH),
        # 004: youth over 15 or guardians (G10), health from 16 (G13, G14), education (G17)
        ("hustadvika", 14, "open", BOTH),
        ("hustadvika", 15, "open", YOUTH),
        ("hustadvika", 15, "health", ALL),
        ("hustadvika", 16, "health", YOUTH),
        ("hustadvika", 14, "education", BOTH),
        ("hustadvika", 15, "education", YOUTH),
        ("hustadvika", 14, "ordinary_care", [["father", "mother"]]),  # G15
        ("hustadvika", 15, "ordinary_care", [["owner"], ["father", "mother"]]),
        ("hustadvika", 16, "ordinary_care", YOUTH),
        ("hustadvika", 14, "transfer", BOTH),  # P4: «overføre opplysninger … (med samtykke)»
        # 001 and 003 name no age of the young person's own: the guardians until 18
        ("aardal", 15, "open", BOTH),
        ("aardal", 17, "participants", BOTH),
        ("aardal", 18, "open", YOUTH),
        ("aardal", 15, "health", BOTH),
        ("aardal", 16, "health", YOUTH),
        ("ullensaker", 17, "open", BOTH),
        ("ullensaker", 14, "education", BOTH),
        ("ullensaker", 15, "education", YOUTH),
        # national, the careful one
        ("national", 14, "open", BOTH),
        ("national", 15, "open", ALL),
        ("national", 17, "transfer", ALL),
        ("national", 14, "ordinary_care", BOTH),
        ("national", 15, "health", ALL),
    ],
)
def test_age_by_age(policy: str, age: int, scope: str, expected: list[list[str]]) -> None:
    assert who(policy, age, scope) == expected


@pytest.mark.parametrize("policy", PRESETS)
def test_shared_residence_needs_both_everywhere(policy: str) -> None:
    """000 and 004: «fast bosted hos begge, skal begge foreldrene samtykke» (G16)."""
    assert who(policy, 10, "open", together=False) == BOTH


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("national", BOTH),
        ("hustadvika-2020", [["mother"]]),
        ("hustadvika", [["mother"]]),
        ("sogndal", BOTH),
        ("aardal", BOTH),
        ("ullensaker", BOTH),
    ],
)
def test_fixed_residence_with_one(policy: str, expected: list[list[str]]) -> None:
    family = (MOTHER, FATHER_AWAY)
    assert who(policy, 10, "open", guardians=family, together=False) == expected


def test_several_scopes_as_the_specification_tells_them() -> None:
    assert who("sogndal", 15, "open") == YOUTH
    assert who("sogndal", 15, "open", "health") == ALL
    assert who("sogndal", 16, "open", "health") == YOUTH
    assert who("hustadvika-2020", 16, "open") == ALL
    assert who("hustadvika-2020", 16, "open", "health") == ALL


def test_one_for_ordinary_care_says_nothing_about_what_else_is_asked() -> None:
    assert who("hustadvika", 10, "open", "ordinary_care") == BOTH  # G15 for that scope alone
    assert who("hustadvika", 15, "open", "ordinary_care") == [["owner"], ["father", "mother"]]


@pytest.mark.parametrize("policy", PRESETS)
@pytest.mark.parametrize("scope", Scope)
def test_from_18_the_owner_alone(policy: str, scope: Scope) -> None:
    assert who(policy, 18, scope) == YOUTH
    assert who(policy, 18, scope, guardians=()) == YOUTH
    adult = required_signatures(PRESETS[policy], TODAY, Owner(adult=True), [MOTHER], [scope], False)
    assert [group.any_of for group in adult] == YOUTH


@pytest.mark.parametrize(
    ("birth", "on", "expected"),
    [
        (date(2011, 11, 23), TODAY, BOTH),  # the day before
        (date(2011, 11, 22), TODAY, YOUTH),  # on the birthday itself
        (date(2012, 2, 29), date(2027, 2, 28), BOTH),
        (date(2012, 2, 29), date(2027, 3, 1), YOUTH),
        (date(2026, 11, 22), TODAY, BOTH),  # born today
    ],
)
def test_fifteen_means_fifteen_years_filled(
    birth: date, on: date, expected: list[list[str]]
) -> None:
    groups = required_signatures(
        PRESETS["sogndal"], on, Owner(birth), [MOTHER, FATHER], [Scope.OPEN], True
    )
    assert [group.any_of for group in groups] == expected


def test_a_leap_day_child_is_16_for_health_on_29_february() -> None:
    owner = Owner(date(2008, 2, 29))
    for day, expected in ((date(2024, 2, 28), ALL), (date(2024, 2, 29), YOUTH)):
        groups = required_signatures(
            PRESETS["national"], day, owner, [MOTHER, FATHER], [Scope.HEALTH], True
        )
        assert [group.any_of for group in groups] == expected


@pytest.mark.parametrize(
    ("policy", "age", "scope", "requirements"),
    [
        ("sogndal", 15, "open", [["G12"]]),
        ("hustadvika-2020", 15, "open", [["G11"], ["G1", "G11"], ["G1", "G11"]]),
        ("national", 10, "open", [["G1"], ["G1"]]),
        ("national", 10, "participants", [["G1", "G2", "G6"]] * 2),
        ("national", 10, "transition", [["G1", "G7"]] * 2),
        ("national", 10, "transfer", [["G1", "P4"]] * 2),
        ("national", 10, "reopen", [["G1", "P8"]] * 2),
        ("national", 10, "health", [["G14"]] * 2),
        ("national", 16, "health", [["G13"]]),
        ("national", 15, "education", [["G17"]]),
        ("hustadvika", 10, "ordinary_care", [["G14", "G15"]]),
        ("national", 18, "open", [["G10"]]),
        ("national", 18, "transfer", [["G10", "P4"]]),
    ],
)
def test_each_group_names_what_it_rests_on(
    policy: str, age: int, scope: str, requirements: list[list[str]]
) -> None:
    groups = required_signatures(
        PRESETS[policy], TODAY, aged(age), [MOTHER, FATHER], [Scope(scope)], True
    )
    assert [list(group.requirements) for group in groups] == requirements


def test_shared_residence_names_its_requirement() -> None:
    groups = required_signatures(
        PRESETS["national"], TODAY, aged(10), [MOTHER, FATHER], [Scope.OPEN], False
    )
    assert [group.requirements for group in groups] == [("G1", "G16"), ("G1", "G16")]


def test_a_single_parent_needs_nobody_else() -> None:
    alone = Guardian("mother", responsibility=True, fixed_residence=True)
    for together in (True, False):
        assert who("national", 10, "open", guardians=(alone,), together=together) == [["mother"]]
