"""What a visit costs on the line: for whoever comes first, and for who goes on to another page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Page

from stafett.logs.models import Log
from tests.browser.looking import Enter
from tools.bench.telephone import arrive

FIRST_VISIT, NEXT_PAGE = 150_000, 30_000
TEXTS = ("text/", "application/json", "image/svg+xml")
SHORT = 1000  # bytes that gain nothing


class Line:
    """A page whose answers are counted as they come over the line."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: dict[str, tuple[str, dict[str, str]]] = {}
        self.came: list[tuple[str, dict[str, str]]] = []
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.responseReceived", self._note)
        self.session.on("Network.loadingFinished", self._count)

    def _note(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        headers = {name.lower(): value for name, value in answer["headers"].items()}
        self.asked[event["requestId"]] = (urlsplit(answer["url"]).path, headers)

    def _count(self, event: dict[str, Any]) -> None:
        """What lay in the cache had no length on the line."""
        if event["encodedDataLength"] and event["requestId"] in self.asked:
            self.came.append(self.asked[event["requestId"]])

    def go(self, address: str) -> int:
        """Bytes, with headers."""
        return arrive(self.page, self.session, address).bytes


def test_a_visit_is_light_and_nothing_is_fetched_twice(
    open_browser: Callable[..., Page], enter: Enter, log: Log, ids: dict[str, UUID]
) -> None:
    telephone: dict[str, Any] = {"width": 360, "height": 800, "is_mobile": True}
    visitor = Line(open_browser(**telephone))
    assert 50_000 < visitor.go("/") < FIRST_VISIT
    assert 1_000 < visitor.go("/veileder/") < NEXT_PAGE
    helper = Line(enter(open_browser(**telephone), "kari"))
    here = f"/logg/{log.pk}/"
    assert 50_000 < helper.go(here) < FIRST_VISIT
    for following in (f"{here}tiltak/{ids['due']}/", f"{here}samtykke/", "/min-side/", here):
        assert 1_000 < helper.go(following) < NEXT_PAGE, following
    for line in (visitor, helper):
        files = [path for path, _ in line.came if path.startswith("/static/")]
        assert len(files) > 5
        assert len(files) == len(set(files)), "a file was fetched twice"
        for path, headers in line.came:
            if path.startswith("/static/"):
                assert "immutable" in headers["cache-control"], path
            long = int(headers.get("content-length", 0)) > SHORT
            if long and headers["content-type"].startswith(TEXTS):
                assert headers.get("content-encoding") == "gzip", path
