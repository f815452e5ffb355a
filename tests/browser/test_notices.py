"""Choosing how to be told of news."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.town import Town, heading

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.requirement("I6")]


def test_a_text_message_once_a_day(open_browser: Callable[..., Page], site: str) -> None:
    town = Town(open_browser, "thumb")
    marte = town.someone("Marte Lunde")
    marte.go("/min-side/?bli=1")
    marte.open("Slik får du beskjed om nytt", within="main")
    heading(marte, "Slik får du beskjed om nytt")
    marte.tick("Én gang om dagen")
    marte.tick("Tekstmelding")
    axe(marte.page)
    no_sideways_scrolling(marte.page)
    screenshot(marte.page, "notices-settings-thumb")
    marte.press("Lagre")
    expect(marte.page.locator("body")).to_contain_text("Nå sier vi fra slik du har valgt.")
    expect(marte.page.get_by_label("Én gang om dagen")).to_be_checked()
    expect(marte.page.get_by_label("Tekstmelding")).to_be_checked()
