"""The walk's middle: what they agree on, what they do, and how it goes."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.hands import Hand
from tests.browser.town import Town, main, reads

IN_TWO_WEEKS = (timezone.localdate() + timedelta(days=14)).isoformat()
GOAL = "Elias går glad inn skoleporten hver dag."
STEP = "Elias er inne når klokka ringer."
AT_HOME = "Klærne ligger klare kvelden før"
AT_SCHOOL = "Kari møter Elias ved porten"
COMMENT = "Han legg dei fram sjølv no."
BECAUSE = "Han vet hva han skal ha på seg."


def make_a_plan(kari: Hand, log: str) -> None:
    kari.open("Skriv det ned")
    kari.write("Hva undrer dere dere over", "Elias gråter ved porten om morgenen.")
    kari.write("Hva er dere enige om?", "Elias går når han vet hva som skal skje.")
    kari.write("Hvem skrev dette sammen?", "Marte, Anders og Kari")
    kari.press("Lagre det dere er enige om")
    kari.open("Sett hovedmålet")
    kari.write("Målet", GOAL)
    kari.write("Hva har dere lagt merke til", "Han liker seg når han først er der.")
    kari.press("Lagre målet")
    kari.open("Sett et delmål")
    kari.write("Målet", STEP)
    kari.press("Lagre målet")
    agree(kari, AT_HOME, "Marte Lunde", "Hjemme")
    agree(kari, AT_SCHOOL, "Kari Nesheim", "I barnehagen eller på skolen")
    reads(kari, "Elias går når han vet hva som skal skje.", GOAL, STEP, AT_HOME, AT_SCHOOL)


def agree(kari: Hand, title: str, responsible: str, where: str) -> None:
    kari.open("Avtal et tiltak", within=".st-sub")
    kari.write("Hva skal gjøres?", title)
    kari.tick(responsible)
    kari.tick(where)
    kari.write("Når forteller dere senest hvordan det gikk?", IN_TWO_WEEKS)
    kari.press("Lagre tiltaket")
    reads(kari, "Tiltaket er lagret.", title)
    # A screen reader reads out what was written.
    expect(kari.page.locator(":target").filter(has_text=title)).to_be_focused()


def mother_comments(marte: Hand, log: str) -> None:
    """In nynorsk, which she has chosen."""
    marte.go(log)
    reads(marte, "Dette er de samde om", GOAL, "Marte Lunde")
    marte.open(AT_HOME)
    marte.write("Skriv ein kommentar", COMMENT)
    marte.press("Lagre kommentaren")
    reads(marte, "Kommentaren din er lagra.", COMMENT)


def follow_the_plan(town: Town, log: str) -> None:
    kari, sunniva, anders = town.demo(1), town.demo(2), town.someone("Anders Berg")
    kari.reload()
    kari.open(AT_HOME)
    reads(kari, COMMENT)
    evaluate(kari, "Det virket", BECAUSE)
    reads(kari, "Takk. Tiltaket er avsluttet.", BECAUSE)
    sunniva.go(log)
    ended = main(sunniva).locator(".st-measure--ended", has_text=AT_HOME)
    expect(ended).to_be_hidden()
    sunniva.unfold("1 tiltak som er ferdig")
    expect(ended).to_be_visible()
    reads(sunniva, BECAUSE)
    kari.go(log)
    kari.open(AT_SCHOOL)
    evaluate(kari, "Det virket delvis", "Mandager er tunge, men han klarer det selv nå.")
    anders.go(log)
    anders.unfold("2 measures that are over")
    reads(anders, AT_HOME, AT_SCHOOL)


def evaluate(kari: Hand, result: str, why: str) -> None:
    kari.open("Fortell hvordan det har gått")
    kari.tick(result)
    kari.write("Hvorfor tror dere det gikk slik?", why)
    kari.tick("Vi avslutter tiltaket")
    kari.press("Lagre hvordan det gikk")


def close_the_goals(kari: Hand, log: str) -> None:
    for goal, comment in ((STEP, "Tre uker på rad."), (GOAL, "Han gleder seg til skolen.")):
        kari.go(log)
        kari.open(goal)
        kari.open("Avslutt målet")
        kari.write("Hvordan gikk det, og hva hjalp?", comment)
        kari.press("Avslutt målet")
        reads(kari, "Målet er avsluttet.", comment)
    kari.go(log)
    reads(kari, "Målene dere satte, er avsluttet.")
    expect(main(kari).get_by_role("link", name=GOAL)).to_be_hidden()
    kari.unfold("2 mål som er avsluttet")
    reads(kari, GOAL, STEP)
