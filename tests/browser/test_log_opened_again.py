"""A closed log is opened again: the administrator's search, who asks, the family's answers (P8)."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.clients import session_of
from tests.consent.pages import make_school_world, opened

pytestmark = pytest.mark.requirement("P8")


@pytest.fixture
def world(db: None) -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias' log, closed by Kari."""
    found = opened(world, "sunniva")
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, found)
        endings.close(by, reason="reached", note_text="", at=w.now())
    return found


@pytest.fixture
def as_person(world: w.World, site: str, open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """`as_person("marte", 360)`: a browser in which this person is signed in."""

    def start(name: str, width: int) -> Page:
        page = open_browser(width, 800)
        key = session_of(world.people[name], world.eikvag)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return start


def looks_right(page: Page, name: str) -> None:
    """Accessible, no wider than its window, and kept as a picture."""
    axe(page)
    no_sideways_scrolling(page)
    width = page.viewport_size["width"] if page.viewport_size else 0
    screenshot(page, f"reopening-{name}-{width}")


def find(henrik: Page, log: Log) -> None:
    """The search, with its reason."""
    henrik.get_by_label("Fødselsnummer", exact=False).fill(log.short_name)
    henrik.get_by_label("Hvorfor leter du etter den?").fill("Familien har ringt oss i dag.")
    henrik.get_by_role("button", name="Finn loggen").click()
    expect(henrik.get_by_role("heading", name="Dette ble funnet")).to_be_visible()


def let_ask(henrik: Page, service: str, position: str) -> None:
    """From the service to the one who may ask."""
    henrik.get_by_label("Hvor arbeider personen?").select_option(service)
    henrik.get_by_role("button", name="Gå videre").click()
    henrik.locator("main select").select_option(position)
    henrik.get_by_role("button", name="La denne personen spørre").click()
    expect(henrik.get_by_text("kan spørre familien nå")).to_be_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_search_to_the_open_log(
    as_person: Callable[..., Page], world: w.World, log: Log, width: int
) -> None:
    henrik = as_person("henrik", width)
    henrik.goto("/min-side/")
    looks_right(henrik, "administrator")
    henrik.get_by_role("link", name="Åpne en lukket logg igjen").click()
    henrik.get_by_role("button", name="Finn loggen").click()
    looks_right(henrik, "error")
    find(henrik, log)
    looks_right(henrik, "found")
    henrik.get_by_role("link", name="Si hvem som skal spørre").click()
    looks_right(henrik, "service")
    let_ask(henrik, "Fjæra barnehage", str(world.positions["ragnhild"].pk))
    looks_right(henrik, "named")
    find(henrik, log)
    henrik.get_by_role("link", name="Ta det tilbake").click()
    looks_right(henrik, "take-back")
    henrik.get_by_role("button", name="Ta det tilbake").click()
    expect(henrik.get_by_text("kan ikke spørre familien lenger")).to_be_visible()
    find(henrik, log)
    henrik.get_by_role("link", name="Si hvem som skal spørre").click()
    let_ask(henrik, "PPT", str(world.positions["tor"].pk))

    tor = as_person("tor", width)
    tor.goto("/min-side/")
    looks_right(tor, "asker")
    tor.locator(".st-first a.ds-button").click()
    looks_right(tor, "begin")
    tor.locator("main form .ds-button").first.click()
    looks_right(tor, "question")
    tor.get_by_role("link", name="Skriv opp at noen har sagt ja").click()
    tor.get_by_label("Marte Lunde").check()
    tor.get_by_label("Når ble det sagt?").fill(w.now().date().isoformat())
    tor.get_by_role("button", name="Lagre").click()
    tor.get_by_label("Hva spør du om, og hvorfor?").fill("Elias trenger oss igjen.")
    tor.get_by_role("button", name="Be om samtykke").click()
    expect(tor.get_by_text("Spørsmålet er sendt")).to_be_visible()
    looks_right(tor, "waits")

    for name in ("marte", "anders"):
        signer = as_person(name, width)
        signer.goto("/min-side/?bli")
        signer.get_by_role("link", name="Les og svar").first.click()
        looks_right(signer, f"sign-{name}")
        signer.get_by_role("button", name="Ja, jeg skriver under").click()
        looks_right(signer, f"signed-{name}")
    expect(signer.get_by_text("er åpen igjen")).to_be_visible()
