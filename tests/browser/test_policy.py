"""The municipality's rules in a real browser: by mouse, by keyboard, on a telephone, without
scripts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from stafett.municipality.models import PolicyVersion
from stafett.municipality.queries import current_policy
from tests import world as w
from tests.browser.looking import axe, no_sideways_scrolling
from tests.clients import session_of
from tests.overview.rules_pages import CHANGE, RULES, TRY, set_rules

PRIMARY = "main .ds-button:not([data-variant]):visible"
PAGES = (RULES, CHANGE, f"{CHANGE}?utgangspunkt=hustadvika", TRY)
LATER = timezone.localdate() + timedelta(days=20)


@pytest.fixture
def world(db: None) -> w.World:
    """A municipality with an open log, weak rules since today, and others to come."""
    world = w.make_world()
    w.open_log(world)
    set_rules(world, {"ordinary_care_one_guardian": True, "holders_max": 2})
    set_rules(world, {"youth_signs_from": 8, "draft_kept_days": 60}, days=20)
    return world


@pytest.fixture
def henrik(world: w.World, site: str, open_browser: Callable[..., Page]) -> Callable[..., Page]:
    """`henrik(360, 800)`: a browser in which the system administrator is signed in."""

    def start(width: int = 1280, height: int = 900, **options: object) -> Page:
        page = open_browser(width, height, **options)
        key = session_of(world.henrik, world.eikvag)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return start


def looks_right(page: Page) -> None:
    axe(page)
    no_sideways_scrolling(page)
    expect(page.locator(PRIMARY)).to_have_count(1)


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_is_accessible_and_fits(henrik: Callable[..., Page], width: int) -> None:
    page = henrik(width)
    for address in PAGES:
        page.goto(address)
        looks_right(page)
    page.goto(RULES)
    for fold in page.locator("main details summary").all():
        fold.click()
    looks_right(page)


def test_an_administrator_changes_a_rule(henrik: Callable[..., Page], world: w.World) -> None:
    page = henrik()
    page.goto(RULES)
    page.get_by_role("link", name="Endre reglene").click()
    page.get_by_label("Hvor mange som kan ha stafettpinnen").fill("3")
    page.get_by_label("Fra hvilken dag").fill(str(timezone.localdate() + timedelta(days=5)))
    page.get_by_role("button", name="Se hva det betyr").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva de nye reglene betyr")
    expect(page.get_by_text("Inntil 3 samtidig. Før: Inntil 2 samtidig.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Endre mer").click()
    expect(page.get_by_label("Hvor mange som kan ha stafettpinnen")).to_have_value("3")
    page.get_by_role("button", name="Se hva det betyr").click()
    page.get_by_role("button", name="Lagre reglene").click()
    expect(page.get_by_text("De nye reglene er lagret.")).to_be_visible()
    when = timezone.localdate() + timedelta(days=5)
    assert current_policy(world.eikvag, when).holders_max == 3


def test_by_keyboard_alone_and_a_mistake_leads_to_its_field(henrik: Callable[..., Page]) -> None:
    page = henrik()
    page.goto(CHANGE)
    page.get_by_label("Ja fra de foresatte").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.locator("ds-error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label("Ja fra ungdommen selv")
    expect(field).to_be_focused()
    assert "12, 13, 14" in (page.locator("#id_youth_signs_from_error").text_content() or "")
    looks_right(page)
    page.keyboard.press("Control+A")
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hva de nye reglene betyr")


def test_on_a_telephone_without_scripts(henrik: Callable[..., Page]) -> None:
    page = henrik(360, 800, java_script_enabled=False)
    page.goto(CHANGE)
    page.get_by_label("Fyll inn fra").select_option("sogndal")
    page.get_by_role("button", name="Fyll inn").click()
    expect(page.get_by_label("Ja fra de foresatte")).to_have_value("15")
    expect(page.get_by_text("Fylt inn fra: Som Sogndal.")).to_be_visible()
    page.get_by_role("button", name="Se hva det betyr").click()
    page.get_by_role("button", name="Lagre reglene").click()
    expect(page.get_by_text("De nye reglene er lagret.")).to_be_visible()
    page.get_by_role("button", name="Ta dem tilbake").first.click()
    expect(page.get_by_text("er tatt tilbake.")).to_be_visible()
    assert PolicyVersion.objects.using("owner").count() == 4


@pytest.mark.parametrize("width", [360, 1280])
def test_the_rules_are_tried(henrik: Callable[..., Page], width: int) -> None:
    page = henrik(width)
    page.goto(RULES)
    page.get_by_role("link", name="Prøv dem på en familie").click()
    page.get_by_label("Barnets alder").fill("16")
    page.get_by_role("button", name="Vis hvem som må si ja").click()
    expect(page.get_by_role("heading", name="Det trengs 3 ja")).to_be_visible()
    looks_right(page)
    page.get_by_role("group", name="Foresatt 1").get_by_label("Har foreldreansvar").uncheck()
    page.get_by_role("group", name="Foresatt 2").get_by_label("Har foreldreansvar").uncheck()
    page.get_by_label("Barnets alder").fill("8")
    page.get_by_role("button", name="Vis hvem som må si ja").click()
    expect(page.get_by_role("heading", name="Det finnes ikke noe svar")).to_be_visible()
    looks_right(page)
