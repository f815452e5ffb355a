"""Ending by a slip of the thumb, and going on again: on a telephone, and without scripts."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import Enter, axe, no_sideways_scrolling, screenshot


@pytest.mark.requirement("A10")
@pytest.mark.parametrize("scripts", [True, False])
def test_undo_stands_in_the_message_and_another_sees_that_it_goes_on(
    open_browser: Callable[..., Page],
    enter: Enter,
    world: w.World,
    log: Log,
    ids: dict[str, UUID],
    scripts: bool,
) -> None:
    phone = enter(open_browser(360, 800, java_script_enabled=scripts), "kari")
    mother = enter(open_browser(1280), "marte")
    phone.goto(f"/logg/{log.pk}/tiltak/{ids['kari']}/hvordan-gar-det/")
    phone.get_by_label("Det virket", exact=True).check()
    phone.get_by_label("Hvorfor tror dere").fill("Han kom glad.")
    phone.get_by_label("Vi avslutter tiltaket").check()
    phone.get_by_role("button", name="Lagre hvordan det gikk").click()
    expect(phone.get_by_role("status")).to_contain_text("Tiltaket er avsluttet")
    if scripts:
        axe(phone)
    no_sideways_scrolling(phone)
    screenshot(phone, "undo-360")
    mother.goto(f"/logg/{log.pk}/")
    expect(mother.get_by_text("3 tiltak som er ferdige")).to_be_visible()
    phone.get_by_role("button", name="Angre").click()
    expect(phone.get_by_role("status")).to_contain_text("Dere fortsetter med tiltaket")
    mother.reload()
    expect(mother.get_by_text("2 tiltak som er ferdige")).to_be_visible()
    mother.get_by_role("link", name="Kari møter Elias").first.click()
    expect(mother.get_by_text("Han kom glad.")).to_be_visible()
    expect(mother.get_by_text("Kari Nesheim åpnet det igjen.")).to_be_visible()


def test_an_ended_measure_is_folded_and_opened_again_from_its_page(
    open_browser: Callable[..., Page],
    enter: Enter,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    page = enter(open_browser(1280), "marte")
    page.goto(f"/logg/{log.pk}/")
    expect(page.get_by_role("link", name="Egen krok i garderoben")).to_be_hidden()
    page.locator("summary", has_text="tiltak som er").first.click()
    page.get_by_role("link", name="Egen krok i garderoben").click()
    page.get_by_role("link", name="Fortsett med tiltaket").click()
    axe(page)
    screenshot(page, "reopen-1280")
    page.get_by_role("button", name="Fortsett med det").click()
    expect(page.get_by_text("Virket. Fortsetter som en del av skoledagen.")).to_be_visible()
    screenshot(page, "reopened-1280")
    page.goto(f"/logg/{log.pk}/")
    expect(page.get_by_role("link", name="Egen krok i garderoben")).to_be_visible()
