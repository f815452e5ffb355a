"""My page with what is new, in the demonstration's logs."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from stafett.overview.models import Seen
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.places import KARI, Places
from tests.unfinished.writing import rows


@pytest.mark.slow
@pytest.mark.requirement("A10")
def test_my_page_tells_what_is_new_and_the_log_shows_it(
    open_browser: Callable[..., Page], site: str
) -> None:
    places = Places(site)
    desk, phone = open_browser(), open_browser(360, 800, is_mobile=True)
    for page in (desk, phone):
        places.enter(page.context, KARI)
    desk.goto("/min-side/")
    desk.get_by_role("link", name="Elias Lunde Berg").last.click()
    desk.wait_for_url("**/logg/*/")
    Seen.objects.using("owner").update(number=3)
    desk.goto(desk.url + "meldinger/ny/?slag=note")
    desk.locator("textarea").fill("Vi snakket om gym")
    expect(desk.get_by_text("men tatt vare på")).to_be_visible()
    desk.goto("/min-side/")
    expect(desk.get_by_text("Du har skrevet noe som ikke er sendt.")).to_be_visible()
    assert rows().count() == 1
    phone.goto("/min-side/")
    for page, name in ((desk, "news-my-page-1280"), (phone, "news-my-page-360")):
        expect(page.get_by_text(re.compile("nye? ting")).first).to_be_visible()
        axe(page)
        no_sideways_scrolling(page)
        screenshot(page, name)
    phone.get_by_role("link", name="Elias Lunde Berg").last.click()
    expect(phone.get_by_text("Nytt for deg").first).to_be_visible()
    axe(phone)
    screenshot(phone, "news-log-360")
