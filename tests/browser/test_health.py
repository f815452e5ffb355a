"""Health information as people meet it: the box, the young person's page, the question."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan.models import Comment, Goal
from tests import health
from tests import world as w
from tests.browser.looking import axe, screenshot
from tests.clients import session_of

pytestmark = pytest.mark.django_db
WIDTHS = ((360, 800), (1280, 900))


def enter(page: Page, site: str, world: w.World, person: Person) -> None:
    """This browser becomes the person's."""
    page.context.clear_cookies()
    key = session_of(person, world.eikvag)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}
    page.context.add_cookies([cookie])  # type: ignore[list-item]


def look(page: Page, name: str) -> None:
    """Accessible, not wider than the screen, and a picture of it at both widths."""
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        screenshot(page, f"{name}-{width}")
    axe(page)


def nora(world: w.World) -> Log:
    """Nora's log at 16, with a plan in it."""
    health.of_age(world, "nora", 16)
    log = health.open_health_log(world)
    health.write(world, log, "Om helse: ")
    return log


@pytest.mark.requirement("H4")
def test_nora_lets_her_mother_see_and_takes_it_back(
    open_browser: Callable[..., Page], site: str
) -> None:
    world = w.make_world()
    log = nora(world)
    page = open_browser(1280, 900)
    enter(page, site, world, world.nora)
    page.goto(f"{site}/logg/{log.pk}/")
    page.get_by_role("link", name="Bestem hvem av foreldrene").click()
    look(page, "helse-nora-nei")
    page.get_by_role("button", name="La Hanne se det").click()
    page.get_by_text("Hanne Berg kan nå se").wait_for()
    with acting_as(world.hanne.pk):
        assert Comment.objects.filter(text__startswith="Om helse").exists()
    look(page, "helse-nora-ja")
    page.get_by_role("button", name="Ta tilbake ja til Hanne").click()
    page.get_by_text("Hanne Berg ser ikke lenger").wait_for()
    with acting_as(world.hanne.pk):
        assert not Comment.objects.filter(text__startswith="Om helse").exists()


@pytest.mark.requirement("H4")
def test_the_box_says_who_sees_it(open_browser: Callable[..., Page], site: str) -> None:
    world = w.make_world()
    log = nora(world)
    page = open_browser(1280, 900)
    place = f"{site}/logg/{log.pk}/mal/{Goal.objects.using('owner').get(main=None).pk}/"
    enter(page, site, world, world.kari)
    page.goto(place)
    page.get_by_label("Dette er helseopplysninger").wait_for()
    page.get_by_text("bare Nora Berg, Kari Nesheim og Sunniva Aas som ser det").wait_for()
    look(page, "helse-boks")
    page.get_by_label("Skriv en kommentar").fill("Hun sover dårlig.")
    page.get_by_label("Dette er helseopplysninger").check()
    page.get_by_role("button", name="Lagre kommentaren").click()
    page.get_by_text("Hun sover dårlig.").wait_for()
    look(page, "helse-lagret")
    page.get_by_role("link", name="Hvem ser dette?").last.click()
    look(page, "helse-hvem")
    enter(page, site, world, world.ragnhild)
    page.goto(place)
    page.get_by_text("Skriv ikke om helse her").wait_for()
    assert "sover" not in page.content()
    look(page, "helse-uten")
    enter(page, site, world, world.hanne)
    page.goto(place)
    page.get_by_text("Du ser det ikke her selv").wait_for()
    look(page, "helse-mor")


def test_what_is_asked_when_nora_is_16(open_browser: Callable[..., Page], site: str) -> None:
    world = w.make_world()
    health.of_age(world, "nora", 16)
    log = health.open_health_log(world, signers=())
    version = log.consents.using("owner").get()
    page = open_browser(1280, 900)
    enter(page, site, world, world.nora)
    page.goto(f"{site}/logg/{log.pk}/samtykke/{version.pk}/")
    page.get_by_role("heading", name="Foreldrene dine og helseopplysninger").wait_for()
    look(page, "helse-spørsmål")
    enter(page, site, world, world.hanne)
    page.goto(f"{site}/logg/{log.pk}/samtykke/{version.pk}/")
    page.get_by_role("heading", name="Helseopplysninger", exact=True).wait_for()
    look(page, "helse-spørsmål-mor")
