"""What the family says of a goal: agreeing with it and how near it is, on the telephone and by
keys, seen by another."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests.browser.looking import Enter, axe, no_sideways_scrolling


@pytest.mark.requirement("K7")
def test_mother_agrees_on_the_telephone_from_my_page(
    open_browser: Callable[..., Page],
    enter: Enter,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    phone = enter(open_browser(360, 800, java_script_enabled=False), "marte")
    phone.goto("/min-side/?bli")
    phone.get_by_role("link", name="Er du enig i de 3 målene for Elias?").click()
    no_sideways_scrolling(phone)
    for _goal in range(3):
        phone.get_by_role("button", name="Ja, jeg er enig").click()
    expect(phone.get_by_text("Takk. Det er lagret.")).to_be_visible()
    phone.goto("/min-side/?bli")
    expect(phone.get_by_text("Er du enig i")).to_have_count(0)
    kari = enter(open_browser(), "kari")
    kari.goto(f"/logg/{log.pk}/")
    expect(kari.get_by_text("Enig: Marte Berg")).to_have_count(3)
    kari.goto(f"/logg/{log.pk}/mal/{ids['sub']}/enig/")
    expect(kari.get_by_role("button", name="Ja, jeg er enig")).to_have_count(0)
    axe(kari)


@pytest.mark.requirement("K19")
def test_the_child_says_how_near_it_is_by_keys_and_the_line_grows(
    open_browser: Callable[..., Page],
    enter: Enter,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    page = enter(open_browser(), "elias")
    address = f"/logg/{log.pk}/mal/{ids['sub']}/"
    page.goto(f"{address}hvor-naer/")
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Se på dette før du går videre")).to_be_visible()
    axe(page)
    page.get_by_role("radio", name="0, langt unna").focus()
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="3, et stykke unna")).to_be_checked()
    page.get_by_role("button", name="Lagre").click()
    expect(page.get_by_text("Takk. Det er lagret, og alle i loggen ser det.")).to_be_visible()
    page.goto(f"{address}hvor-naer/")
    page.get_by_role("radio", name="7, ganske nær").check()
    page.get_by_role("button", name="Lagre").click()
    phone = enter(open_browser(360, 800), "kari")
    phone.goto(address)
    expect(phone.get_by_role("heading", name="Elias har gått fra 3 til 7 av 10")).to_be_visible()
    phone.get_by_text("Se tallene").click()
    expect(phone.get_by_role("row").nth(2)).to_contain_text("Elias Berg")
    no_sideways_scrolling(phone)
    axe(phone)
