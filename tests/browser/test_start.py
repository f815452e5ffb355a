"""The front door in a real browser: by mouse, by keyboard, on a telephone, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import axe, no_sideways_scrolling
from tests.training_town import PASSWORD, Town, make_town

PAGES = ["/", "/logg-inn/", "/finnes-ikke/"]
# A filled button is the primary one.
PRIMARY = "main .ds-button:not([data-variant]):visible"


@pytest.fixture
def town(site: str) -> Town:
    return make_town()


def sign_in(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("button", name=f"Logg inn som {town.marte.name}").click()
    page.wait_for_url("**/min-side/")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_wider_than_the_window(
    open_browser: Callable[..., Page], town: Town, width: int
) -> None:
    page = open_browser(width)
    for address in PAGES:
        page.goto(address)
        no_sideways_scrolling(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_is_accessible(
    open_browser: Callable[..., Page], town: Town, width: int
) -> None:
    page = open_browser(width)
    for address in PAGES:
        page.goto(address)
        axe(page)
    page.goto("/logg-inn/")
    page.get_by_role("button", name="Logg inn", exact=True).click()
    axe(page)
    sign_in(page, town)
    page.goto("/logg-ut/")
    axe(page)
    page.locator("header button:visible").last.click()
    axe(page)


def test_each_page_has_one_primary_button(page: Page, town: Town) -> None:
    for address in PAGES:
        page.goto(address)
        expect(page.locator(PRIMARY)).to_have_count(1)


def test_letters_signs_and_styles_have_come(page: Page, town: Town) -> None:
    page.goto("/")
    assert page.evaluate(
        "async () => { await document.fonts.ready;"
        " return document.fonts.check('16px Inter') && document.fonts.check('600 16px Inter') }"
    )
    assert page.evaluate("() => getComputedStyle(document.body).fontFamily").startswith("Inter")
    # A sign that is not drawn has no size.
    page.wait_for_function("() => document.querySelector('.st-training use').getBBox().width > 10")


def test_by_mouse_from_the_list_and_out_again(page: Page, town: Town) -> None:
    page.goto("/")
    page.get_by_role("link", name="Prøv som en av disse").click()
    sign_in(page, town)
    header = page.get_by_role("banner")
    header.get_by_role("button", name="Marte Lunde").click()
    page.get_by_role("link", name="Logg ut").click()
    page.get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Du er logget ut")
    # Behind the Back button there is nobody any more.
    page.go_back()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Vil du logge ut?")
    expect(header.get_by_role("button", name="Marte Lunde")).to_have_count(0)


def test_by_keyboard_alone(page: Page, town: Town) -> None:
    page.goto("/logg-inn/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Brukernavn")).to_be_focused()
    page.keyboard.type("demo1")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/min-side/")


def test_a_mistake_takes_the_focus_and_leads_to_its_field(page: Page, town: Town) -> None:
    page.goto("/logg-inn/")
    page.get_by_label("Brukernavn").fill("demo1")
    page.get_by_role("button", name="Logg inn", exact=True).click()
    expect(page.locator("ds-error-summary")).to_be_focused()
    assert page.title().startswith("Feil: ")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    field = page.get_by_label("Passord")
    expect(field).to_be_focused()
    assert field.get_attribute("aria-invalid") == "true"
    expect(field).to_have_accessible_description("Dette mangler.")
    expect(page.get_by_label("Brukernavn")).to_have_value("demo1")


def test_on_a_telephone_by_the_menu(phone: Page, town: Town) -> None:
    phone.goto("/")
    phone.get_by_role("button", name="Meny").tap()
    phone.get_by_role("link", name="Nynorsk").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Når fleire hjelper eit barn")
    phone.get_by_role("button", name="Logg inn som Marte Lunde").tap()
    phone.wait_for_url("**/min-side/")
    phone.get_by_role("button", name="Meny").tap()
    expect(phone.get_by_role("heading", name="Marte Lunde")).to_be_visible()
    phone.get_by_role("link", name="Logg ut").tap()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Vil du logge ut?")


def test_what_a_finger_presses_is_large_enough(phone: Page, town: Town) -> None:
    phone.goto("/")
    for button in phone.locator("main .ds-button:visible, header button:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 40, button.inner_text()


def test_without_scripts_all_of_it_works(open_browser: Callable[..., Page], town: Town) -> None:
    page = open_browser(360, 800, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Meny").click()
    menu = page.locator("#meny")
    box = menu.bounding_box()
    assert box is not None
    assert box["y"] < 100
    assert box["x"] + box["width"] <= 360
    menu.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/logg-inn/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name="User name: ").click()
    page.get_by_label("User name").fill("demo1")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.url.endswith("/min-side/")
