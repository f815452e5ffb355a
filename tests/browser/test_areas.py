"""Lists and beginnings that help those who write: on a telephone and by keyboard."""

import re
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from stafett.logs.models import Log
from tests.browser.hands import Hand
from tests.browser.looking import Enter, axe, no_sideways_scrolling

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("A23")
def test_the_municipalitys_areas_are_written_on_a_telephone(
    phone: Page, enter: Enter, log: Log, ids: dict[str, UUID]
) -> None:
    page = enter(phone, "henrik")
    page.goto("/kommune/omrader/")
    areas = page.get_by_label("Områdene, ett på hver linje")
    expect(areas).to_have_value(re.compile("Lek og vennskap"))
    areas.fill("Ute i naturen\nMusikk")
    page.get_by_role("button", name="Lagre listen").tap()
    expect(page.get_by_text("Listen er lagret")).to_be_visible()
    axe(page)
    no_sideways_scrolling(page)
    enter(page, "kari").goto(f"/logg/{log.pk}/mal/{ids['main']}/delmal/")
    page.get_by_label("Hva handler det mest om?").select_option("Musikk")


@pytest.mark.requirement("K5")
def test_a_goal_is_begun_by_keyboard_from_a_beginning(
    page: Page, enter: Enter, log: Log, ids: dict[str, UUID]
) -> None:
    hand = Hand(enter(page, "kari"), "keyboard")
    hand.go(f"/logg/{log.pk}/mal/{ids['main']}/delmal/")
    hand.unfold("Hjelp meg i gang")
    hand.open("Sier fra")
    goal = page.get_by_role("textbox", name="Målet").first
    expect(goal).to_have_value(re.compile("^Elias sier"))
    hand.write("Målet", "Elias sier fra når det bråker.")
    hand.press("Lagre målet")
    expect(page.get_by_role("link", name="Elias sier fra når det bråker.")).to_be_visible()
