"""Subgoals and measures in another order: dragged, by keys, by thumb, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from stafett.logs.models import Log
from tests import world as w
from tests.browser.looking import Enter, axe, no_sideways_scrolling
from tests.plan.full import make_full

LATE, DUE, KARI = "Dagsplan med bilder på pulten", "Bilde av dagen kvelden før", "Kari møter Elias"


@pytest.fixture
def log(world: w.World) -> Log:
    log = w.open_log(world)
    make_full(world, log)
    return log


def first_measure(page: Page, log: Log) -> Locator:
    """What stands on top of the first list of measures on the log's page."""
    page.goto(f"/logg/{log.pk}/")
    return page.locator(".st-measures").first.locator(".st-measure").first


def row(page: Page, words: str) -> Locator:
    return page.locator("[data-row]").filter(has_text=words)


def measures(page: Page) -> list[str]:
    return page.locator(".st-order").last.locator("[data-words]").all_inner_texts()


@pytest.mark.requirement("K18")
def test_dragged_by_its_handle_and_seen_by_another(
    open_browser: Callable[..., Page], enter: Enter, log: Log
) -> None:
    page, marte = enter(open_browser(), "kari"), enter(open_browser(), "marte")
    expect(first_measure(marte, log)).to_contain_text(LATE)
    page.goto(f"/logg/{log.pk}/")
    page.get_by_role("link", name="Endre rekkefølgen").click()
    axe(page)
    handle, target = row(page, LATE).locator("[data-grip]"), row(page, KARI)
    start, end = handle.bounding_box(), target.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, end["y"] + end["height"] - 3, steps=12)
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text="er nå nummer 3 av")).to_be_attached()
    page.get_by_role("button", name="Lagre rekkefølgen").click()
    expect(page.get_by_text("Den nye rekkefølgen er lagret.")).to_be_visible()
    expect(first_measure(marte, log)).to_contain_text(DUE)


@pytest.mark.requirement("K18")
def test_by_keys_alone_the_place_is_said_and_the_focus_stays(
    page: Page, enter: Enter, log: Log
) -> None:
    enter(page, "kari").goto(f"/logg/{log.pk}/rekkefolge/")
    up = page.get_by_role("button", name=f"Flytt opp: {DUE}")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-status]")).to_have_text(f"«{DUE}» er nå nummer 1 av 4.")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")  # it stands first already
    expect(page.locator("[data-status]")).to_have_text(f"«{DUE}» er nå nummer 1 av 4.")
    page.get_by_role("button", name="Lagre rekkefølgen").focus()
    page.keyboard.press("Space")
    page.wait_for_url(f"**/logg/{log.pk}/")
    expect(first_measure(page, log)).to_contain_text(DUE)


@pytest.mark.requirement("K18")
def test_on_a_telephone_without_scripts(
    open_browser: Callable[..., Page], enter: Enter, log: Log
) -> None:
    page = enter(open_browser(360, 800, java_script_enabled=False), "anders")
    page.goto(f"/logg/{log.pk}/rekkefolge/")
    expect(page.locator("[data-grip]").first).to_be_hidden()
    page.get_by_role("button", name=f"Flytt ned: {LATE}").click()
    expect(page.get_by_role("button", name=f"Flytt ned: {LATE}")).to_be_focused()
    page.get_by_role("button", name=f"Flytt ned: {LATE}").click()
    expect(page.locator(".st-order").last.locator("[data-words]").nth(2)).to_have_text(LATE)
    page.get_by_role("button", name="Lagre rekkefølgen").click()
    expect(first_measure(page, log)).to_contain_text(DUE)


@pytest.mark.requirement("K18")
def test_dragged_by_a_thumb(phone: Page, enter: Enter, log: Log) -> None:
    enter(phone, "kari").goto(f"/logg/{log.pk}/rekkefolge/")
    no_sideways_scrolling(phone)
    row(phone, KARI).scroll_into_view_if_needed()
    start = row(phone, KARI).locator("[data-grip]").bounding_box()
    end = row(phone, LATE).bounding_box()
    assert start
    assert end
    touch = phone.context.new_cdp_session(phone)
    x, y, to = start["x"] + 10, start["y"] + 10, end["y"] + 3
    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for step in range(1, 11):
        points = [{"x": x, "y": y + (to - y) * step / 10}]
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(phone.locator("[data-status]")).to_contain_text("er nå nummer 1 av 4.")
    assert measures(phone)[0].startswith(KARI)
