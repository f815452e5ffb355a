"""The population register's port, and the fictional people behind it."""

from collections import Counter
from datetime import date, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.people import register as port
from stafett.people.fictional_register import FictionalRegister, FictionalUnitChildren
from stafett.people.fictional_register.adapter import HOUSEHOLDS, everyone
from stafett.people.models import GuardianKind, Protection, Relation
from stafett.people.national_number import make_synthetic, parse
from stafett.people.register import Ground, NoGround, RegisterPerson, UnitChild

DAY = date(2026, 11, 22)
REGISTER = FictionalRegister(DAY)
UNITS = FictionalUnitChildren(DAY)
PEOPLE = {someone.key: someone for someone in everyone()}
UNIT_KEYS = {place.unit for household in HOUSEHOLDS for _, place in household.children}
days = st.dates(date(2024, 1, 1), date(2038, 12, 31))


def found(key: str, day: date = DAY) -> RegisterPerson:
    person = FictionalRegister(day).look_up(PEOPLE[key].number(day), Ground.START_LOG)
    assert person is not None
    return person


def age(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


# What the consent rules distinguish: (relation, responsibility, fixed residence), live together.
M, F, C, OTHER = Relation.MOTHER, Relation.FATHER, Relation.COMOTHER, Relation.OTHER


@pytest.mark.parametrize(
    ("child", "years", "guardians", "live_together"),
    [
        ("elias", 8, [(M, True, True), (F, True, True)], False),
        ("alma", 5, [(M, True, True), (F, True, True)], False),
        ("sander", 12, [(M, True, True), (F, True, True)], True),
        ("kuba", 9, [(M, True, True), (F, True, False)], False),
        ("ayaan", 7, [(M, True, True)], None),
        ("thea", 7, [(M, True, True), (F, False, False)], False),
        ("mathias", 11, [(M, True, False), (F, True, False)], False),
        ("emilie", 13, [(M, True, False), (OTHER, True, True)], None),
        ("sofie", 8, [(M, True, True), (C, True, True)], True),
        ("liv", 14, [(F, True, True), (M, True, True)], True),
        ("nora", 15, [(M, True, True), (F, True, True)], True),
        ("ailu", 16, [(M, True, False), (F, True, True)], False),
        ("magnus", 18, [], None),
        ("helene", 27, [], None),
    ],
)
def test_the_families_cover_the_cases_of_the_consent_rules(
    child: str,
    years: int,
    guardians: list[tuple[Relation, bool, bool]],
    live_together: bool | None,
) -> None:
    person = found(child)
    assert age(person.birth_date, DAY) == years
    ties = [(g.relation, g.responsibility, g.fixed_residence) for g in person.guardians]
    assert ties == guardians
    assert person.live_together is live_together


@pytest.mark.parametrize(
    ("child", "protection"),
    [
        ("elias", Protection.NONE),
        ("maja", Protection.CONFIDENTIAL),
        ("oliver", Protection.STRICT),
    ],
)
def test_protected_addresses_are_told(child: str, protection: Protection) -> None:
    assert found(child).protection == protection


@given(days, st.sampled_from(sorted(PEOPLE)))
def test_ages_are_right_whenever_the_register_is_made(day: date, key: str) -> None:
    someone = PEOPLE[key]
    person = found(key, day)
    assert age(person.birth_date, day) == someone.age
    assert person.number.birth_date(on=DAY) == person.birth_date


@given(days, st.sampled_from(["liv", "nora", "ailu", "magnus"]))
def test_the_ages_that_matter_hold_for_seven_months(day: date, key: str) -> None:
    assert age(found(key, day).birth_date, day + timedelta(days=210)) == PEOPLE[key].age


def test_everyone_is_synthetic_and_has_a_number_of_their_own() -> None:
    numbers = [someone.number(DAY) for someone in everyone()]
    assert all(parse(number.digits).is_synthetic for number in numbers)
    assert len(set(numbers)) == len(numbers)
    for what in ("serial", "key"):
        assert max(Counter(getattr(someone, what) for someone in everyone()).values()) == 1


def test_every_guardian_is_found_and_grown_up_at_the_birth() -> None:
    for household in HOUSEHOLDS:
        for child, _ in household.children:
            for guardian in found(child.key).guardians:
                person = REGISTER.look_up(guardian.number, Ground.RENEW_FAMILY)
                assert person is not None
                assert age(person.birth_date, found(child.key).birth_date) >= 18


def test_nobody_of_18_has_guardians() -> None:
    for someone in everyone():
        if someone.age >= 18:
            assert found(someone.key).guardians == ()


def test_only_one_in_the_parents_place_is_of_the_other_kind() -> None:
    kinds = {g.relation: g.kind for key in PEOPLE for g in found(key).guardians}
    assert kinds == {
        M: GuardianKind.PARENT,
        F: GuardianKind.PARENT,
        C: GuardianKind.PARENT,
        OTHER: GuardianKind.OTHER,
    }


def test_names_have_the_letters_of_the_people_who_live_here() -> None:
    names = "".join(f"{s.given_name}{s.family_name}" for s in everyone())
    assert set("æøåÅØÁáČđŋŠŧžąłŚę’-") <= set(names)


@pytest.mark.parametrize("ground", [None, "", "start_log", 1, True])
def test_the_register_is_never_asked_without_a_ground(ground: object) -> None:
    number = PEOPLE["elias"].number(DAY)
    with pytest.raises(NoGround):
        REGISTER.look_up(number, cast(Ground, ground))


def test_a_number_that_nobody_has_finds_nobody() -> None:
    stranger = make_synthetic(date(2018, 5, 1), 150)
    assert REGISTER.look_up(stranger, Ground.START_LOG) is None
    assert REGISTER.look_up(parse("02013299997"), Ground.START_LOG) is None


def test_a_number_of_a_register_made_another_day_finds_nobody() -> None:
    number = PEOPLE["elias"].number(DAY - timedelta(days=14))
    assert REGISTER.look_up(number, Ground.START_LOG) is None


def test_no_national_number_is_shown_by_accident() -> None:
    shown = repr([found(key) for key in PEOPLE]) + str(UNITS.children("eikvag-skole"))
    assert not [s.key for s in everyone() if s.number(DAY).digits in shown]


def test_a_unit_lists_its_own_children_by_group() -> None:
    school = UNITS.children("eikvag-skole")
    assert [(c.group, c.given_name) for c in school if c.group == "3B"] == [
        ("3B", "Elias"),
        ("3B", "Jonatan"),
        ("3B", "Maximilian Alexander Fredrik"),
        ("3B", "Sofie"),
    ]
    groups = list(dict.fromkeys(c.group for c in school))
    assert groups == ["1A", "2B", "3B", "4A", "5A", "6A", "7A", "8B", "9B", "10A"]


def test_every_child_of_a_unit_is_in_the_register_and_in_one_unit() -> None:
    listed: list[UnitChild] = [c for key in UNIT_KEYS for c in UNITS.children(key)]
    assert len({c.number for c in listed}) == len(listed)
    for child in listed:
        person = REGISTER.look_up(child.number, Ground.START_LOG)
        assert person is not None
        assert (person.given_name, person.family_name, person.birth_date) == (
            child.given_name,
            child.family_name,
            child.birth_date,
        )


def test_the_two_municipalities_share_no_unit() -> None:
    assert {c.given_name for c in UNITS.children("nordvik-skule")} == {"Selma"}
    assert "Selma" not in {c.given_name for c in UNITS.children("eikvag-skole")}


@pytest.mark.parametrize("unit", ["", "ppt", "no-such-unit", "EIKVAG-SKOLE"])
def test_a_unit_without_a_list_has_no_children(unit: str) -> None:
    assert list(UNITS.children(unit)) == []


def test_the_pregnant_woman_stands_in_the_health_stations_list() -> None:
    pregnant = [c for key in UNIT_KEYS for c in UNITS.children(key) if c.pregnant]
    assert [c.given_name for c in pregnant] == ["Helene"]


def test_the_settings_name_the_adapters(settings: Any) -> None:
    settings.STAFETT_REGISTER = "stafett.people.fictional_register.FictionalRegister"
    settings.STAFETT_UNIT_CHILDREN = "stafett.people.fictional_register.FictionalUnitChildren"
    assert isinstance(port.register(), FictionalRegister)
    assert isinstance(port.unit_children(), FictionalUnitChildren)


def test_an_installation_can_do_without_a_list_of_children(settings: Any) -> None:
    settings.STAFETT_UNIT_CHILDREN = ""
    assert port.unit_children() is None
