"""From an invitation by its mail and link to a colleague at work, and the last day (E1, I4, H6)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from stafett.municipality.models import Unit
from tests.browser.hands import Hand
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.town import Town, heading, main, reads, reads_not
from tests.jobs import run_jobs

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
LINK = "Lenken i e-posten"


def looks(hand: Hand, name: str) -> None:
    """The page is accessible and fits; a picture of it lies in `var/pictures`."""
    axe(hand.page)
    no_sideways_scrolling(hand.page)
    screenshot(hand.page, f"invite-{name}-{hand.kind}")


@pytest.mark.requirement("E1", "I4", "H6")
@pytest.mark.parametrize("kind", ["mouse", "thumb"])
def test_invited_mailed_signed_in_and_at_work(
    open_browser: Callable[..., Page], site: str, kind: str
) -> None:
    town = Town(open_browser, kind)
    henrik = town.someone("Henrik Dale")
    _invite(henrik)
    run_jobs()

    tor = town._hand()
    tor.go("/opplaering/e-post/")
    reads(tor, "Du er invitert til Stafett")
    looks(tor, "mail")
    tor.open(LINK)
    heading(tor, "Henrik Dale inviterer deg til Stafett")
    assert "invitasjon" in tor.page.url
    assert len(tor.page.url.split("/invitasjon/")[1]) == 0, "the token stays in the address"
    looks(tor, "visitor")

    kari = town.someone("Kari Nesheim")
    kari.go("/opplaering/e-post/")
    kari.open(LINK)
    heading(kari, "Invitasjonen er til en annen")
    looks(kari, "not-yours")

    tor.open("velg en av de oppdiktede personene")
    button = tor.page.get_by_role("button", name="Logg inn som Tor-Erik Haugen")
    button.click()
    heading(tor, "Du er invitert til Eikvåg skole")
    looks(tor, "yours")
    tor.press("Ja, det er meg")
    expect(tor.page.locator("body")).to_contain_text("Du arbeider nå ved Eikvåg skole")
    looks(tor, "welcome")

    tor.go("/opplaering/e-post/")
    tor.open(LINK)
    heading(tor, "Denne lenken virker ikke lenger")
    looks(tor, "gone")

    bjorg = town.someone("Bjørg Solheim")
    bjorg.open("Hvem arbeider her")
    row = main(bjorg).locator("li", has_text="Tor-Erik Haugen")
    expect(row).to_contain_text("Aktiv")
    looks(bjorg, "staff-leader")
    bjorg.open("Sett siste dag for Tor-Erik Haugen")
    looks(bjorg, "end")
    last = timezone.localdate() + timedelta(days=30)
    bjorg.page.get_by_label("Siste arbeidsdag her").fill(last.isoformat())
    bjorg.press("Sett siste dag")
    expect(main(bjorg).locator("li", has_text="Tor-Erik Haugen")).to_contain_text("Slutter snart")


def _invite(henrik: Hand) -> None:
    henrik.open("Hvem arbeider her")
    looks(henrik, "staff")
    school = Unit.objects.using("owner").get(name="Eikvåg skole")
    henrik.page.get_by_label("Enhet").select_option(str(school.pk))
    henrik.press("Vis", exact=True)
    heading(henrik, "Hvem arbeider ved Eikvåg skole")
    henrik.open("Inviter noen")
    henrik.press("Send invitasjonen")
    reads(henrik, "Skriv hva personen arbeider som.", "Velg noen ovenfor, eller skriv navnet.")
    looks(henrik, "invite-errors")
    henrik.page.get_by_label("Arbeider personen i kommunen fra før?").select_option(label="PPT")
    henrik.press("Vis", exact=True)
    henrik.page.get_by_label("Hvem er det?").select_option(label="Tor-Erik Haugen, PP-rådgiver")
    henrik.write("Hva arbeider personen som?", "PP-rådgiver på skolen")
    henrik.write("E-post på jobb", "tor-erik@eikvag.example")
    looks(henrik, "invite")
    henrik.press("Send invitasjonen")
    reads(henrik, "Har ikke svart")
    reads_not(henrik, "Lenken er gått ut")
    looks(henrik, "staff-invited")
