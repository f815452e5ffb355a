"""Clients that ask one page after the other, each on its own thread."""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from tools.bench.told import Target

TOKEN = "a" * 32
COUNT = "Bench-Count"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Answer:
    """One answer, in seconds and bytes."""

    seconds: float
    status: int
    length: int
    headers: dict[str, str]


@dataclass
class Measured:
    """What was measured of one page by so many clients at once."""

    seconds: list[float] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    lasted: float = 0.0
    ratios: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0

    def figures(self) -> dict[str, Any]:
        """As they are printed. Milliseconds."""
        if not self.seconds:
            return {"requests": 0, "failed": sorted(set(self.failed))}
        ordered = sorted(self.seconds)
        told: dict[str, Any] = {
            "median_ms": round(1000 * statistics.median(ordered), 2),
            "p95_ms": round(1000 * ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], 2),
            "requests_per_second": round(self.rate, 1),
            "requests": len(ordered),
        }
        if self.ratios:
            told["ratio_to_floor"] = round(statistics.median(self.ratios), 3)
        if self.failed:
            told["failed"] = sorted(set(self.failed))
        return told


def ask(port: int, target: Target, **headers: str) -> Answer:
    """One request, as a browser that is signed in sends it."""
    cookie = f"sessionid={target['session']}; csrftoken={TOKEN}"
    headers = {"Cookie": cookie, "Accept-Language": "nb", "Accept-Encoding": "gzip", **headers}
    form, body = target.get("form"), None
    if form is not None:
        body = urlencode({**form, "csrfmiddlewaretoken": TOKEN})
        headers["Content-Type"] = FORM
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    began = time.perf_counter()
    client.request("POST" if body else "GET", target["path"], body, headers)
    answer = client.getresponse()
    length = len(answer.read())
    spent = time.perf_counter() - began
    client.close()
    return Answer(spent, answer.status, length, dict(answer.getheaders()))


def measure(
    into: Measured,
    ask_next: Callable[[Target], Answer],
    targets: Iterator[Target],
    clients: int,
    seconds: float,
) -> float:
    """Let `clients` ask for `seconds`; the rate of this time alone."""
    lock, found = threading.Lock(), list[Answer]()
    began = time.perf_counter()

    def one() -> None:
        while time.perf_counter() - began < seconds:
            with lock:
                target = next(targets, None)
            if target is None:
                return
            answer = ask_next(target)
            with lock:
                found.append(answer)

    threads = [threading.Thread(target=one) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - began
    good = [each.seconds for each in found if each.status < 400]
    into.seconds += good
    into.failed += [each.status for each in found if each.status >= 400]
    into.lasted += lasted
    return len(good) / lasted


def again_and_again(targets: list[Target]) -> Iterator[Target]:
    """All of them in turn, for ever."""
    return itertools.cycle(targets)
