"""A yes taken back and an answer written down, in a real browser: mouse, keyboard, telephone,
without scripts, and on paper."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling
from tests.clients import session_of
from tests.consent.pages import question_of

PRIMARY = "main .ds-button:not([data-variant]):visible"


@pytest.fixture
def world(db: None) -> w.World:
    return w.make_world()


@pytest.fixture
def as_person(world: w.World, site: str, open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """`as_person("marte", 360)`: a browser in which this person is signed in."""

    def start(name: str, width: int = 1280, **options: object) -> Page:
        page = open_browser(width, 800, **options)
        key = session_of(world.people[name], world.eikvag)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return start


def looks_right(page: Page) -> None:
    axe(page)
    no_sideways_scrolling(page)
    expect(page.locator(PRIMARY)).to_have_count(1)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


@pytest.mark.parametrize("width", [320, 1280])
def test_from_the_consent_to_the_receipt(
    as_person: Callable[..., Page], world: w.World, width: int
) -> None:
    log = w.open_log(world)
    marte, sunniva = as_person("marte", width), as_person("sunniva")
    marte.goto(f"/logg/{log.pk}/samtykke/")
    marte.get_by_role("link", name="Trekk samtykket").click()
    looks_right(marte)
    marte.get_by_role("button", name="Se hva som følger").click()
    expect(marte.locator(".ds-error-summary")).to_be_focused()
    looks_right(marte)
    marte.get_by_label("Hele samtykket").check()
    marte.get_by_role("button", name="Se hva som følger").click()
    heading(marte, "Vil du trekke hele samtykket?")
    looks_right(marte)

    sunniva.goto(f"/logg/{log.pk}/")
    heading(sunniva, "Elias Berg")
    marte.get_by_role("button", name="Ja, trekk hele samtykket").click()
    heading(marte, "Samtykket for Elias Berg er trukket")
    looks_right(marte)
    sunniva.reload()
    expect(sunniva.locator("main")).not_to_contain_text("Elias")

    marte.go_back()
    heading(marte, "Samtykket for Elias Berg er trukket")
    marte.get_by_role("link", name="Gå til loggen").click()
    heading(marte, "Loggen er avsluttet")
    axe(marte)


def test_one_person_by_keyboard_alone(as_person: Callable[..., Page], world: w.World) -> None:
    log = w.open_log(world)
    marte = as_person("marte")
    marte.goto(f"/logg/{log.pk}/samtykke/trekk/")
    _tab_to(marte, "input[type=radio]")
    for _ in range(5):
        marte.keyboard.press("ArrowDown")
        if marte.get_by_label("Bare for Sunniva Aas").is_checked():
            break
    _tab_to(marte, "main button[type=submit]")
    marte.keyboard.press("Enter")
    heading(marte, "Vil du trekke samtykket for Sunniva Aas?")
    looks_right(marte)
    _tab_to(marte, "main button[type=submit]")
    marte.keyboard.press("Enter")
    expect(marte.get_by_role("status")).to_contain_text("Du har trukket samtykket for Sunniva Aas.")
    axe(marte)


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The keyboard never comes to {selector}")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_professional_writes_it_down_and_keeps_the_receipt(
    as_person: Callable[..., Page], world: w.World, scripts: bool
) -> None:
    log = w.open_log(world)
    kari = as_person("kari", 360, java_script_enabled=scripts)
    kari.goto(f"/logg/{log.pk}/samtykke/")
    kari.get_by_role("link", name="Skriv opp at det blir trukket").click()
    if scripts:
        looks_right(kari)
    kari.get_by_label("Marte Berg").check()
    kari.get_by_label("Muntlig").check()
    kari.get_by_role("button", name="Se hva som følger").click()
    heading(kari, "Marte Berg trekker samtykket")
    if scripts:
        looks_right(kari)
    kari.get_by_role("button", name="Skriv opp at Marte trekker samtykket").click()
    heading(kari, "Samtykket for Elias Berg er trukket")
    kari.reload()
    expect(kari.get_by_role("definition").last).to_have_text("Kari Nesheim")
    if scripts:
        looks_right(kari)
    on_paper(kari)
    kari.get_by_role("link", name="Gå til min side").click()
    expect(kari.locator("main")).not_to_contain_text("Elias")


def on_paper(page: Page) -> None:
    """Printed, there is the receipt and nothing to press."""
    page.emulate_media(media="print")
    expect(page.locator("main .ds-button:visible, nav:visible, header:visible")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="screen")


@pytest.mark.parametrize("width", [360, 1280])
def test_an_answer_on_paper_is_written_down(
    as_person: Callable[..., Page], world: w.World, width: int
) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    kari = as_person("kari", width)
    kari.goto(f"/logg/{log.pk}/samtykke/")
    kari.get_by_role("link", name="Skriv opp svaret til en som ikke kan skrive under her").click()
    looks_right(kari)
    kari.get_by_label("Anders Berg").check()
    kari.get_by_label("Ja", exact=True).check()
    kari.get_by_label("På papir").check()
    kari.get_by_role("button", name="Skriv opp svaret").click()
    expect(kari.locator(".ds-error-summary")).to_be_focused()
    expect(kari.get_by_label("Anders Berg")).to_be_checked()
    looks_right(kari)
    kari.get_by_label("Hvilken dag?").fill(w.today().isoformat())
    kari.get_by_label("Den som har svart, kjenner hele teksten").check()
    kari.get_by_role("button", name="Skriv opp svaret").click()
    heading(kari, "Anders Berg har sagt ja")
    expect(kari.locator("code")).to_contain_text(version.text_hash[:8])
    looks_right(kari)
    on_paper(kari)

    anders = as_person("anders", width)
    anders.goto(f"/logg/{log.pk}/samtykke/{version.pk}/")
    expect(anders.locator("main")).to_contain_text("på papir, skrevet opp av Kari Nesheim")


def test_a_draft_is_deleted(as_person: Callable[..., Page], world: w.World) -> None:
    log: Log = w.start_draft(world)
    w.ask_consent(world, log)
    assert question_of(log).asked_at
    kari = as_person("kari", 360)
    kari.goto(f"/logg/{log.pk}/samtykke/")
    kari.get_by_role("link", name="Slett utkastet").click()
    looks_right(kari)
    kari.get_by_role("button", name="Slett utkastet").click()
    expect(kari.get_by_role("status")).to_contain_text("er slettet, med alt som sto i det.")
