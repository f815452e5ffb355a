"""A meeting is called, answered on a telephone, moved and cancelled, each seen by the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.hands import Hand
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.places import KARI, Places

pytestmark = [pytest.mark.slow, pytest.mark.requirement("D15", "D17", "L5", "L7")]
MARTE = "Marte Lunde"


def test_a_meeting_is_called_answered_moved_and_cancelled(
    open_browser: Callable[..., Page], site: str
) -> None:
    places = Places(site)
    kari = Hand(open_browser(1280, 900), "mouse")
    marte = Hand(open_browser(360, 800), "mouse")
    places.enter(kari.page.context, KARI)
    places.enter(marte.page.context, MARTE)
    kari.go("/min-side/")
    kari.open("Elias Lunde Berg")
    kari.open("Møter", within=".st-tabs")
    kari.open("Kall inn til møte")
    seen(kari.page, "Kall inn til møte", "meeting-call-1280")
    day = timezone.localdate() + timedelta(days=3)
    kari.write("Hvilken dag?", day.isoformat())
    kari.write("Når på dagen?", "14:30")
    kari.write("Hvor?", "Biblioteket")
    kari.press("Send innkallingen")
    expect(kari.page.get_by_text("Innkallingen er sendt.")).to_be_visible()
    seen(kari.page, "Møter", "meetings-1280")

    marte.go("/min-side/")
    marte.open("Kommer du på møtet om Elias?")
    expect(marte.page.get_by_text("Biblioteket")).to_be_visible()
    seen(marte.page, "Svaret ditt", "meeting-asked-360")
    marte.tick("Jeg kommer")
    marte.press("Send svaret")
    expect(marte.page.get_by_text("Du har svart: Jeg kommer")).to_be_visible()
    marte.open("Foreslå noe")
    marte.write("Hva vil du snakke om?", "Skyss om vinteren")
    marte.press("Foreslå dette")
    expect(marte.page.get_by_text("Forslaget ditt er sendt.")).to_be_visible()
    seen(marte.page, "Sakslista", "meeting-agenda-360")
    marte.open("Tilbake til møtet")

    kari.page.locator(".st-task", has_text="kl. 14.30").get_by_role("link").click()
    expect(kari.page.get_by_text("Skyss om vinteren")).to_be_visible()
    seen(kari.page, "Dette snakker vi om", "meeting-1280")
    kari.open("Endre møtet")
    kari.write("Når på dagen?", "15:00")
    kari.press("Lagre og gi beskjed til alle")
    expect(kari.page.get_by_text("Innkallingen er endret")).to_be_visible()
    marte.reload()
    expect(marte.page.get_by_text("Tiden er endret siden du svarte.")).to_be_visible()

    kari.open("Avlys møtet")
    kari.write("Hvorfor blir det avlyst?", "Kari er syk")
    kari.press("Avlys møtet")
    expect(kari.page.get_by_text("Møtet er avlyst, og alle får beskjed.")).to_be_visible()
    marte.reload()
    expect(marte.page.get_by_text("«Kari er syk»")).to_be_visible()
    seen(marte.page, "Hvem som er kalt inn", "meeting-cancelled-360")

    kari.press("Angre")
    expect(kari.page.get_by_text("Møtet blir holdt likevel")).to_be_visible()
    kari.open("Avlys møtet")
    kari.press("Avlys møtet")
    expect(kari.page.get_by_text("Møtet er avlyst, og alle får beskjed.")).to_be_visible()
    marte.reload()
    expect(marte.page.get_by_text("Møtet er avlyst.")).to_be_visible()
    kari.page.locator(".st-task", has_text="kl. 15").get_by_role("link").click()
    kari.open("Hold det likevel")
    seen(kari.page, "Hold møtet likevel?", "meeting-restore-1280")
    kari.press("Hold det likevel")
    marte.reload()
    expect(marte.page.get_by_text("Du har svart")).not_to_be_visible()
    seen(marte.page, "Hvem som er kalt inn", "meeting-restored-360")


def seen(page: Page, heading: str, name: str) -> None:
    """The page stands, and is looked at."""
    expect(page.get_by_role("heading", name=heading).first).to_be_visible()
    no_sideways_scrolling(page)
    axe(page)
    screenshot(page, name)
