"""A real Chromium against a real server: `page` at 1280 px, `phone` at 360 by 800.

Every test in this folder is marked `browser`. An error in the page's console, a refusal by the
content security policy or a server error fails the test that met it.
"""

import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import QuietWSGIRequestHandler
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from stafett import settings as site_settings
from stafett.logs.models import Log
from stafett.web.templatetags import stafett as tags
from tests import clients
from tests import world as w
from tests.browser.looking import Enter
from tests.live.process import Process
from tests.plan.full import make_full
from tools import browser as chromium

# A page that answers with a refusal is a page all the same; the browser notes it as an error.
REFUSAL = re.compile(r"status of (400|403|404|405|409|410|413|422|429)\b")
NORWAY = {"locale": "nb-NO", "timezone_id": "Europe/Oslo", "reduced_motion": "reduce"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """So that `-m "not browser"` leaves this folder out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The process's Chromium."""
    try:
        path = chromium.find()
    except chromium.NoBrowser as error:
        pytest.fail(str(error), pytrace=False)
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _server(django_db_setup: Any) -> Iterator[str]:
    """The site in threads of this process: middleware, static files and database as in service."""
    real_names = override_settings(STORAGES=site_settings.STORAGES)
    real_names.enable()
    _forget_addresses()
    server = ThreadedWSGIServer(
        ("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False
    )
    server.set_app(WSGIHandler())
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)
    real_names.disable()
    _forget_addresses()


def _forget_addresses() -> None:
    """A process of the site has the same all its life; this one has those of the tests too."""
    tags.icon.cache_clear()
    tags._address.cache_clear()


@pytest.fixture
def site(_server: str, db: None) -> str:
    """The site's address, without a slash at the end; it shows what the test stored."""
    return _server


@pytest.fixture
def live(django_db_setup: Any, site: str, settings: Any) -> Iterator[Process]:
    """The process that keeps open pages live, beside the site; without it no page is live."""
    process = Process(django_db_setup, site)
    settings.STAFETT_LIVE_ADDRESS = f"http://127.0.0.1:{process.port}"
    process.start()
    yield process
    process.stop()


@pytest.fixture
def open_browser(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`open_browser(width, height, **options)`: a page of a person of one's own (own cookies).

    For two people at once, call it twice. Addresses may be given from the slash on.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def note(message: ConsoleMessage) -> None:
        expected = REFUSAL.search(message.text) and "/static/" not in message.location["url"]
        if message.type == "error" and not expected:
            troubles.append(f"{message.text} ({message.location['url']})")

    def start(width: int = 1280, height: int = 900, **options: Any) -> Page:
        view: Any = {"width": width, "height": height}
        context = browser.new_context(base_url=site, viewport=view, **NORWAY, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: troubles.append(f"{error} ({page.url})"))
        return page

    yield start
    for context in contexts:
        context.close()
    assert not troubles, "In the browser's console:\n" + "\n".join(troubles)


@pytest.fixture
def page(open_browser: Callable[..., Page]) -> Page:
    """A page on a desk."""
    return open_browser()


@pytest.fixture
def phone(open_browser: Callable[..., Page]) -> Page:
    """A page on a telephone."""
    return open_browser(360, 800, is_mobile=True, has_touch=True)


@pytest.fixture
def world(site: str) -> w.World:
    """The usual world, behind the site."""
    return w.make_world()


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias's log at level 2; he has chosen a ball for his picture."""
    log = w.open_log(world)
    Log.objects.using("owner").filter(pk=log.pk).update(picture="ball", level=2)
    return log


@pytest.fixture
def ids(world: w.World, log: Log) -> dict[str, UUID]:
    """A full plan in that log, by what each thing is called."""
    return make_full(world, log)


@pytest.fixture
def enter(site: str, world: w.World) -> Enter:
    """`enter(page, "kari")`: the same page, with Kari signed in."""

    def signed_in(page: Page, name: str) -> Page:
        key = clients.session_of(world.people[name], world.eikvag)
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": site}]
        )
        return page

    return signed_in
