"""The consent pages in a real browser: accessible, calm, by keyboard, and without scripts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling
from tests.clients import session_of
from tests.consent import pages as p

# A filled button is the primary one.
PRIMARY = "main .ds-button:not([data-variant]):visible"
SMALLEST = 40  # px, what a finger presses


@dataclass
class Stage:
    """A world, and browsers in which its people are signed in."""

    world: w.World
    open_browser: Callable[..., Page]

    def browser_of(self, who: str, width: int = 1280, **options: object) -> Page:
        page = self.open_browser(width, 800, **options)
        key = session_of(self.world.people[who], self.world.eikvag)
        cookie = {"value": key, "domain": "127.0.0.1", "path": "/"}
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, **cookie}])  # type: ignore[typeddict-item]
        return page


@pytest.fixture
def stage(open_browser: Callable[..., Page], site: str) -> Stage:
    return Stage(p.make_school_world(), open_browser)


def states(world: w.World) -> Iterator[tuple[str, str, int]]:
    """Each page of the room as a log grows: whose, where, and how many primary buttons it has."""
    yield "kari", p.NEW, 1
    log = p.started(world, short_name="Loggen til Elias, som går i 3B og skal ha hjelp av mange")
    p.know_the_family(world, log)
    here = p.address(log, "samtykke")
    yield "kari", here, 1
    yield "kari", p.address(log, "samtykke", "person"), 1
    yield "kari", f"{p.address(log, 'samtykke', 'person')}?enhet={world.ppt.pk}", 1
    p.add(world, log, "tor", task="Ser etter " + "uendeligmangebokstaverietteneste" * 5)
    p.press(world, log, "ask", purpose="Første linje.\n\nAndre linje.")
    question = p.address(log, "samtykke", p.question_of(log).pk)
    yield "kari", here, 0
    yield "kari", f"{question}ta-tilbake/", 1
    yield "marte", question, 1
    p.say(world, log, "marte")
    yield "marte", question, 0
    p.say(world, log, "anders")
    yield "marte", here, 0
    yield "kari", here, 1
    yield "kari", p.address(log, "samtykke", "nytt"), 1
    yield "kari", p.address(log, "avslutt"), 1
    p.client_of(world, "kari").post(p.address(log, "samtykke", "nytt"), p.BEGIN)
    p.add(world, log, "ragnhild")
    yield "kari", p.address(log, "samtykke", "nytt"), 1
    p.press(world, log, "ask")
    yield "anders", here, 1
    yield "anders", p.address(log, "samtykke", p.question_of(log).pk), 1
    p.say(world, log, "anders", "no")
    yield "kari", here, 0


@pytest.mark.slow
def test_every_page_is_accessible_narrow_and_wide_with_one_thing_to_do(stage: Stage) -> None:
    browsers: dict[tuple[str, int], Page] = {}
    for who, address, primary in states(stage.world):
        for width in (360, 1280):
            page = browsers.get((who, width)) or stage.browser_of(who, width)
            browsers[who, width] = page
            page.goto(address)
            no_sideways_scrolling(page)
            expect(page.locator(PRIMARY), address).to_have_count(primary)
            expect(page.locator("h1"), address).to_have_count(1)
        axe(browsers[who, 360])
        axe(browsers[who, 1280])


def test_what_is_wrong_takes_the_focus_and_is_accessible(stage: Stage) -> None:
    page = stage.browser_of("kari", 360)
    page.goto(p.NEW)
    page.get_by_label("Barnet eller ungdommen").select_option(p.listed(stage.world, "elias"))
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_label("Noen ord om barnet").fill("Liker fotball")
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.locator("ds-error-summary")).to_be_focused()
    expect(page.get_by_label("Noen ord om barnet")).to_have_value("Liker fotball")
    no_sideways_scrolling(page)
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Når fortalte du det til lederen din")).to_be_focused()


def test_a_mother_signs_by_keyboard_alone(stage: Stage) -> None:
    log = p.asked(stage.world)
    page = stage.browser_of("marte")
    page.goto(p.address(log, "samtykke"))
    yes = page.get_by_role("button", name="Ja, jeg skriver under")
    for _ in range(60):
        page.keyboard.press("Tab")
        if yes.evaluate("e => e === document.activeElement"):
            break
    expect(yes).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nå venter vi på Anders.").first).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("Du har sagt ja.")


def test_on_a_telephone_the_answer_is_one_press_away(stage: Stage) -> None:
    log = p.asked(stage.world)
    page = stage.browser_of("marte", 360, is_mobile=True, has_touch=True)
    page.goto(p.address(log, "samtykke"))
    page.get_by_role("link", name="Gå rett til svaret").tap()
    expect(page.get_by_role("heading", name="Svaret ditt")).to_be_in_viewport()
    for button in page.locator("main .ds-button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= SMALLEST, button.inner_text()
    page.get_by_role("button", name="Nei, jeg vil ikke dette").tap()
    expect(page.get_by_role("status")).to_contain_text("Du har sagt nei.")
    no_sideways_scrolling(page)


def test_without_scripts_a_log_is_started_and_asked_for(stage: Stage) -> None:
    page = stage.browser_of("kari", 360, java_script_enabled=False)
    page.goto(p.NEW)
    page.locator("summary", has_text="Barnet står ikke på lista").click()
    page.get_by_label("Fødselsnummer").fill(p.number_of("elias"))
    page.get_by_role("button", name="Gå videre").click()
    for label in ("Når fortalte du", "Når snakket du med Elias", "Når snakket du med de foresatte"):
        page.get_by_label(label).fill(p.day(-3))
    page.get_by_label("Marte Lunde, mor").check()
    page.get_by_label("Når ble det sagt?").fill(p.day(-2))
    page.get_by_role("button", name="Lagre utkastet").click()
    expect(page.get_by_text("Anders Berg har ikke sagt ja muntlig")).to_be_visible()
    page.get_by_label("Hva spør du om, og hvorfor?").fill("Elias får vondt i magen.")
    page.get_by_role("button", name="Legg til en person").click()
    page.get_by_label("Hvor arbeider personen?").select_option(label="PPT")
    page.get_by_role("button", name="Gå videre").click()
    page.get_by_label("Hvem?").select_option(label="Tor Haugen, PP-rådgiver")
    page.get_by_label("Hva er oppgaven?").fill("Hjelper Elias med lesing")
    page.get_by_label("Alt i loggen").check()
    page.get_by_role("button", name="Sett på lista").click()
    # What was written before adding somebody is still there.
    expect(page.get_by_label("Hva spør du om, og hvorfor?")).to_have_value(
        "Elias får vondt i magen."
    )
    page.get_by_role("button", name="Be om samtykke").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Du venter på")
    log = Log.objects.using("owner").get()
    assert p.question_of(log).named.using("owner").count() == 2
