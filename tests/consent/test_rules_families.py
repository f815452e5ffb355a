"""Which guardians: living together, apart, placed, without responsibility, in parents' place."""

import pytest

from stafett.consent.rules import (
    BrokenCase,
    Guardian,
    Kind,
    NobodyCanSign,
    Owner,
    Scope,
    Trouble,
    required_signatures,
)
from stafett.municipality.policy import PRESETS, Policy

from .families import (
    AUNT,
    BODY,
    FATHER,
    FATHER_AWAY,
    MOTHER,
    MOTHER_AWAY,
    STEPFATHER,
    TODAY,
    aged,
    who,
)

BOTH = [["father"], ["mother"]]
LENIENT = Policy(nonresident_guardian_signs=False, one_guardian_when_together=True)


def apart(policy: str | Policy, *guardians: Guardian, scope: str = "open") -> list[list[str]]:
    return who(policy, 10, scope, guardians=guardians, together=False)


def together(policy: str | Policy, *guardians: Guardian, scope: str = "open") -> list[list[str]]:
    return who(policy, 10, scope, guardians=guardians, together=True)


def test_only_those_with_parental_responsibility_sign() -> None:
    assert together("national", MOTHER, STEPFATHER) == [["mother"]]
    assert together(LENIENT, MOTHER, STEPFATHER) == [["mother"]]
    assert apart("national", MOTHER, AUNT) == [["mother"]]


def test_a_parent_with_residence_but_no_responsibility_displaces_nobody() -> None:
    home_without = Guardian("father", responsibility=False, fixed_residence=True)
    assert apart(LENIENT, MOTHER_AWAY, home_without) == [["mother"]]


def test_parents_together_whatever_the_residence_says() -> None:
    assert together("national", MOTHER, FATHER_AWAY) == BOTH
    assert together(LENIENT, MOTHER, FATHER_AWAY) == [["father", "mother"]]


def test_one_guardian_when_together() -> None:
    assert together(Policy(), MOTHER, FATHER) == BOTH
    assert together(Policy(one_guardian_when_together=True), MOTHER, FATHER) == [
        ["father", "mother"]
    ]
    assert apart(Policy(one_guardian_when_together=True), MOTHER, FATHER) == BOTH


def test_nonresident_guardian_signs() -> None:
    assert apart(Policy(), MOTHER, FATHER_AWAY) == BOTH
    lenient = Policy(nonresident_guardian_signs=False)
    assert apart(lenient, MOTHER, FATHER_AWAY) == [["mother"]]
    assert apart(lenient, MOTHER_AWAY, FATHER) == [["father"]]


def test_shared_residence_needs_both_whatever_the_settings() -> None:
    assert apart(LENIENT, MOTHER, FATHER) == BOTH  # G16


def test_a_placed_child_keeps_both_its_parents() -> None:
    assert apart(LENIENT, MOTHER_AWAY, FATHER_AWAY) == BOTH


def test_one_in_the_parents_place_is_added_and_displaces_nobody() -> None:
    assert apart("national", MOTHER_AWAY, FATHER_AWAY, BODY) == [["body"], *BOTH]
    assert together(LENIENT, MOTHER, FATHER, BODY) == [["body"], ["father", "mother"]]
    assert together("national", BODY) == [["body"]]


def test_the_home_of_one_in_the_parents_place_is_no_residence_of_a_parents() -> None:
    fosterer = Guardian("body", responsibility=True, fixed_residence=True, kind=Kind.OTHER)
    assert apart(LENIENT, MOTHER_AWAY, FATHER_AWAY, fosterer) == [["body"], *BOTH]
    assert apart(LENIENT, MOTHER, FATHER_AWAY, fosterer) == [["body"], ["mother"]]


def test_one_is_enough_for_ordinary_care_among_all_who_would_sign() -> None:
    one = Policy(ordinary_care_one_guardian=True)
    assert apart(one, MOTHER, FATHER, BODY, scope="ordinary_care") == [["body", "father", "mother"]]
    assert apart(one, MOTHER, FATHER, BODY, scope="health") == [["body"], *BOTH]
    lenient = Policy(ordinary_care_one_guardian=True, nonresident_guardian_signs=False)
    assert apart(lenient, MOTHER, FATHER_AWAY, scope="ordinary_care") == [["mother"]]


@pytest.mark.parametrize("scope", Scope)
def test_nobody_with_responsibility_gives_no_answer(scope: Scope) -> None:
    with pytest.raises(NobodyCanSign) as refusal:
        who("national", 10, scope, guardians=(STEPFATHER, AUNT))
    assert refusal.value.trouble is Trouble.NO_RESPONSIBILITY
    assert refusal.value.details == {"scope": scope.value, "age": 10}


def test_one_scope_without_a_group_refuses_the_whole() -> None:
    sixteen = Policy(youth_signs_from=None)
    assert who(sixteen, 16, "health", guardians=()) == [["owner"]]
    with pytest.raises(NobodyCanSign) as refusal:
        who(sixteen, 16, "health", "open", guardians=())
    assert refusal.value.details["scope"] == "open"


def test_a_policy_that_asks_nobody_at_this_age_is_named_so() -> None:
    gap = Policy(guardians_sign_until=12)
    assert who(gap, 11, "open") == BOTH
    with pytest.raises(NobodyCanSign) as refusal:
        who(gap, 13, "open")
    assert refusal.value.trouble is Trouble.NOBODY_ASKED
    assert refusal.value.details["age"] == 13


def test_health_lacks_a_guardian_where_no_guardian_is_asked_by_age() -> None:
    with pytest.raises(NobodyCanSign) as refusal:
        who(Policy(youth_signs_from=None, guardians_sign_until=None), 10, "health", guardians=())
    assert refusal.value.trouble is Trouble.NO_RESPONSIBILITY


@pytest.mark.parametrize(
    ("owner", "guardians", "scopes", "trouble"),
    [
        (aged(10), [MOTHER], [], Trouble.NO_SCOPES),
        (Owner(), [MOTHER], [Scope.OPEN], Trouble.BIRTH_UNKNOWN),
        (Owner(TODAY.replace(day=23)), [MOTHER], [Scope.OPEN], Trouble.BIRTH_AFTER),
        (Owner(TODAY.replace(day=23), adult=True), [], [Scope.OPEN], Trouble.BIRTH_AFTER),
        (aged(10), [MOTHER, MOTHER_AWAY], [Scope.OPEN], Trouble.ID_TWICE),
        (aged(18), [MOTHER, MOTHER], [Scope.OPEN], Trouble.ID_TWICE),
        (aged(10), [Guardian("owner", responsibility=True)], [Scope.OPEN], Trouble.ID_RESERVED),
    ],
)
def test_a_question_without_sense_is_refused(
    owner: Owner, guardians: list[Guardian], scopes: list[Scope], trouble: Trouble
) -> None:
    with pytest.raises(BrokenCase) as refusal:
        required_signatures(PRESETS["national"], TODAY, owner, guardians, scopes, True)
    assert refusal.value.trouble is trouble
