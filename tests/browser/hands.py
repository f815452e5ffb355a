"""Three ways to use a page: a mouse at a desk, a keyboard alone, a thumb on a telephone."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import no_sideways_scrolling

HANDS = ("mouse", "keyboard", "thumb")
MOST_TABS = 150
Words = str | re.Pattern[str]
IN_A_LOG = re.compile(r"/logg/[0-9a-f-]{36}/[^?#]*")


class Hand:
    """Somebody's hand on a page of their own. Fields are found by label, the rest by role.

    `been` keeps the addresses of logs on which the person has been.
    """

    def __init__(self, page: Page, kind: str) -> None:
        self.page = page
        self.kind = kind
        self.been: set[str] = set()
        page.on("framenavigated", lambda frame: self._note(frame.url))

    # Going somewhere

    def go(self, address: str) -> None:
        """Type an address, or come by a bookmark."""
        self.page.goto(address)

    def reload(self) -> None:
        """Look again."""
        self.page.reload()

    def open(self, name: Words, *, within: str = "body") -> None:
        """Follow the first link whose words hold this name."""
        links = self.page.locator(within).get_by_role("link", name=name)
        self._press(links.and_(self.page.locator(":visible")).first, "Enter")

    def press(self, name: Words, *, exact: bool = False) -> None:
        """Press the button of this name and wait for what comes."""
        self._press(self.page.get_by_role("button", name=name, exact=exact).first, "Enter")

    def unfold(self, words: str, *, within: str = "main") -> None:
        """Open what is folded under these words."""
        summary = self.page.locator(within).locator("summary", has_text=words).first
        self._touch(summary, "Enter")

    def drop(self, name: Words) -> None:
        """Open the menu in the header whose button has this name."""
        self._touch(self.page.get_by_role("banner").get_by_role("button", name=name), "Enter")

    def choose_language(self, name: str) -> None:
        """Through the header's menu."""
        self.drop(re.compile("Meny|Menu" if self.kind == "thumb" else "Bokmål|Nynorsk|English"))
        self.open(name, within="header")

    def sign_out(self) -> None:
        """Through the header's menu, and the page that asks once more."""
        words = re.compile("Logg ut|Sign out")
        self.drop(re.compile("Meny|Menu") if self.kind == "thumb" else self.me())
        self.open(words, within="header")
        self.press(words)

    def me(self) -> str:
        """The name that the header gives the person."""
        return self.page.locator("header [popovertarget=meg]").inner_text()

    def reach(self, target: Locator) -> None:
        """It can be pressed with this hand, which is not done here."""
        expect(target).to_be_visible()
        if self.kind == "keyboard":
            self._reach(target)

    # Filling in

    def write(self, label: str, text: str) -> None:
        """Write in a field, replacing what is there. A date is written as year-month-day."""
        field = self._field(label)
        if self.kind != "keyboard":
            field.fill(text)
            return
        self._reach(field)
        if field.get_attribute("type") == "date":
            self._type_date(field, text)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)
        expect(field).to_have_value(text)

    def _type_date(self, field: Locator, text: str) -> None:
        """The parts stand in the order of the browser's own language, which may be English."""
        year, month, day = text.split("-")
        for parts in (day + month + year, month + day + year):
            self.page.keyboard.type(parts)
            if field.input_value() == text:
                return
            for _ in range(3):
                self.page.keyboard.press("ArrowLeft")

    def choose(self, label: str, option: str) -> None:
        """Choose in a list by the words that an option begins with."""
        field = self._field(label)
        words = field.locator("option").all_inner_texts()
        wanted = next(at for at, word in enumerate(words) if word.startswith(option))
        if self.kind == "keyboard":
            self._reach(field)
            for _ in range(wanted - field.evaluate("e => e.selectedIndex")):
                self.page.keyboard.press("ArrowDown")
        else:
            field.select_option(index=wanted)
        assert field.evaluate("e => e.selectedIndex") == wanted, option

    def tick(self, label: str) -> None:
        """Tick a box or choose a radio button."""
        box = self._field(label)
        if self.kind == "keyboard":
            self._reach_choice(box)
        elif self.kind == "thumb":
            box.tap()
        else:
            box.click()
        expect(box).to_be_checked()

    # How it is done

    def _field(self, label: str) -> Locator:
        fields = self.page.locator("input, textarea, select")
        return self.page.get_by_role("main").get_by_label(label).and_(fields).first

    def _press(self, target: Locator, key: str) -> None:
        """Press what leads to another page, or to the same page anew."""
        with self.page.expect_navigation():
            self._touch(target, key)
        if self.kind == "thumb":
            no_sideways_scrolling(self.page)

    def _touch(self, target: Locator, key: str) -> None:
        if self.kind == "keyboard":
            self._reach(target)
            self.page.keyboard.press(key)
        elif self.kind == "thumb":
            target.tap()
        else:
            target.click()

    def _reach(self, target: Locator) -> None:
        """Tab until the target has the focus; a target that no Tab reaches fails."""
        expect(target).to_be_visible()
        element = target.element_handle()
        self._tab_until(
            lambda: bool(self.page.evaluate("e => e === document.activeElement", element))
        )

    def _reach_choice(self, box: Locator) -> None:
        """Boxes are reached by Tab, radio buttons by Tab to their group and then arrows."""
        if box.get_attribute("type") == "checkbox":
            self._reach(box)
            self.page.keyboard.press("Space")
            return
        name = box.get_attribute("name")
        self._tab_until(lambda: self.page.evaluate("document.activeElement.name") == name)
        self.page.keyboard.press("Space")
        for _ in range(20):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def _tab_until(self, there: Callable[[], bool]) -> None:
        for _ in range(MOST_TABS):
            if there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"no Tab reaches it on {self.page.url}")

    def _note(self, url: str) -> None:
        self.been |= set(IN_A_LOG.findall(url))
