"""A telephone on a slow line: Chromium as it is throttled in its own developer tools."""

import re
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from tools import browser as chromium

# "Fast 3G": bytes a second, milliseconds there and back; and a processor four times slower.
LINE = {"offline": False, "latency": 150, "downloadThroughput": 2e5, "uploadThroughput": 93_750}
SLOWER = 4
SCREEN: Any = {"width": 360, "height": 800}
STILL_MS = 500  # the sign on the tab comes after the page itself
TIMES = """() => {
    const page = performance.getEntriesByType("navigation")[0];
    const seen = performance.getEntriesByName("first-contentful-paint")[0];
    return [page.responseStart - page.requestStart, seen ? seen.startTime : 0,
            page.domContentLoadedEventEnd, page.loadEventEnd];
}"""


@dataclass(frozen=True)
class Arrival:
    """What coming to a page cost: bytes with headers, requests, and milliseconds: the server's own,
    until something is seen, until it can be used (its scripts have run too), until all is there."""

    bytes: int
    requests: int
    server: int
    seen: int
    usable: int
    complete: int


def median(several: list[Arrival]) -> Arrival:
    """The middle of each figure."""
    return Arrival(
        *(
            round(statistics.median(getattr(each, name) for each in several))
            for name in FIGURES[:2]
        ),
        *(statistics.median(getattr(each, name) for each in several) for name in FIGURES[2:]),
    )


FIGURES = tuple(Arrival.__dataclass_fields__)


class Telephone:
    """A browser; each visitor begins with nothing in its cache."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site

    def sign_in(self, name: str) -> Any:
        """Cookies of somebody from the training's list; of nobody, when the name is empty."""
        context = self._context(None)
        page = context.new_page()
        page.goto("/")
        if name:
            page.get_by_role("button", name=f"Logg inn som {name}", include_hidden=True).evaluate(
                "button => button.form.requestSubmit(button)"
            )
            page.wait_for_url("**/min-side/")
        kept = context.storage_state()
        context.close()
        return kept

    def link(self, cookies: Any, start: str, pattern: str) -> str:
        """The first address of this kind that the page leads to."""
        context = self._context(cookies)
        page = context.new_page()
        page.goto(start)
        leads_to: list[str] = page.eval_on_selector_all(
            "a[href]", "all => all.map(a => a.pathname)"
        )
        context.close()
        return next(address for address in leads_to if re.fullmatch(pattern, address))

    def first_visit(self, cookies: Any, address: str) -> Arrival:
        """To this very page, with nothing kept."""
        with self._slow_page(cookies) as (page, line):
            return arrive(page, line, address)

    def next_page(self, cookies: Any, before: str, address: str) -> Arrival:
        """To this page from another one."""
        with self._slow_page(cookies) as (page, line):
            arrive(page, line, before)
            return arrive(page, line, address)

    def _context(self, cookies: Any) -> BrowserContext:
        telephone: Any = {"viewport": SCREEN, "is_mobile": True, "has_touch": True}
        return self.browser.new_context(
            base_url=self.site, locale="nb-NO", storage_state=cookies, **telephone
        )

    @contextmanager
    def _slow_page(self, cookies: Any) -> Iterator[tuple[Page, CDPSession]]:
        context = self._context(cookies)
        page = context.new_page()
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page, line
        context.close()


def arrive(page: Page, line: CDPSession, address: str) -> Arrival:
    """Go there, and wait until nothing more comes. What lies in the cache costs nothing."""
    lengths: dict[str, int] = {}

    def note(event: dict[str, Any]) -> None:
        lengths[event["requestId"]] = event["encodedDataLength"]

    line.on("Network.loadingFinished", note)
    page.goto(address, wait_until="load")
    page.evaluate("document.fonts.ready.then(() => undefined)")
    page.wait_for_timeout(STILL_MS)
    line.remove_listener("Network.loadingFinished", note)
    server, seen, ready, complete = map(round, page.evaluate(TIMES))
    came = [length for length in lengths.values() if length]
    return Arrival(round(sum(came)), len(came), server, seen, max(seen, ready), complete)


@contextmanager
def telephone(site: str) -> Iterator[Telephone]:
    """Chromium, on this site."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        try:
            yield Telephone(browser, site)
        finally:
            browser.close()
