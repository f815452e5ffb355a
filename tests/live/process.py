"""The process of the live pages, and somebody who listens to it."""

import http.client
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from tests import database
from tests.tooling import processes_of_a_site
from tools import postgres, roles

STARTS_WITHIN = 30
ENDED = "slutt"
SITE = "http://127.0.0.1:1"  # where no page is really fetched


class Process:
    """`python -m stafett.live` on the test's database, at a port of its own."""

    def __init__(self, emptier: database.Emptier, site: str) -> None:
        self.address = emptier.server.url(roles.LIVE, emptier.name)
        self.site = site
        self.port = postgres.free_port()
        self.child: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, or start it again at the same port."""
        self.child = processes_of_a_site.start(
            "-m",
            "stafett.live",
            login="live",
            STAFETT_LIVE_DATABASE_URL=self.address,
            STAFETT_LIVE_PORT=str(self.port),
            STAFETT_ADDRESS=self.site,
        )
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and self.child.poll() is None:
            try:
                with self.get("/") as answer:
                    assert answer.status == 404
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("The live process does not start.")

    def stop(self, kill: bool = False) -> None:
        """End it, at once with `kill`."""
        if self.child:
            self.child.kill() if kill else self.child.terminate()
            self.child.wait(timeout=20)

    def get(self, path: str, key: str = "", **headers: str) -> http.client.HTTPResponse:
        """Ask it; the answer's body may go on for ever."""
        web = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        cookie = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={key}"} if key else {}
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        web.request("GET", path, headers={**cookie, **named, "Connection": "close"})
        return web.getresponse()

    @contextmanager
    def listening(self, log_id: object, key: str, after: int = 0) -> Iterator["Ear"]:
        """Follow a log from an entry on."""
        answer = self.get(f"/logg/{log_id}/direkte?etter={after}", key)
        assert answer.status == 200, answer.status
        with answer:
            yield Ear(answer)


class Ear:
    """Hears a stream, line by line."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.answer = answer
        self.raw: list[str] = []

    def next(self) -> str:
        """What is said next: a number, or that it has ended. Raises TimeoutError."""
        event = ""
        while line := self.answer.readline().decode():
            self.raw.append(line)
            name, _, value = line.strip().partition(": ")
            if name == "event":
                event = value
            if name.rstrip(":") == "data":
                return event or value
        return "closed"

    def silent(self, seconds: float) -> bool:
        """Whether nothing more is said for so long."""
        assert self.answer.fp is not None
        self.answer.fp.raw._sock.settimeout(seconds)  # type: ignore[attr-defined]
        try:
            self.next()
        except TimeoutError:
            return True
        return False


def connections_of_live() -> int:
    """How many the process holds in the database."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE usename = 'stafett_live' AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])
