"""The walk's first steps: the talks, the draft, the question, and both yeses."""

import re
from datetime import timedelta

from tests import world as w
from tests.browser.hands import Hand
from tests.browser.town import Town, finds_nothing, has_the_baton, heading, reads, reads_not

IN_SPRING = (w.today() + timedelta(days=150)).isoformat()


def start_a_draft(kari: Hand) -> None:
    kari.open("Start en logg sammen med en familie")
    kari.choose("Barnet eller ungdommen", "Elias Lunde Berg")
    kari.press("Gå videre")
    heading(kari, "Elias Lunde Berg")
    # The page says why two must say yes before anything is written down.
    reads(kari, "Foreldrene bor ikke sammen, og barnet bor fast hos begge.")
    kari.press("Lagre utkastet")
    reads(kari, "Skriv dagen du snakket med Elias. Det kommer før alt annet.")
    for question in (
        "Når fortalte du det til lederen din, Bjørg Solheim?",
        "Når snakket du med Elias?",
        "Når snakket du med de foresatte?",
    ):
        kari.write(question, w.today().isoformat())
    kari.tick("Marte Lunde, mor")
    kari.write("Når ble det sagt?", w.today().isoformat())
    kari.write("Navn på loggen", "Morgenene til Elias")
    kari.write("Noen ord om barnet", "Elias liker fotball og er god til å trøste.")
    kari.press("Lagre utkastet")
    reads(kari, "Utkastet er lagret. Bare du ser det til du spør.")
    reads(kari, "Marte Lunde sa ja muntlig", "Anders Berg har ikke sagt ja muntlig")


def anders_says_yes_too(kari: Hand) -> None:
    kari.open("Skriv opp at noen har sagt ja")
    kari.tick("Anders Berg")
    kari.write("Når ble det sagt?", w.today().isoformat())
    kari.press("Lagre")
    reads(kari, "Anders Berg sa ja muntlig")


def put_on_the_list(kari: Hand, service: str, person: str, task: str) -> None:
    kari.press("Legg til en person")
    kari.choose("Hvor arbeider personen?", service)
    kari.press("Gå videre")
    kari.choose("Hvem?", person)
    kari.write("Hva er oppgaven?", task)
    kari.tick("Alt i loggen")
    kari.write("Hvor lenge?", IN_SPRING)
    kari.press("Sett på lista")
    reads(kari, f"{person} står på lista. Ingenting er sendt ennå.", task)


def ask(kari: Hand) -> None:
    kari.press("Be om samtykke")
    reads(kari, "Skriv hvorfor du spør. Da vet de hva de svarer på.")
    kari.write("Hva spør du om, og hvorfor?", "Vi vil hjelpe Elias med morgenene, alle likt.")
    kari.write("Hva skal holdes utenfor?", "Det dere har fortalt om helsa deres")
    kari.press("Be om samtykke")
    reads(kari, "Spørsmålet er sendt. Nå kan de som bestemmer, svare.")
    heading(kari, re.compile("^Du venter på (Marte og Anders|Anders og Marte)$"))


def named_see_nothing_yet(town: Town) -> None:
    """Those named hear nothing of it before every yes is there, not even the child's name."""
    for number in (2, 8):
        named = town.demo(number)
        named.go("/min-side/")
        reads(named, "Ingenting venter på deg nå.")
        reads_not(named, "Elias")
        finds_nothing(named, town.been())


def both_sign(town: Town, log: str) -> None:
    kari, marte, anders = town.demo(1), town.someone("Marte Lunde"), town.someone("Anders Berg")
    sign(marte)
    reads(marte, "Du har sagt ja. Takk for at du leste.", "Nå venter vi på Anders")
    reads_not(marte, "Sier du nei, åpner vi ingen logg.")
    named_see_nothing_yet(town)
    kari.reload()
    heading(kari, re.compile("^Du venter på Anders"))
    sign(anders)
    reads(anders, "Alle har sagt ja, og loggen for Elias er åpen.")
    heading(anders, "Elias Lunde Berg")
    for hand in (kari, town.demo(2), town.demo(8)):
        hand.go("/min-side/")
        hand.open("Elias Lunde Berg")
        heading(hand, "Elias Lunde Berg")
        has_the_baton(hand, "Kari Nesheim", log)
    # A parent with one log is led straight to it.
    marte.go("/min-side/")
    heading(marte, "Elias Lunde Berg")


def sign(parent: Hand) -> None:
    parent.reload()
    parent.open("Les og svar")
    reads(parent, "Vi vil hjelpe Elias med morgenene, alle likt.", "Sunniva Aas", "Siv Aune")
    reads(parent, "Det dere har fortalt om helsa deres")
    parent.press("Ja, jeg skriver under")
