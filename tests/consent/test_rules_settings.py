"""Every setting of who must sign moves an answer; ages move it at their own day."""

import pytest

from stafett.municipality.policy import Policy

from .families import who

YOUTH = [["owner"]]
BOTH = [["father"], ["mother"]]
ALL = [["owner"], ["father"], ["mother"]]


@pytest.mark.parametrize("scope", ["open", "participants", "transition", "transfer", "reopen"])
def test_youth_signs_from(scope: str) -> None:
    policy = Policy(youth_signs_from=13)
    assert who(policy, 12, scope) == BOTH
    assert who(policy, 13, scope) == ALL
    assert who(Policy(youth_signs_from=None), 17, scope) == BOTH


def test_youth_signs_from_holds_for_health_and_education_too() -> None:
    policy = Policy(youth_signs_from=13)
    for scope in ("health", "ordinary_care", "education"):
        assert who(policy, 12, scope) == BOTH
        assert who(policy, 13, scope) == ALL


@pytest.mark.parametrize("scope", ["open", "participants", "transition", "transfer", "reopen"])
def test_guardians_sign_until(scope: str) -> None:
    policy = Policy(youth_signs_from=10, guardians_sign_until=12)
    assert who(policy, 11, scope) == ALL
    assert who(policy, 12, scope) == YOUTH
    assert who(Policy(youth_signs_from=0, guardians_sign_until=None), 3, scope) == YOUTH


def test_guardians_sign_until_does_not_reach_health() -> None:
    for until in (None, 0, 12):
        policy = Policy(youth_signs_from=None, guardians_sign_until=until)
        assert who(policy, 13, "health") == BOTH
        assert who(policy, 13, "ordinary_care") == BOTH


@pytest.mark.parametrize("scope", ["health", "ordinary_care"])
def test_health_youth_alone_from(scope: str) -> None:
    policy = Policy(health_youth_alone_from=12)
    assert who(policy, 11, scope) == BOTH
    assert who(policy, 12, scope) == YOUTH
    assert who(Policy(health_youth_alone_from=None), 17, scope) == ALL
    assert who(Policy(health_youth_alone_from=12), 12, "open") == BOTH


def test_education_youth_alone_from() -> None:
    policy = Policy(education_youth_alone_from=12)
    assert who(policy, 11, "education") == BOTH
    assert who(policy, 12, "education") == YOUTH
    assert who(Policy(education_youth_alone_from=None), 17, "education") == ALL
    assert who(Policy(education_youth_alone_from=17), 16, "education") == ALL
    assert who(policy, 12, "open") == BOTH


def test_ordinary_care_one_guardian() -> None:
    policy = Policy(ordinary_care_one_guardian=True)
    assert who(policy, 10, "ordinary_care") == [["father", "mother"]]
    assert who(policy, 10, "health") == BOTH
    assert who(policy, 10, "health", "ordinary_care") == BOTH


@pytest.mark.parametrize("setting", ["youth_signs_from", "guardians_sign_until"])
def test_no_setting_reaches_an_adult(setting: str) -> None:
    for age in (18, 19, 40):
        for scope in ("open", "health", "education"):
            assert who(Policy.from_settings({setting: 120}), age, scope) == YOUTH
