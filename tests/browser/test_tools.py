"""The browser fixtures see what they must see: a test here fails when one of them goes blind."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.looking import axe


def test_the_start_page_is_served_with_its_styles(page: Page) -> None:
    page.goto("/")
    sheets = page.evaluate("() => [...document.styleSheets].map(sheet => sheet.cssRules.length)")
    assert sheets
    assert all(sheets)
    assert re.search(r"\.[0-9a-f]{12}\.css", page.content())


def test_the_telephone_is_a_telephone(phone: Page) -> None:
    phone.goto("/")
    assert phone.evaluate("() => screen.width") == 360


def test_axe_finds_a_picture_without_words(page: Page) -> None:
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)


def test_two_people_have_cookies_of_their_own(open_browser: Callable[..., Page]) -> None:
    one, other = open_browser(), open_browser()
    one.goto("/?sprak=nn")
    other.goto("/")
    assert one.locator("html").get_attribute("lang") == "nn"
    assert other.locator("html").get_attribute("lang") == "nb"
