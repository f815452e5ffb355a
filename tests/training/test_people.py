"""Who lives and works in the training municipality, before anything is stored."""

import re
from datetime import date

import pytest

from stafett.municipality.models import Role, UnitKind
from stafett.people.fictional_register.adapter import HOUSEHOLDS
from stafett.training.demo_users import DEMO_USERS
from stafett.training.places import EIKVAG, NORDVIK, TOWNS
from stafett.training.relatives import relatives
from stafett.training.staff import LEADERS, NEIGHBOURS, OUTSIDERS

SERVICES = {service.key: service for town in TOWNS for service in town.services}
EMPLOYEES = (*DEMO_USERS, *LEADERS, *NEIGHBOURS, *OUTSIDERS)
LINES = {relative.who.key: relative.line.nb for relative in relatives()}


@pytest.mark.requirement("A20", "A21", "Z16")
def test_eikvag_has_every_arena_that_the_documents_name() -> None:
    others = {UnitKind.COUNTY, UnitKind.STATE, UnitKind.PRIVATE}
    assert {service.kind for service in EIKVAG.services} - others == set(UnitKind) - others


def test_services_have_keys_of_their_own_across_municipalities() -> None:
    assert len(SERVICES) == len(EIKVAG.services) + len(NORDVIK.services)


def test_fifty_demo_users_work_in_eikvag() -> None:
    assert len(DEMO_USERS) == 50
    assert {employee.service for employee in DEMO_USERS} <= {s.key for s in EIKVAG.services}
    assert {employee.role for employee in DEMO_USERS} == {Role.STAFF}


@pytest.mark.parametrize(
    ("number", "name", "service"),
    [
        (1, "Kari Nesheim", "eikvag-skole"),
        (2, "Sunniva Aas", "skolehelsetjenesten"),
        (3, "Amina Yusuf", "eikvag-skole"),
        (4, "Ragnhild Vik", "fjaera-barnehage"),
        (5, "Tor-Erik Haugen", "ppt"),
    ],
)
def test_the_first_demo_users_are_those_of_the_guides(number: int, name: str, service: str) -> None:
    assert (DEMO_USERS[number - 1].name, DEMO_USERS[number - 1].service) == (name, service)


def test_every_service_of_eikvag_has_a_leader_and_staff() -> None:
    led = {e.service for e in LEADERS if e.role == Role.LEADER}
    staffed = {e.service for e in DEMO_USERS}
    helping = {s.key for s in EIKVAG.services if s.kind != UnitKind.OTHER}
    assert helping <= led
    assert helping == staffed


def test_each_municipality_has_an_administrator_and_a_leader() -> None:
    for town in TOWNS:
        keys = {service.key for service in town.services}
        assert {e.role for e in LEADERS if e.service in keys} == {Role.ADMINISTRATOR, Role.LEADER}


@pytest.mark.requirement("S7")
def test_nobody_shares_a_name_with_anybody_who_works_here() -> None:
    names = [employee.name for employee in EMPLOYEES]
    assert len(set(names)) == len(names)
    assert not {f"{r.who.given_name} {r.who.family_name}" for r in relatives()} & set(names)


def test_every_service_that_somebody_works_in_or_goes_to_exists() -> None:
    children = {place.unit for household in HOUSEHOLDS for _, place in household.children}
    assert children | {employee.service for employee in EMPLOYEES} <= set(SERVICES)


def test_every_class_that_has_a_teacher_has_children_and_the_other_way_round() -> None:
    children = {
        place.group
        for household in HOUSEHOLDS
        for _, place in household.children
        if place.unit == "eikvag-skole"
    }
    teachers = {
        e.title.removeprefix("Kontaktlærer ") for e in DEMO_USERS if "Kontaktlærer" in e.title
    }
    assert children == teachers


def test_every_guardian_can_be_signed_in_as() -> None:
    guardians = {tie.who.key for household in HOUSEHOLDS for tie in household.guardians}
    assert guardians <= set(LINES)


def test_every_owner_who_signs_can_be_signed_in_as() -> None:
    owners = {c.key for h in HOUSEHOLDS for c, _ in h.children if c.age >= 15}
    assert owners == {"nora", "ailu", "magnus", "helene"}
    assert owners <= set(LINES)


def test_those_whom_a_visitor_meets_first_come_first() -> None:
    assert [r.who.key for r in relatives()][:4] == ["marte", "anders", "elias", "nora"]


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("marte", "Mor til Elias og Alma, som bor fast hos begge"),
        ("malgorzata", "Mor til Jakub, som bor fast hos henne"),
        ("pawel", "Far til Jakub, som bor fast hos mor"),
        ("niillas", "Far til Áilu Máhtte, som bor fast hos ham"),
        ("risten", "Mor til Áilu Máhtte, som bor fast hos far"),
        ("sahra", "Mor til Ayaan og Guuleed, alene med ansvaret"),
        ("robin", "Far til Thea, uten foreldreansvar"),
        ("monica", "Mor til Mathias, som bor i fosterhjem"),
        ("vibeke", "Mor til Emilie, som bor i fosterhjem"),
        ("gunvor", "Verge og bestemor til Emilie"),
        ("kristin", "Medmor til Sofie"),
        ("renate", "Mor til Oliver, med hemmelig adresse"),
        ("linda", "Mor til Nora"),
        ("elias", "8 år"),
        ("liv", "14 år"),
        ("nora", "15 år, skriver under selv"),
        ("magnus", "18 år, bestemmer over sin egen logg"),
        ("helene", "Gravid"),
    ],
)
def test_the_line_tells_what_is_special_about_the_family(key: str, line: str) -> None:
    assert LINES[key] == line


def test_texts_fit_the_page_and_its_columns() -> None:
    lines = [r.line for r in relatives()] + [e.line for e in EMPLOYEES if e.line]
    assert all(0 < len(text) <= 120 for line in lines for text in (line.nb, line.nn, line.en))


def test_the_nynorsk_is_nynorsk() -> None:
    bokmaal = r"\b(bor|leder|styrer|lærer|alene|skriver|uten|egen|hemmelig|sykepleier|rådgiver)\b"
    lines = [r.line for r in relatives()] + [e.line for e in EMPLOYEES if e.line]
    assert [line.nn for line in lines if re.search(bokmaal, line.nn, re.IGNORECASE)] == []
    assert [line.nb for line in lines if re.search(bokmaal, line.nb, re.IGNORECASE)]


def test_relatives_grow_with_the_day_they_are_made() -> None:
    elias = next(r for r in relatives() if r.who.key == "elias")
    assert elias.born(date(2026, 11, 22)) == date(2018, 10, 13)
    assert elias.born(date(2027, 11, 22)) == date(2019, 10, 13)
