"""Writing to each other: Kari sends an invitation with a picture, Marte reads and answers."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.hands import Hand
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.places import KARI, Places

pytestmark = [pytest.mark.slow, pytest.mark.requirement("L7", "L8")]
MARTE = "Marte Lunde"


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (600, 400), "#d3ecdd").save(out, "JPEG")
    return out.getvalue()


def test_an_invitation_is_written_read_and_answered(
    open_browser: Callable[..., Page], site: str
) -> None:
    places = Places(site)
    kari, marte = (
        Hand(open_browser(width, height), "mouse") for width, height in ((1280, 900), (360, 800))
    )
    places.enter(kari.page.context, KARI)
    kari.go("/min-side/")
    screenshot(kari.page, "messages-my-page")
    kari.open("Elias Lunde Berg")
    kari.open("Meldinger", within=".st-tabs")
    expect(kari.page.get_by_text("Dagsplanen for neste uke")).to_be_visible()
    look(kari.page, "messages-list-1280")
    kari.open("Skriv en melding")
    kari.open("Innkalling til møte")
    kari.write("Hva handler det om?", "Møte på torsdag")
    kari.tick("Alle som ser hele loggen")
    kari.page.get_by_label("Bilder eller andre filer").set_input_files(
        {"name": "kart.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    look(kari.page, "messages-new-1280")
    kari.press("Send meldingen")
    expect(kari.page.get_by_text("Meldingen er sendt.")).to_be_visible()
    places.enter(marte.page.context, MARTE)
    marte.go("/min-side/")
    marte.open("i loggen til Elias som du ikke har lest")
    look(marte.page, "messages-list-360")
    marte.open("Møte på torsdag")
    sent = marte.page.locator("img.st-sent")
    expect(sent).to_be_visible()
    assert sent.evaluate("img => img.naturalWidth") == 600
    look(marte.page, "messages-thread-360")
    marte.write("Svaret ditt", "Vi kommer.")
    marte.press("Send svaret")
    expect(marte.page.get_by_text("Vi kommer.")).to_be_visible()
    marte.go("/min-side/?bli")
    kari.open("Møte på torsdag")
    expect(kari.page.get_by_text("Lest av")).to_contain_text(MARTE)
    look(kari.page, "messages-thread-1280")
    kari.page.set_viewport_size({"width": 360, "height": 800})
    kari.go(kari.page.url.rsplit("/", 2)[0] + "/ny/?slag=note")
    look(kari.page, "messages-new-360")


def look(page: Page, name: str) -> None:
    no_sideways_scrolling(page)
    axe(page)
    screenshot(page, name)
