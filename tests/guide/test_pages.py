"""The guide as its readers meet it: open to all, by level and step, and without a child in it."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from tests import world as w

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
STEPS = [f"{level}-{step}" for level in range(4) for step in range(1, 6)]


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.requirement("B1", "B2", "B11", "B12", "B13")
def test_the_overview_leads_a_visitor_to_each_level_and_each_step(
    world: w.World, client: Client
) -> None:
    page = read(client, "/veileder/")
    links = re.findall(r'href="(/veileder/(?:niva|steg)/[^"]+)"', page)
    ways = [f"/veileder/niva/{level}/" for level in range(4)]
    assert sorted(links) == sorted([*ways, *(f"/veileder/steg/{step}/" for step in STEPS)])
    for words in ("Undring", "Fra bekymring til tiltak", "Tverrfaglig innsats"):
        assert words in page


@pytest.mark.requirement("B3")
def test_a_step_says_what_who_and_what_leads_on_with_danger_first(
    world: w.World, client: Client
) -> None:
    page = read(client, "/veileder/steg/0-2/")
    told = [
        "Er et barn i fare?",
        "Dette gjør du",
        "Hvem som har ansvaret",
        "Slik er barnet med",
        "Slik er foresatte med",
        "Verktøy",
        "Veien videre",
    ]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert 'href="/veileder/steg/0-1/"' in page
    assert 'rel="next" href="/veileder/steg/0-3/"' in page
    assert "Stafett lagrer ingenting av dette" in page
    last = read(client, "/veileder/steg/3-5/")
    assert 'rel="prev" href="/veileder/steg/3-4/"' in last
    assert 'rel="next"' not in last


def test_danger_stands_on_each_level_and_each_step(world: w.World, client: Client) -> None:
    ways = [f"/veileder/niva/{level}/" for level in range(4)]
    for address in (*ways, *(f"/veileder/steg/{step}/" for step in STEPS)):
        assert "Er et barn i fare?" in read(client, address), address


@pytest.mark.requirement("B14", "B15")
@pytest.mark.parametrize(("preset", "begins"), [("sogndal", 1), ("hustadvika", 2)])
def test_a_log_is_begun_where_the_municipality_lets_one(
    preset: str, begins: int, client: Client
) -> None:
    w.make_world(preset)
    leads = {
        step for step in STEPS if "kan en logg starte" in read(client, f"/veileder/steg/{step}/")
    }
    assert leads == {f"{level}-1" for level in range(begins, 4)}


@pytest.mark.requirement("B14")
def test_who_works_here_starts_a_log_from_the_guide_and_nobody_else(
    world: w.World, client: Client, client_of: ClientOf
) -> None:
    here, button = "/veileder/steg/1-1/", "Start en logg sammen med familien"
    assert button in read(client_of("kari"), here)
    assert button not in read(client_of("marte"), here)
    assert "starter den sammen med dere" in read(client_of("marte"), here)
    visitor = read(client, here)
    assert button not in visitor
    assert 'href="/logg-inn/?neste=%2Fveileder%2Fsteg%2F1-1%2F"' in visitor


@pytest.mark.requirement("B5", "B24")
def test_a_form_for_paper_has_nowhere_to_send_what_is_written(
    world: w.World, client: Client
) -> None:
    tools = re.findall(r'href="(/veileder/verktoy/[^"]+/)"', read(client, "/veileder/verktoy/"))
    assert len(tools) >= 15
    for address in tools:
        page = read(client, address)
        main = page[page.index("<main") : page.index("</main>")]
        assert "Ingenting blir sendt" in main, address
        assert "<input" in main or "<textarea" in main, address
        assert "<form" not in main, address
        for field in re.findall(r"<(?:input|textarea)[^>]*>", main):
            assert 'autocomplete="off"' in field, (address, field)
            assert 'name="' not in field or 'type="radio"' in field, (address, field)
        assert client.post(address, {"x": "y"}).status_code == 405


def test_an_unchanged_page_costs_a_visitor_nothing_and_is_kept_for_nobody_signed_in(
    world: w.World, client: Client, client_of: ClientOf
) -> None:
    first = client.get("/veileder/")
    again = client.get("/veileder/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    nynorsk = client.get(
        "/veileder/", headers={"If-None-Match": first["ETag"], "Accept-Language": "nn"}
    )
    assert nynorsk.status_code == 200
    assert client_of("kari").get("/veileder/")["Cache-Control"] == "private, no-store"


def test_another_municipality_has_its_own_address(world: w.World, client: Client) -> None:
    page = read(client, "/veileder/")
    assert 'href="/veileder/nordvik/"' in page
    there = read(client, "/veileder/nordvik/steg/1-1/")
    assert 'href="/veileder/nordvik/steg/1-2/"' in there
    for address in ("/veileder/utopia/", "/veileder/niva/4/", "/veileder/steg/1-9/"):
        assert client.get(address).status_code == 404
    assert client.get("/veileder/verktoy/utopi/").status_code == 404


def test_a_page_asks_the_database_a_fixed_number_of_questions(
    world: w.World, client_of: ClientOf
) -> None:
    kari = client_of("kari")
    read(kari, "/veileder/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        read(kari, "/veileder/steg/1-1/")
    ours = [each["sql"] for each in asked if "guide_" in each["sql"]]
    assert len(ours) == 2, ours


def test_a_policy_to_come_changes_nothing_yet(world: w.World, client: Client) -> None:
    later = timezone.localdate() + timedelta(days=9)
    settings = PRESETS["national"].as_settings() | {"start_level": 3}
    w.save(
        PolicyVersion(
            municipality=world.eikvag, from_date=later, preset="national", settings=settings
        )
    )
    assert "kan en logg starte" in read(client, "/veileder/steg/1-1/")


# Each step and the forms that stand beside it, by the municipalities' own routines.
BESIDE = [
    pytest.param("0-3", "wondering-talk-minutes", marks=pytest.mark.requirement("B5")),
    pytest.param("0-5", "summary-note", marks=pytest.mark.requirement("B6")),
    pytest.param("0-4", "holder-choice", marks=pytest.mark.requirement("B9")),
    pytest.param("0-4", "resource-team", marks=pytest.mark.requirement("B10")),
    pytest.param("1-5", "resource-team", marks=pytest.mark.requirement("B22")),
    pytest.param("2-1", "consent-on-paper", marks=pytest.mark.requirement("B24")),
]


@pytest.mark.parametrize(("step", "tool"), BESIDE)
def test_the_form_that_a_step_needs_stands_beside_it(
    step: str, tool: str, world: w.World, client: Client
) -> None:
    page = read(client, f"/veileder/steg/{step}/")
    tools = page[page.index("Verktøy</h2>") : page.index("Veien videre</h2>")]
    assert f'href="/veileder/verktoy/{tool}/"' in tools
    assert "<h1" in read(client, f"/veileder/verktoy/{tool}/")


@pytest.mark.requirement("B4")
def test_the_leader_is_told_in_the_step_before_the_family(world: w.World, client: Client) -> None:
    page = read(client, "/veileder/")
    assert page.index("Del med kollega og leder") < page.index("Del med barnet og foresatte")
