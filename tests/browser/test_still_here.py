"""Before one is signed out it is said, one may stay, and what is being written is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stafett.identity.models import SignedIn
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.training_town import Town, make_town

pytestmark = pytest.mark.requirement("WCAG 2.2.1")

PAGE = "/min-side/innlogginger/"


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def sign_in(page: Page) -> Page:
    page.clock.install()
    page.goto("/")
    for group in page.locator("details").all():
        group.evaluate("each => { each.open = true }")
    page.get_by_role("button", name="Logg inn som Kari Nesheim").click()
    page.goto(PAGE)
    return page


def test_one_is_warned_and_may_stay(town: Town, phone: Page) -> None:
    sign_in(phone)
    warning = phone.get_by_text("hvis ingenting skjer her")
    phone.clock.run_for(22 * 60_000)
    expect(warning).to_be_hidden()
    phone.clock.run_for(2 * 60_000)
    expect(warning).to_be_visible()
    axe(phone)
    no_sideways_scrolling(phone)
    screenshot(phone, "still-here-phone")
    phone.get_by_role("button", name="Bli innlogget").click()
    expect(warning).to_be_hidden()


def test_an_abandoned_screen_shows_nothing(town: Town, page: Page) -> None:
    sign_in(page)
    SignedIn.objects.using("owner").all().delete()
    page.clock.run_for(29 * 60_000)
    page.wait_for_url("**/logg-inn/?neste=*")
    expect(page.get_by_role("heading", name="Logg inn")).to_be_visible()


def test_writing_keeps_one_signed_in_and_is_left_to_be_copied(town: Town, page: Page) -> None:
    sign_in(page)
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    box = page.locator("main textarea")
    with page.expect_response("**/logg-inn/bruk/"):
        page.clock.run_for(10 * 60_000)
        box.press_sequentially("Han")
    page.clock.run_for(20 * 60_000)
    expect(page.get_by_text("hvis ingenting skjer her")).to_be_hidden()
    SignedIn.objects.using("owner").all().delete()
    page.clock.run_for(11 * 60_000)
    expect(page.get_by_text("Det du har skrevet, er ikke lagret.")).to_be_visible()
    expect(box).to_have_value("Han")


def test_the_end_of_the_day_is_said_and_cannot_be_put_off(town: Town, page: Page) -> None:
    sign_in(page)
    page.evaluate(f"document.cookie = 'innlogget_til=' + (Date.now() + {4 * 60_000}) + '; path=/'")
    page.reload()
    expect(page.get_by_text("slik alle blir etter en arbeidsdag")).to_be_visible()
    expect(page.get_by_role("button", name="Bli innlogget")).to_be_hidden()
    screenshot(page, "still-here-longest")


def test_the_back_button_shows_nothing_after_signing_out(town: Town, page: Page) -> None:
    sign_in(page)
    page.goto("/logg-ut/")
    page.locator("main").get_by_role("button", name="Logg ut").click()
    expect(page.get_by_role("heading", name="Du er logget ut")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.get_by_text("Kari Nesheim")).to_be_hidden()


def test_the_page_of_sign_ins_on_desk_and_telephone(
    town: Town, open_browser: Callable[..., Page]
) -> None:
    desk, phone = sign_in(open_browser()), sign_in(open_browser(360, 800, is_mobile=True))
    for page, name in ((desk, "sign-ins-desk"), (phone, "sign-ins-phone")):
        page.reload()
        axe(page)
        no_sideways_scrolling(page)
        screenshot(page, name)
    desk.get_by_role("button", name="Logg ut der").click()
    expect(desk.get_by_text("Du er logget ut der.")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Logg inn")).to_be_visible()
