"""The training municipality in the browser: each of its people has a browser of their own."""

import re
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from playwright.sync_api import Locator, Page, expect

from tests.browser.hands import Hand

NO_LOG = "/logg/00000000-0000-4000-8000-000000000000/"


class Town:
    """Eikvåg with its people and without logs; everyone uses the same kind of hand."""

    def __init__(self, open_browser: Callable[..., Page], kind: str) -> None:
        call_command("make_training", "--database=owner", "--people-only", verbosity=0)
        self.open_browser = open_browser
        self.kind = kind
        self.hands: dict[str, Hand] = {}

    def demo(self, number: int) -> Hand:
        """A demo user, signed in with user name and password."""
        name = f"demo{number}"
        if name not in self.hands:
            hand = self.hands[name] = self._hand()
            hand.go("/logg-inn/")
            hand.write("Brukernavn", name)
            hand.write("Passord", "BTI2000")
            hand.press("Logg inn", exact=True)
        return self.hands[name]

    def someone(self, name: str) -> Hand:
        """A fictional person from the list on the start page."""
        if name not in self.hands:
            self.hands[name] = self._hand()
            self.sign_in_as(self.hands[name], name)
        return self.hands[name]

    def sign_in_as(self, hand: Hand, name: str) -> None:
        """On the start page, where some stand folded away."""
        hand.go("/")
        words = re.compile(f" {re.escape(name)}$")
        button = hand.page.get_by_role("button", name=words, include_hidden=True)
        fold = hand.page.locator("details").filter(has=button)
        if fold.count():
            hand.unfold(fold.locator("summary").inner_text())
        hand.press(f"Logg inn som {name}")

    def been(self) -> set[str]:
        """Every address in a log on which somebody has been."""
        return set().union(*(hand.been for hand in self.hands.values()))

    def _hand(self) -> Hand:
        thumb: dict[str, Any] = {"width": 360, "height": 800, "is_mobile": True, "has_touch": True}
        return Hand(self.open_browser(**(thumb if self.kind == "thumb" else {})), self.kind)


def main(hand: Hand) -> Locator:
    """The page's content."""
    return hand.page.get_by_role("main")


def reads(hand: Hand, *words: str) -> None:
    """These words stand on the page, in sight."""
    for each in words:
        expect(
            main(hand).get_by_text(each).and_(hand.page.locator(":visible")).first
        ).to_be_visible()


def reads_not(hand: Hand, *words: str) -> None:
    """These words do not stand on the page, not even folded away."""
    for each in words:
        expect(main(hand)).not_to_contain_text(each)


def heading(hand: Hand, words: str | re.Pattern[str]) -> None:
    """What the page calls itself."""
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(words)


def has_the_baton(hand: Hand, name: str, *pages: str) -> None:
    """Each of these pages of a log says so."""
    says = re.compile(rf"(Stafettpinnen er hos|The baton is with)\s+{name}")
    for page in pages:
        hand.go(page)
        expect(main(hand)).to_contain_text(says, use_inner_text=True)


def finds_nothing(hand: Hand, addresses: set[str]) -> None:
    """To this person none of the addresses differs from a log that does not exist."""
    browser = hand.page.context.request
    nothing = browser.get(NO_LOG, max_redirects=0)
    assert nothing.status == 404
    for address in sorted(addresses):
        answer = browser.get(address, max_redirects=0)
        assert (answer.status, answer.body()) == (404, nothing.body()), address
