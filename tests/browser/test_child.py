"""The child's room, from the first word to a talk: by mouse, keyboard, thumb, and without scripts.

Elias writes for himself, and nobody finds it: not on a page, not in SQL, not in the print. He
throws one thing away, tells Sunniva another, and asks her for a talk; what she then writes down
of the talk stands in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from stafett.archive.printed import print_log
from stafett.logs.hidden import EVERYTHING
from stafett.logs.models import Log
from tests import world as w
from tests.archive.reader import tight
from tests.archive.reader import words as words_in
from tests.browser.hands import HANDS, Hand
from tests.browser.looking import axe, no_sideways_scrolling, screenshot
from tests.browser.town import heading, reads, reads_not
from tests.clients import session_of
from tests.logins import as_worker
from tests.walls.markers.looking import in_sql

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]
THROWN, CHANGED = "Jeg gruer meg til gymmen.", "Jeg gruer meg til garderoben."
TROUBLE, WISH, SAID = "De ler av meg i køen.", "Kan vi gå en tur?", "Jeg vil gå først i køen."
OTHERS = ("marte", "kari")  # mother, and who has the baton
ALL = ("marte", "kari", "sunniva")


@dataclass
class House:
    """Elias's log, and everyone around it with a browser of their own."""

    site: str
    open_browser: Callable[..., Page]
    kind: str
    world: w.World
    log: Log
    hands: dict[str, Hand] = field(default_factory=dict)

    def hand(self, name: str) -> Hand:
        """Somebody, signed in."""
        if name not in self.hands:
            page = self.open_browser(**self._window())
            key = session_of(self.world.people[name], self.world.eikvag)
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": self.site}
            page.context.add_cookies([cookie])  # type: ignore[list-item]
            self.hands[name] = Hand(page, "mouse" if self.kind == "plain" else self.kind)
        return self.hands[name]

    def _window(self) -> dict[str, object]:
        thumb = {"width": 360, "height": 800, "is_mobile": True, "has_touch": True}
        return {"thumb": thumb, "plain": {"java_script_enabled": False}}.get(self.kind, {})

    @property
    def base(self) -> str:
        """The log's address."""
        return f"/logg/{self.log.pk}/"

    def pages(self, words: str) -> list[str]:
        """Where somebody else would look."""
        parts = ("", "barnets-stemme/", "historie/", "innsyn/", "sok/?q=meg", "mitt-rom/")
        return ["/min-side/?bli=1", *(self.base + part for part in parts), words]

    def printed(self) -> str:
        """All words of the archive's own print."""
        with as_worker():
            log = Log.objects.select_related("book", "owner", "unit", "municipality").get(
                pk=self.log.pk
            )
            until = log.book.count
            print_ = print_log(log, EVERYTHING, language="nb", until=until, at=w.now())
        return words_in(print_.pdf)


@pytest.fixture(params=(*HANDS, "plain"))
def house(request: pytest.FixtureRequest, open_browser: Callable[..., Page], site: str) -> House:
    world = w.make_world()
    log = w.open_log(world, plan_alone=("ragnhild",))
    return House(site, open_browser, request.param, world, log)


@pytest.mark.requirement("M6", "M11", "M13", "M14", "D26", "M15")
def test_elias_writes_tells_one_and_gets_a_talk(house: House) -> None:
    elias, sunniva = house.hand("elias"), house.hand("sunniva")
    elias.go(f"{house.base}mitt-rom/")
    heading(elias, "Hei, Elias!")
    look(house, "room")
    writes_and_throws_away(house, elias)
    trouble = says_what_is_not_working(house, elias)
    nobody_finds(house, TROUBLE, trouble, ("sunniva", *OTHERS))
    elias.tick("Sunniva Aas (Helsesykepleier)")
    elias.press("Fortell det")
    reads(elias, "Nå er det fortalt.", TROUBLE, "Bare til:")
    sunniva.go(f"{house.base}barnets-stemme/")
    reads(sunniva, TROUBLE, "Elias valgte deg.")
    nobody_finds(house, TROUBLE, trouble, OTHERS)
    asks_for_a_talk(house, elias, sunniva)
    writes_the_talk(house, sunniva)


def writes_and_throws_away(house: House, elias: Hand) -> None:
    elias.tick("Ikke bra")
    elias.write("Vil du si noe mer?", THROWN)
    elias.press("Lagre, bare for meg")
    heading(elias, "Bare du kan se dette")
    words = elias.page.url.removeprefix(house.site)
    nobody_finds(house, THROWN, words, ALL)
    look(house, "words")
    elias.open("Endre")
    elias.write("Vil du si noe mer?", CHANGED)
    elias.press("Lagre, bare for meg")
    reads(elias, CHANGED)
    elias.open("Kast det")
    elias.press("Kast det")
    reads(elias, "Det er borte. Ingen andre har lest det.")
    reads_not(elias, CHANGED)
    assert in_sql(house.world.elias, CHANGED) == []


def says_what_is_not_working(house: House, elias: Hand) -> str:
    """The address at which the child alone reads it."""
    elias.open("Noe fungerer ikke")
    elias.write("Hva er det som ikke fungerer?", TROUBLE)
    elias.press("Lagre, bare for meg")
    reads(elias, TROUBLE)
    return elias.page.url.removeprefix(house.site)


def asks_for_a_talk(house: House, elias: Hand, sunniva: Hand) -> None:
    elias.open("Jeg vil snakke med noen")
    elias.tick("Sunniva Aas (Helsesykepleier)")
    elias.write("Vil du si hva det gjelder?", WISH)
    look(house, "talk")
    elias.press("Be om en prat")
    reads(elias, "Du har bedt Sunniva om en prat.")
    nobody_finds(house, WISH, f"{house.base}barnets-stemme/", OTHERS)
    sunniva.go("/min-side/")
    reads(sunniva, "Elias vil snakke med deg")
    sunniva.open("Les det")
    reads(sunniva, WISH)
    sunniva.press("Jeg har lest det og tar en prat")
    reads(sunniva, "Elias ser at du har lest det.")
    look(house, "told", "sunniva")
    elias.reload()
    reads(elias, "Sunniva har lest det.")


def writes_the_talk(house: House, sunniva: Hand) -> None:
    """What the child said to an adult stands in the log, for those who read all of it."""
    sunniva.open("Skriv ned en prat")
    sunniva.tick("Sunniva Aas (Helsesykepleier)")
    sunniva.write("Hva sa barnet?", SAID)
    look(house, "write-talk", "sunniva")
    sunniva.press("Lagre praten")
    reads(sunniva, "Praten er skrevet ned.", SAID)
    for name in OTHERS:
        hand = house.hand(name)
        hand.go(f"{house.base}barnets-stemme/")
        reads(hand, SAID)
        reads_not(hand, TROUBLE, WISH)
        hand.go(f"{house.base}historie/")
        reads(hand, "Sunniva Aas snakket med Elias")
    assert tight(SAID) in house.printed()


def nobody_finds(house: House, text: str, words: str, names: tuple[str, ...]) -> None:
    """On no page that these people may think of, not by SQL, and not in the print."""
    for name in names:
        browser = house.hand(name).page.context.request
        for address in house.pages(words):
            assert text not in browser.get(house.site + address).text(), (name, address)
        assert in_sql(house.world.people[name], text) == [], name
    assert tight(text) not in house.printed()


def look(house: House, name: str, who: str = "elias") -> None:
    """Accessible and not wider than the screen, with a picture of it."""
    page = house.hand(who).page
    no_sideways_scrolling(page)
    if house.kind == "plain":
        expect(page.locator("[data-read-aloud]:visible")).to_have_count(0)
    else:
        axe(page)
    screenshot(page, f"child-{name}-{house.kind}")
