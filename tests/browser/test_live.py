"""What Kari writes comes onto Marte's open page and takes nothing of what Marte writes (L1)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from stafett.book.wall import acting_as
from stafett.identity.session import end
from stafett.identity.session_store import SessionStore
from stafett.logs.models import Log
from stafett.plan import actions as plan
from tests import world as w
from tests.browser.conftest import NORWAY
from tests.browser.looking import Enter, axe, screenshot
from tests.live.process import Process
from tests.live.promptness import promptly
from tools import environment

pytestmark = [pytest.mark.slow, pytest.mark.requirement("L1")]
TYPED = "Vi har prøvd dagsplanen hjemme, og"


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """Marte's, whose console may tell of a process that is away."""
    view: Any = {"width": 360, "height": 800}
    context = browser.new_context(base_url=site, viewport=view, **NORWAY)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


def by_itself(request: Request) -> bool:
    """Whether it is a live page that asks for itself."""
    return "stafett-live" in request.headers


def comment(world: w.World, log: Log, measure: UUID, text: str) -> None:
    with acting_as(world.kari.pk):
        plan.comment(w.stand(world.kari, log), measure_id=measure, text=text, at=w.now())


def test_it_comes_while_marte_is_writing(
    phone: Page, enter: Enter, live: Process, world: w.World, log: Log, ids: dict[str, UUID]
) -> None:
    enter(phone, "marte").goto(f"/logg/{log.pk}/tiltak/{ids['due']}/")
    field = phone.get_by_role("textbox")
    field.press_sequentially(TYPED)
    field.evaluate("field => field.setSelectionRange(3, 8)")
    phone.evaluate("window.still = true")
    before = field.bounding_box()
    assert before

    comment(world, log, ids["due"], "Han viste bildet til mormor.")
    # From the commit until it stands on the screen, answer and all.
    there = phone.get_by_text("Han viste bildet til mormor.")
    there.wait_for(timeout=1000 * promptly())
    expect(phone.get_by_role("status").filter(has_text="Nytt fra Kari")).to_be_visible()
    expect(field).to_be_focused()
    expect(field).to_have_value(TYPED)
    # Its form is as it was opened, with what keeps what is written.
    expect(phone.locator("form#kommentar [name=uferdig]")).to_have_count(1)
    kept = field.evaluate("field => [field.selectionStart, field.selectionEnd, window.still]")
    assert kept == [3, 8, True]
    after = field.bounding_box()
    assert after
    assert abs(after["y"] - before["y"]) < 2, "what one writes in has moved"
    phone.screenshot(path=environment.var() / "pictures" / "live-writing-360.png")
    axe(phone)

    # The process is away for a while, and the page catches up.
    live.stop(kill=True)
    comment(world, log, ids["due"], "Og til læreren.")
    live.start()
    expect(phone.get_by_text("Og til læreren.")).to_be_visible()
    phone.get_by_role("button", name="Lagre kommentaren").click()
    expect(phone.get_by_text(TYPED)).to_be_visible()


def test_the_logs_own_page_changes_and_what_is_unfolded_stays_so(
    page: Page, enter: Enter, live: Process, world: w.World, log: Log, ids: dict[str, UUID]
) -> None:
    enter(page, "marte").goto(f"/logg/{log.pk}/")
    page.locator("summary").first.click()
    expect(page.locator("details").first).to_have_attribute("open", "")
    page.evaluate("window.still = true")
    with page.expect_request(by_itself, timeout=6_000), acting_as(world.kari.pk):
        said = {"result": "worked", "why": "Det virker.", "next_step": "end", "at": w.now()}
        plan.evaluate(w.stand(world.kari, log), ids["due"], **said)
    expect(page.get_by_role("status").filter(has_text="Nytt fra Kari")).to_be_visible()
    expect(page.locator("details[open]").get_by_text("Bilde av dagen kvelden før")).to_be_visible()
    assert page.evaluate("window.still")
    screenshot(page, "live-log-1280")

    # Whoever is disturbed by it stops it, and starts it again.
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("button", name="Stopp det").click()
    comment(world, log, ids["kari"], "Han sto og ventet.")
    words = "skrev en kommentar til «Kari møter Elias"
    expect(other.get_by_text(words)).to_be_visible()
    expect(page.get_by_text(words)).to_be_hidden()
    page.get_by_role("button", name="La det komme").click()
    expect(page.get_by_text(words)).to_be_visible()

    # Signed out elsewhere, the page says that it is not live any more.
    end(SessionStore(page.context.cookies()[0]["value"]))
    expect(page.get_by_text("Denne siden viser ikke lenger det som er nytt.")).to_be_visible()


HIDDEN = """hidden => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_a_page_that_nobody_looks_at_waits_and_catches_up(
    page: Page, enter: Enter, live: Process, world: w.World, log: Log, ids: dict[str, UUID]
) -> None:
    enter(page, "marte").goto(f"/logg/{log.pk}/tiltak/{ids['due']}/")
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request) if by_itself(request) else None)
    page.evaluate(HIDDEN, True)
    comment(world, log, ids["due"], "Han sang på vei hjem.")
    page.wait_for_timeout(1500)
    assert not asked
    page.evaluate(HIDDEN, False)
    expect(page.get_by_text("Han sang på vei hjem.")).to_be_visible()
    assert len(asked) == 1
