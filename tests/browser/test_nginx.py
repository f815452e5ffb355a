"""Behind nginx, as the operations page sets it up, the pages are live from one address (L1)."""

import gzip
import http.client
import re
import time
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as site_settings
from playwright.sync_api import Browser

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.plan import actions as plan
from tests import clients, database
from tests import world as w
from tests.browser import proxy
from tests.browser.conftest import NORWAY
from tests.live.process import Process
from tests.live.promptness import promptly
from tools import postgres


@pytest.mark.slow
@pytest.mark.requirement("L1")
def test_a_word_comes_through_nginx_onto_an_open_page(
    browser: Browser,
    site: str,
    django_db_setup: database.Emptier,
    settings: Any,
    world: w.World,
    log: Log,
    ids: dict[str, UUID],
) -> None:
    port = postgres.free_port()
    address = f"http://127.0.0.1:{port}"
    live = Process(django_db_setup, address)
    live.start()
    settings.STAFETT_LIVE_ADDRESS = address
    context = browser.new_context(**NORWAY)
    key = clients.session_of(world.marte, world.eikvag)
    cookie = {"name": site_settings.SESSION_COOKIE_NAME, "value": key, "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    try:
        with proxy.running(site, live.port, port):
            page = context.new_page()
            with page.expect_response(lambda answer: answer.url.count("/direkte") > 0) as stream:
                page.goto(f"{address}/logg/{log.pk}/tiltak/{ids['due']}/")
            assert stream.value.headers["content-type"].startswith("text/event-stream")
            with acting_as(world.kari.pk):
                place = w.stand(world.kari, log)
                plan.comment(place, measure_id=ids["due"], text="Han vinket.", at=w.now())
            page.get_by_text("Han vinket.").wait_for(timeout=1000 * promptly())
    finally:
        context.close()
        live.stop()


VISIT = 30  # requests: a first visit and the next pages


def test_what_is_compressed_and_kept_stays_so_behind_nginx(
    site: str, world: w.World, log: Log
) -> None:
    port = postgres.free_port()
    key = clients.session_of(world.marte, world.eikvag)
    cookie = {"Cookie": f"{site_settings.SESSION_COOKIE_NAME}={key}", "Accept-Encoding": "gzip"}

    def get(path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as client:
            client.request("GET", path, headers={**cookie, **headers})
            answer = client.getresponse()
            return answer, answer.read()

    with proxy.running(site, 9, port):
        get(f"/logg/{log.pk}/")  # what was new in it is seen now
        page, body = get(f"/logg/{log.pk}/")
        assert page.headers["Content-Encoding"] == "gzip"
        unchanged, nothing = get(f"/logg/{log.pk}/", **{"If-None-Match": page.headers["ETag"]})
        assert (unchanged.status, nothing) == (304, b"")
        (style, *_) = re.findall(r'href="(/static/[^"]+\.css)"', gzip.decompress(body).decode())
        began = time.monotonic()
        for _each in range(VISIT):
            file, _content = get(style)
            assert file.status == 200
            assert file.headers["Content-Encoding"] == "gzip"
            assert "immutable" in file.headers["Cache-Control"]
        # Ten a second would be let through one after the other.
        assert time.monotonic() - began < VISIT / 10 / 2
