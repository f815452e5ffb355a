"""Every page of the site's own address list, as somebody who may see it, with data in it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from playwright.sync_api import Page

from tests.browser import addresses
from tests.browser.addresses import Visit, visits
from tests.browser.looking import axe, no_sideways_scrolling
from tests.browser.places import Places
from tests.browser.words import left_in_english
from tests.clients import signed_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]
# The contact buttons in the baton's surface are inverted, so that they do not compete.
PRIMARY = "main .ds-button:not([data-variant]):not(.st-baton *):visible"
LOG_ID = re.compile(r"(?<=/logg/)[0-9a-f-]{36}(?=/)")
NO_LOG = "00000000-0000-4000-8000-000000000000"
# Where bokmål and nynorsk have the same words.
SAME_IN_NYNORSK: set[str] = set()
# What is hidden on a page without scripts, because it is nothing without them.
ONLY_WITH_SCRIPTS = "[data-read-aloud], [data-print], [data-clear]"
# Pages that tell of the visit itself, and so say more each minute.
TELLS_OF_VISITS = {"who_looked"}


class Troubles(list[str]):
    """What is wrong on the pages, all of it told at the end."""

    @contextmanager
    def about(self, visit: Visit) -> Iterator[None]:
        """Go on with the next page whatever this one has."""
        try:
            yield
        except AssertionError as trouble:
            self.append(f"{visit.name} as {visit.who or 'nobody'}: {trouble}")


@pytest.fixture
def places(site: str) -> Places:
    """The training municipality with its demonstration logs."""
    return Places(site)


@pytest.fixture
def troubles() -> Iterator[Troubles]:
    """Empty at the test's end."""
    found = Troubles()
    yield found
    assert not found, "\n\n".join(found)


def pages(places: Places) -> list[Visit]:
    """What somebody reads in the browser."""
    return [visit for visit in visits(places) if visit.is_page]


def look(page: Page, visit: Visit, language: str = "nb") -> None:
    """Go there."""
    mark = "&" if visit.query else "?"
    answer = page.goto(f"{visit.address}{mark}sprak={language}")
    assert answer is not None
    assert answer.status == 200, f"status {answer.status}"
    assert page.url.split("?")[0].endswith(visit.address.split("?")[0]), f"leads to {page.url}"
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("half", [0, 1])
def test_every_page_is_for_everybody(
    open_browser: Callable[..., Page], places: Places, troubles: Troubles, half: int
) -> None:
    """Says the same without scripts, speaks both written forms, and is accessible and in order on
    a desk and on a telephone."""
    with_scripts, without = open_browser(), open_browser(java_script_enabled=False)
    for visit in pages(places)[half::2]:
        for page in (with_scripts, without):
            places.enter(page.context, visit.who)
        bokmal = ""
        with troubles.about(visit):
            bokmal, nynorsk = (said(without, visit, language) for language in ("nb", "nn"))
            same = bokmal == nynorsk
            assert same == (visit.name in SAME_IN_NYNORSK), f"nb and nn alike: {nynorsk}"
        with troubles.about(visit):
            look(with_scripts, visit)
            for width in (360, 1280):
                with_scripts.set_viewport_size({"width": width, "height": 800})
                in_order(with_scripts)
                axe(with_scripts)
            if visit.name not in TELLS_OF_VISITS:
                assert words(with_scripts) == bokmal


def in_order(page: Page) -> None:
    """One heading, a name, one thing to press, and nothing beside the window."""
    no_sideways_scrolling(page)
    assert page.locator("h1:visible").count() == 1, "not one h1"
    assert re.fullmatch(r"\S.* – Stafett", page.title()), page.title()
    buttons = page.locator(PRIMARY)
    assert buttons.count() <= 1, buttons.all_inner_texts()


def said(page: Page, visit: Visit, language: str) -> str:
    """The page's words, none of which are English."""
    look(page, visit, language)
    english = left_in_english(page, language)
    assert not english, f"in {language}: {english}"
    return words(page)


def words(page: Page) -> str:
    """What the page says, but for what is nothing without scripts."""
    page.locator(ONLY_WITH_SCRIPTS).evaluate_all("all => all.forEach((each) => each.remove())")
    return page.get_by_role("main").inner_text()


def test_each_address_is_for_those_who_may_see_it(places: Places, troubles: Troubles) -> None:
    """A log that is not one's own answers as a log that does not exist, form or no form."""
    found = visits(places)
    told = {visit.name for visit in found} | addresses.ONLY_FORMS | addresses.IN_A_WALK
    assert told == addresses.names(), "Each address needs a visit in tests/browser/addresses.py."
    for name in ("Jonas Rød", "Torbjørn Nygård"):
        client = signed_in(places.person(name), places.eikvag)
        for visit in found:
            if LOG_ID.search(visit.address):
                with troubles.about(visit):
                    answers_as_nothing(client, visit.address)
    (file,) = (visit for visit in found if visit.name == "archive:pdf")
    answer = signed_in(places.person(file.who), places.eikvag).get(file.address)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


def answers_as_nothing(client: Client, address: str) -> None:
    """Also to a form with nothing in it."""
    nothing = LOG_ID.sub(NO_LOG, address)
    for ask in (client.get, client.post):
        real, none = ask(address), ask(nothing)
        assert (real.status_code, real.content) == (none.status_code, none.content)
        assert real.status_code in {404, 405}
