"""The walk's last steps: the baton goes on, the log is closed, the archive has it."""

from playwright.sync_api import expect

from stafett.archive.reading import read_all
from tests.archive.reader import tight, words
from tests.browser.town import Town, finds_nothing, has_the_baton, heading, main, reads, reads_not
from tests.browser.walk_plan import AT_HOME, BECAUSE, COMMENT, GOAL, STEP
from tests.logins import as_worker

NOTE = "Elias går glad til skolen."
DEPOSITS = 3  # the consent, a new holder, the end


def pass_the_baton_on(town: Town, log: str) -> None:
    kari, siv, marte = town.demo(1), town.demo(8), town.someone("Marte Lunde")
    kari.go(log)
    kari.open("Stafettpinnen", within=".st-tabs")
    kari.tick("Siv Aune")
    kari.write("Noen ord til den som tar over", "Elias kjenner deg fra SFO.")
    kari.press("Tilby stafettpinnen")
    reads(kari, "Du har spurt Siv Aune. Du har stafettpinnen til svaret er ja.")
    pages = [f"{log}{page}" for page in ("", "samtykke/", "stafettpinne/", "historie/")]
    pages += sorted(page for page in kari.been if "/tiltak/" in page or "/mal/" in page)
    has_the_baton(marte, "Kari Nesheim", *pages)
    for hand in (town.someone("Anders Berg"), town.demo(2), siv, kari):
        has_the_baton(hand, "Kari Nesheim", log)
    siv.go("/min-side/")
    reads(siv, "Kari Nesheim vil gi deg stafettpinnen for Elias")
    siv.open("Les og svar")
    reads(siv, "Elias kjenner deg fra SFO.")
    siv.press("Ja, jeg tar stafettpinnen")
    reads(siv, "Du har stafettpinnen nå.", "Neste for deg, Siv")
    has_the_baton(marte, "Siv Aune", *pages[:4])
    for hand in (town.someone("Anders Berg"), town.demo(2), siv, kari):
        has_the_baton(hand, "Siv Aune", log)
    marte.open("Stafettpinnen", within=".st-tabs")
    expect(main(marte).locator(".st-history li")).to_have_count(2)
    marte.open("Det som har skjedd", within=".st-tabs")
    reads(marte, "Siv Aune sa ja til stafettpinnen frå Kari Nesheim.")


def close(town: Town, log: str) -> None:
    siv, marte = town.demo(8), town.someone("Marte Lunde")
    siv.go(log)
    siv.open("Samtykke", within=".st-tabs")
    siv.open("Avslutt loggen")
    siv.open("Målene er nådd")
    siv.write("Hvordan har det gått?", NOTE)
    siv.write("Hva er dere blitt enige om?", "Læreren ser an morgenene sammen med Marte.")
    siv.tick("Familien vet at loggen blir avsluttet")
    siv.press("Avslutt loggen")
    reads(siv, "Loggen for Elias Lunde Berg er avsluttet.")
    for number in (1, 2, 8):
        finds_nothing(town.demo(number), town.been())
    marte.go(log)
    heading(marte, "Loggen er avslutta")
    reads(marte, NOTE, "Læreren ser an morgenene")
    reads_not(marte, "PDF")


def keep(town: Town, log: str) -> None:
    """The worker makes the deposits; the family has them, the others not."""
    marte = town.someone("Marte Lunde")
    with as_worker():
        assert read_all() == DEPOSITS
    marte.reload()
    link = main(marte).get_by_role("link", name="Loggen som PDF").first
    marte.reach(link)
    address = link.get_attribute("href") or ""
    answer = marte.page.context.request.get(address)
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF-")
    text = words(answer.body())
    for told in (GOAL, STEP, AT_HOME, COMMENT, BECAUSE, NOTE, "Siv Aune"):
        assert tight(told) in text, told
    marte.been.add(address)
    finds_nothing(town.demo(8), {address})
