"""The six presets as the table has them, and what a policy must not be."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stafett.municipality import policy_texts
from stafett.municipality.policy import (
    OWN,
    PRESETS,
    SETTINGS,
    WANTED,
    Policy,
    PolicyError,
    UnknownSetting,
    WrongSetting,
)
from stafett.municipality.policy_checks import (
    AgeWithoutSigner,
    ages_without_signer,
    require_signers,
    weaker_than_national,
)

# setting: national, hustadvika-2020 (000), hustadvika (004), sogndal (002), aardal (001),
# ullensaker (003)
TABLE = """
youth_signs_from            15    15    15    15    –    –
guardians_sign_until        18    18    15    15    18   18
health_youth_alone_from     16    16    16    16    16   16
education_youth_alone_from  15    15    15    15    15   15
ordinary_care_one_guardian  no    no    yes   no    no   no
one_guardian_when_together  no    no    no    no    no   no
nonresident_guardian_signs  yes   no    no    yes   yes  yes
start_level                 1     1     2     1     1    1
guardian_access             write write write write read read
owner_may_close_from        15    16    15    15    –    –
simple_login_below          16    16    15    –     –    –
archive_after_months        2     –     –     2     –    –
holders_max                 1     1     1     2     1    1
consent_valid_months        12    –     –     –     –    –
draft_kept_days             30    30    30    30    30   30
silent_days                 30    30    30    30    30   30
offer_days                  7     7     7     7     7    7
archive_basis               law   law   law   law   law  law
assisted_signing            yes   yes   yes   yes   yes  yes
help_contact                –     –     –     –     –    –
help_films                  –     –     –     –     –    –
privacy_contact             –     –     –     –     –    –
accessibility_statement     –     –     –     –     –    –
"""
COLUMNS = ["national", "hustadvika-2020", "hustadvika", "sogndal", "aardal", "ullensaker"]
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def value(cell: str) -> object:
    words = {"–": None, "yes": True, "no": False, "read": "read", "write": "write"}
    words |= {"law": "Offentleglova § 13, jf. forvaltningsloven § 13"}
    return words[cell] if cell in words else int(cell)


@pytest.mark.requirement("Z1", "Z2", "Z3", "Z4", "Z10", "Z15")
@pytest.mark.parametrize("preset", COLUMNS)
def test_the_presets_are_the_table(preset: str) -> None:
    column = COLUMNS.index(preset) + 1
    assert PRESETS[preset].as_settings() == {row[0]: value(row[column]) for row in ROWS}


def test_there_are_six_and_every_setting_is_known() -> None:
    assert list(PRESETS) == COLUMNS
    assert list(SETTINGS) == [row[0] for row in ROWS] == list(WANTED)


def test_settings_left_out_are_nationals_or_the_bases() -> None:
    assert Policy.from_settings({}) == PRESETS["national"] == Policy()
    assert Policy.from_settings({"holders_max": 2}).holders_max == 2
    based = Policy.from_settings({"holders_max": 1}, base=PRESETS["sogndal"])
    assert based.guardians_sign_until == 15
    assert based.holders_max == 1


@pytest.mark.parametrize("preset", COLUMNS)
def test_settings_come_back_as_they_were(preset: str) -> None:
    assert Policy.from_settings(PRESETS[preset].as_settings()) == PRESETS[preset]


def test_an_unknown_setting_is_named() -> None:
    with pytest.raises(UnknownSetting) as refusal:
        Policy.from_settings({"youth_sign_from": 15})
    assert refusal.value.setting == "youth_sign_from"


UNSET = {
    "youth_signs_from",
    "guardians_sign_until",
    "health_youth_alone_from",
    "education_youth_alone_from",
    "owner_may_close_from",
    "simple_login_below",
    "archive_after_months",
    "consent_valid_months",
    "silent_days",
    "offer_days",
    *OWN,
}


ONE_LINE = {"archive_basis", "help_contact", "privacy_contact"}


@pytest.mark.parametrize("setting", SETTINGS)
def test_only_ages_limits_and_what_is_ones_own_can_be_not_set(setting: str) -> None:
    if setting in UNSET:
        assert getattr(Policy.from_settings({setting: None}), setting) is None
    else:
        with pytest.raises(WrongSetting):
            Policy.from_settings({setting: None})


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(
    "wrong", ["15", "yes", 15.0, float("nan"), [], {}, -1, 10**9, [15], "Read", object()]
)
def test_a_wrong_value_is_refused_by_name(setting: str, wrong: object) -> None:
    if setting in ONE_LINE and isinstance(wrong, str):
        wrong = f"{wrong}\non two lines"
    with pytest.raises(WrongSetting) as refusal:
        Policy.from_settings({setting: wrong})
    assert refusal.value.setting == setting


@pytest.mark.parametrize(
    "wrong",
    ["http://eikvag.example", "javascript:alert(1)", "https://a b.example", "https://", ""],
)
def test_a_link_is_a_safe_address(wrong: str) -> None:
    with pytest.raises(WrongSetting):
        Policy(help_films=wrong)


def test_true_is_no_number_and_one_is_no_yes() -> None:
    for setting in SETTINGS:
        flag = isinstance(getattr(Policy(), setting), bool)
        with pytest.raises(WrongSetting):
            Policy.from_settings({setting: 1 if flag else True})


@pytest.mark.parametrize(
    ("setting", "lowest", "highest"),
    [
        ("youth_signs_from", 0, 120),
        ("start_level", 1, 3),
        ("holders_max", 1, 1000),
        ("archive_after_months", 1, 1000),
        ("draft_kept_days", 1, 1000),
    ],
)
def test_numbers_have_bounds(setting: str, lowest: int, highest: int) -> None:
    for allowed in (lowest, highest):
        assert getattr(Policy.from_settings({setting: allowed}), setting) == allowed
    for refused in (lowest - 1, highest + 1):
        with pytest.raises(WrongSetting):
            Policy.from_settings({setting: refused})


def test_a_policy_made_directly_is_checked_too() -> None:
    with pytest.raises(WrongSetting):
        Policy(guardian_access="none")


@pytest.mark.parametrize("preset", COLUMNS)
def test_every_preset_has_a_signer_at_every_age(preset: str) -> None:
    assert ages_without_signer(PRESETS[preset]) == ()
    require_signers(PRESETS[preset])


@pytest.mark.parametrize(
    ("youth", "until", "gaps"),
    [
        (16, 15, (15,)),
        (None, 16, (16, 17)),
        (17, None, tuple(range(17))),
        (None, None, tuple(range(18))),
        (15, 15, ()),
        (0, None, ()),
        (None, 18, ()),
        (120, 17, (17,)),
    ],
)
def test_ages_without_a_signer_are_named(youth, until, gaps) -> None:
    policy = Policy(youth_signs_from=youth, guardians_sign_until=until)
    assert ages_without_signer(policy) == gaps
    if gaps:
        with pytest.raises(AgeWithoutSigner) as refusal:
            require_signers(policy)
        assert refusal.value.ages == gaps
        with translation.override("en"):
            assert all(str(age) in policy_texts.explain(refusal.value) for age in gaps)


@pytest.mark.parametrize(
    ("setting", "weaker", "not_weaker"),
    [
        ("youth_signs_from", [None, 16, 18], [15, 12, 0]),
        ("guardians_sign_until", [None, 17, 15, 0], [18, 120]),
        ("health_youth_alone_from", [15, 12], [16, 17, None]),
        ("education_youth_alone_from", [14], [15, 16, None]),
        ("ordinary_care_one_guardian", [True], [False]),
        ("one_guardian_when_together", [True], [False]),
        ("nonresident_guardian_signs", [False], [True]),
        ("start_level", [], [1, 2, 3]),
        ("guardian_access", ["read"], ["write"]),
        ("owner_may_close_from", [None, 16], [15, 12]),
        ("simple_login_below", [17], [16, 15, None]),
        ("archive_after_months", [None, 3], [2, 1]),
        ("holders_max", [], [1, 2]),
        ("consent_valid_months", [None, 13], [12, 6]),
        ("draft_kept_days", [31], [30, 7]),
        ("silent_days", [], [7, 30, 90, None]),
        ("offer_days", [], [3, 7, 30, None]),
        ("archive_basis", [], ["Offentleglova § 13", "x"]),
        ("assisted_signing", [], [True, False]),
        ("help_contact", [], [None, "Bjørg Solheim, 01234 567"]),
        ("help_films", [], [None, "https://eikvag.example/filmer"]),
        ("privacy_contact", [], [None, "Ombudet, 01234 568"]),
        ("accessibility_statement", [], [None, "https://uustatus.example/1"]),
    ],
)
def test_what_asks_less_than_national(setting, weaker, not_weaker) -> None:
    for choice in weaker:
        (found,) = weaker_than_national(Policy.from_settings({setting: choice}))
        assert (found.setting, found.value) == (setting, choice)
        assert found.national == getattr(Policy(), setting)
        assert policy_texts.weaker_reason(found)
    for choice in not_weaker:
        assert weaker_than_national(Policy.from_settings({setting: choice})) == ()


def test_what_sogndal_asks_less() -> None:
    found = [weaker.setting for weaker in weaker_than_national(PRESETS["sogndal"])]
    assert found == ["guardians_sign_until", "consent_valid_months"]
    assert weaker_than_national(PRESETS["national"]) == ()


def test_errors_are_told_in_words() -> None:
    with translation.override("en"):
        for setting in SETTINGS:
            with pytest.raises(PolicyError) as refusal:
                Policy.from_settings({setting: "x\n"})
            assert f"“{setting}”" in policy_texts.explain(refusal.value)
        assert "“x”" in policy_texts.explain(UnknownSetting("x"))


ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


@given(st.dictionaries(st.sampled_from(SETTINGS), ANYTHING | st.integers(0, 20)))
def test_settings_are_taken_as_they_are_or_refused(settings) -> None:
    refused = None
    try:
        policy = Policy.from_settings(settings)
    except WrongSetting as error:
        refused = error.setting
    if refused:
        assert refused in settings
    else:
        assert all(getattr(policy, setting) == settings[setting] for setting in settings)
