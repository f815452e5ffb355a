"""The main job, from the first talk to the archive, by three kinds of hands.

A teacher starts a log, both parents sign, the plan is made and followed, the baton is passed on,
and the log is closed and kept. Everyone is signed in as themselves, and each step is seen by what
the others find when they look again.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import HANDS, Hand
from tests.browser.town import Town, finds_nothing
from tests.browser.walk_end import close, keep, pass_the_baton_on
from tests.browser.walk_opening import (
    anders_says_yes_too,
    ask,
    both_sign,
    named_see_nothing_yet,
    put_on_the_list,
    start_a_draft,
)
from tests.browser.walk_plan import close_the_goals, follow_the_plan, make_a_plan, mother_comments

# Ten people on one machine; a keyboard needs a thousand Tabs.
pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@pytest.fixture(params=HANDS)
def town(request: pytest.FixtureRequest, open_browser: Callable[..., Page]) -> Town:
    return Town(open_browser, request.param)


@pytest.mark.requirement("A1", "A2", "A11", "A12", "B8", "B15", "B16", "J1", "J5")
def test_a_log_is_led_from_the_first_talk_to_the_archive(town: Town) -> None:
    kari, marte = town.demo(1), town.someone("Marte Lunde")
    start_a_draft(kari)
    anders_says_yes_too(kari)
    put_on_the_list(kari, "Skolehelsetjenesten", "Sunniva Aas", "Snakker med Elias mellom møtene")
    put_on_the_list(kari, "Eikvåg skole", "Siv Aune", "Tar imot Elias om morgenen")
    ask(kari)
    log = log_of(kari)
    named_see_nothing_yet(town)
    both_sign(town, log)
    keeps_a_language(town, "Marte Lunde", "Nynorsk", "nn")
    keeps_a_language(town, "Anders Berg", "English", "en")
    make_a_plan(kari, log)
    mother_comments(marte, log)
    follow_the_plan(town, log)
    close_the_goals(kari, log)
    outsiders_find_nothing(town, "Jonas Rød", "Bjørg Solheim", "Torbjørn Nygård")
    pass_the_baton_on(town, log)
    close(town, log)
    keep(town, log)
    outsiders_find_nothing(town, "Torbjørn Nygård")


def log_of(hand: Hand) -> str:
    """The address of the log's own page, from any of its pages."""
    (log,) = {"/".join(address.split("/")[:3]) for address in hand.been}
    return f"{log}/"


def keeps_a_language(town: Town, name: str, language: str, code: str) -> None:
    """Chosen once, it is there again on another machine."""
    hand = town.someone(name)
    hand.choose_language(language)
    expect(hand.page.locator("html")).to_have_attribute("lang", code)
    hand.sign_out()
    expect(hand.page.locator("html")).to_have_attribute("lang", code)
    hand.page.context.clear_cookies()
    hand.go("/")
    expect(hand.page.locator("html")).to_have_attribute("lang", "nb")
    town.sign_in_as(hand, name)
    expect(hand.page.locator("html")).to_have_attribute("lang", code)


def outsiders_find_nothing(town: Town, *names: str) -> None:
    """A colleague, the head of the same school, and a leader of another municipality."""
    for name in names:
        finds_nothing(town.someone(name), town.been())
