"""A meeting: Kari leads and Sunniva writes, the mother reads along, and it is read out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from stafett.logs.models import Log
from stafett.meetings.models import AgendaItem, Meeting, MeetingCall
from stafett.plan.models import Measure
from tests.browser.hands import Hand
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.places import KARI, Places
from tests.live.process import Process

pytestmark = [pytest.mark.slow, pytest.mark.requirement("L1", "L2", "L3", "L4", "K17", "M2", "M4")]
MARTE, SUNNIVA = "Marte Lunde", "Sunniva Aas"
TITLES = ("Bilde av dagen kvelden før", "Kari møter Elias i skolegården kl. 8.15")


def it_is_time(places: Places) -> str:
    """Elias's meeting begins now, about two of the measures. Its address."""
    log = Log.objects.using("owner").get(short_name="Elias")
    meeting = Meeting.objects.using("owner").get(log=log)
    now = timezone.now()
    MeetingCall.objects.using("owner").filter(meeting=meeting).update(starts_at=now)
    for order, title in enumerate(TITLES, 11):
        AgendaItem(
            log=log, meeting=meeting, order=order, text=title, by=places.person(KARI),
            written_at=now, taken_in_at=now,
            measure=Measure.objects.using("owner").get(log=log, title=title),
        ).save(using="owner", force_insert=True)  # fmt: skip
    return f"/logg/{log.pk}/moter/{meeting.pk}/"


def test_a_meeting_is_held_interrupted_and_read_out(
    open_browser: Callable[..., Page], site: str, live: Process
) -> None:
    places = Places(site)
    address = it_is_time(places)
    kari, sunniva, marte = (
        Hand(open_browser(width, height), "mouse")
        for width, height in ((1280, 900), (360, 800), (360, 800))
    )
    for hand, name in ((kari, KARI), (sunniva, SUNNIVA), (marte, MARTE)):
        places.enter(hand.page.context, name)
    kari.go(address)
    kari.open("Start møtet")
    expect(heading(kari, "Start møtet")).to_be_visible()
    look(kari.page, "meeting-begin-1280")
    for name in (MARTE, SUNNIVA, KARI):
        kari.page.get_by_role("checkbox", name=name).check()
    kari.press("Start møtet")
    expect(heading(kari, "Det Elias vil si")).to_be_visible()
    look(kari.page, "meeting-voice-1280")
    sunniva.go(f"{address}gjennomfor/")
    expect(heading(sunniva, "Det Elias vil si")).to_be_visible()
    look(sunniva.page, "meeting-voice-360")
    kari.press("Vi har hørt Elias")
    expect(heading(kari, TITLES[0])).to_be_visible()
    sunniva.go(f"{address}gjennomfor/")
    expect(heading(sunniva, TITLES[0])).to_be_visible()
    sunniva.tick("Det virket delvis")
    sunniva.write("Hvorfor tror dere det gikk slik?", "Hos Anders mangler permen.")
    sunniva.tick("Vi fortsetter")
    sunniva.write("Slik gjør vi det fra nå av", "En perm hos mamma og en hos pappa.")
    look(sunniva.page, "meeting-measure-360")
    sunniva.press("Lagre. Neste")
    expect(heading(sunniva, TITLES[1])).to_be_visible()
    kari.go("/min-side/")  # a fire drill
    kari.go(f"{address}gjennomfor/")
    expect(heading(kari, TITLES[1])).to_be_visible()
    look(kari.page, "meeting-measure-1280")
    kari.tick("Det virket")
    kari.write("Hvorfor tror dere det gikk slik?", "Han kommer løpende.")
    kari.tick("Vi fortsetter")
    kari.press("Lagre, og velg veien videre")
    expect(heading(kari, "Hvilken vei går dere videre?")).to_be_visible()
    look(kari.page, "meeting-way-1280")
    kari.tick("Vi trenger hjelp fra noen flere")
    kari.write("Hvorfor akkurat denne veien?", "PPT kan si mer om magen.")
    kari.press("Lagre veien videre")
    expect(heading(kari, "Hvem forteller Elias det?")).to_be_visible()
    look(kari.page, "meeting-next-1280")
    kari.page.get_by_role("radio", name=MARTE).check()
    kari.write("Hvordan, og når?", "I bilen hjem i dag.")
    kari.press("Lagre, og gå videre")
    expect(heading(kari, "Les dette opp")).to_be_visible()
    sunniva.go(f"{address}gjennomfor/gjoremal/")
    sunniva.write("Hva skal gjøres?", "Lage to permer")
    sunniva.page.get_by_role("radio", name=KARI).check()
    soon = timezone.localdate() + timedelta(days=3)
    sunniva.write("Innen hvilken dag?", soon.isoformat())
    look(sunniva.page, "meeting-tasks-360")
    sunniva.press("Skriv det ned")
    expect(sunniva.page.get_by_text("Det er skrevet ned.")).to_be_visible()
    # What Sunniva writes comes onto Kari's page by itself, and the end onto Marte's.
    expect(kari.page.get_by_text("Lage to permer")).to_be_visible()
    look(kari.page, "meeting-read-1280")
    sunniva.go(f"{address}gjennomfor/les-opp/")
    expect(heading(sunniva, "Les dette opp")).to_be_visible()
    look(sunniva.page, "meeting-read-360")
    marte.go(f"{address}referat/")
    expect(marte.page.get_by_text("Møtet er i gang.")).to_be_visible()
    kari.press("Det er lest opp. Avslutt møtet")
    expect(kari.page.get_by_text("Lest opp for alle")).to_be_visible()
    expect(kari.page.get_by_role("link", name="Spør om samtykke")).to_be_visible()
    look(kari.page, "meeting-minutes-1280")
    expect(marte.page.get_by_text("Lest opp for alle")).to_be_visible()
    expect(marte.page.get_by_role("textbox")).to_be_visible()
    for words in ("Hos Anders mangler permen.", "PPT kan si mer om magen.", "Lage to permer"):
        expect(marte.page.get_by_text(words)).to_be_visible()
    marte.write("Er noe feil, eller mangler noe?", "Det er tre permer.")
    look(marte.page, "meeting-minutes-360")
    marte.press("Skriv det ved siden av referatet")
    expect(marte.page.get_by_text("Rettet etterpå")).to_be_visible()
    sunniva.go(f"{address}gjennomfor/veien/")
    expect(sunniva.page.get_by_text("Lest opp for alle")).to_be_visible()


def heading(hand: Hand, words: str) -> Locator:
    return hand.page.get_by_role("heading", level=1, name=words)


def look(page: Page, name: str) -> None:
    no_sideways_scrolling(page)
    axe(page)
    screenshot(page, name)
