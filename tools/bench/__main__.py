"""`make bench` and `make bench-quick`: a table for people and, last, one line of JSON."""

import argparse
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tools.bench import told
from tools.bench.ceiling import ceiling
from tools.bench.clients import COUNT as COUNT_HEADER
from tools.bench.clients import Answer, Measured, again_and_again, ask, measure
from tools.bench.site import Site
from tools.bench.told import Target

FLOOR, UNCHANGED, PAGE = "floor", "log_page_unchanged", "log_page"
CLIENTS = (1, 4)
SMALL, LARGE = 500, 20_000
WARMED = 4  # times each reader's page is asked for, so that both processes have shown it
ONCE = {"write_sign", "write_accept"}  # each of these can be done a single time
SAYS = "/hjelp/"  # a page that is quickly there and says what waits to be said («It is saved»)


@dataclass(frozen=True)
class Pace:
    """Seconds at a time, and how often in turn: noise of the machine hits all alike."""

    seconds: float
    rounds: int
    readers: int  # of the log's page, each as often as it takes for every process to know it


QUICK, CAREFUL = Pace(0.4, 3, 12), Pace(2.0, 5, 48)


def main() -> int:
    """Measure, and print."""
    asked = argparse.ArgumentParser(prog="make bench")
    asked.add_argument("--quick", action="store_true", help="500 logs, under three minutes")
    quick = asked.parse_args().quick
    print(f"The clients alone: {ceiling(1):.0f} requests a second, four {ceiling(4):.0f}.")
    if quick:
        found = _size(SMALL, QUICK)
        print(json.dumps(found))
        return 0
    both = {str(logs): _size(logs, CAREFUL) for logs in (SMALL, LARGE)}
    small, large = both[str(SMALL)], both[str(LARGE)]
    grown = {
        name: round(_cost(large, name) / _cost(small, name), 3)
        for name in small
        if name != FLOOR and _cost(small, name) and _cost(large, name)
    }
    print(json.dumps({**both, "cost_at_20000_to_500": grown}))
    return 0


def _cost(found: dict[str, dict[str, Any]], name: str) -> float:
    """In floors, so that a machine that is busier at one time than another does not count."""
    ratio = found[name].get("ratio_to_floor")
    return 1 / ratio if ratio else 0.0


def _size(logs: int, pace: Pace) -> dict[str, dict[str, Any]]:
    site = Site(logs)
    print(f"Filling a database with {logs} logs, if that is not done ...", flush=True)
    try:
        site.fill()
        if site.filling:
            print(f"It took {site.filling:.0f} s.")
        targets = site.targets()
        site.cool_down()
        with site.serving() as port:
            found = _measured(port, targets, pace)
    finally:
        site.stop()
    print(told.table(found), flush=True)
    return found


def _measured(port: int, targets: dict[str, list[Target]], pace: Pace) -> dict[str, dict[str, Any]]:
    targets = {name: some for name, some in targets.items() if some}
    targets[UNCHANGED] = targets[PAGE] = targets[PAGE][: pace.readers]
    first, tags = _first(port, targets)
    asked = {
        (name, clients): _asked(name, some, turn)
        for name, some in targets.items()
        for turn, clients in enumerate(CLIENTS)
    }

    def one(name: str, target: Target) -> Answer:
        tag = tags.get((target["session"], target["path"]), "")
        more = {"If-None-Match": tag} if name == UNCHANGED and tag else {}
        return ask(port, target, **more)

    results = {(name, clients): Measured() for name in targets for clients in CLIENTS}

    def some(name: str, clients: int, seconds: float) -> float:
        into = results[name, clients]
        return measure(into, lambda each: one(name, each), asked[name, clients], clients, seconds)

    for _round in range(pace.rounds):
        tags |= _tags(port, targets[PAGE])
        for clients in CLIENTS:
            for name in targets:
                if name == FLOOR:
                    continue
                _hear(port, targets[name])
                before = some(FLOOR, clients, pace.seconds / 2)
                rate = some(name, clients, pace.seconds)
                after = some(FLOOR, clients, pace.seconds / 2)
                if rate:
                    ratio = rate / statistics.mean((before, after))
                    results[name, clients].ratios.append(ratio)
    return {
        name: {**results[name, 1].figures(), **first[name], "clients_4": results[name, 4].figures()}
        for name in sorted(targets, key=lambda name: (name != FLOOR, name != PAGE))
    }


def _asked(name: str, targets: list[Target], turn: int) -> Iterator[Target]:
    """One after the other, for ever; what can be done once, each number of clients has a half of,
    but for the first, which has been done."""
    if name in ONCE:
        return iter(targets[1 + turn :: len(CLIENTS)])
    return again_and_again(targets)


def _hear(port: int, targets: list[Target]) -> None:
    """A browser shows after each writing what is said of it; unheard it would grow the session."""
    for session in {each["session"] for each in targets if "form" in each}:
        ask(port, {"session": session, "path": SAYS})


def _first(
    port: int, targets: dict[str, list[Target]]
) -> tuple[dict[str, dict[str, Any]], dict[tuple[str, str], str]]:
    """Each page once while everything is cold, with its size and its number of queries."""
    found: dict[str, dict[str, Any]] = {}
    tags: dict[tuple[str, str], str] = {}
    for name, some in targets.items():
        tag = tags.get((some[0]["session"], some[0]["path"]), "") if name == UNCHANGED else ""
        more = {"If-None-Match": tag} if tag else {}
        answer = ask(port, some[0], **{COUNT_HEADER: "1"}, **more)
        headers = {key.lower(): value for key, value in answer.headers.items()}
        found[name] = {
            "cold_ms": round(1000 * answer.seconds, 1),
            "status": answer.status,
            "queries": int(headers.get(COUNT_HEADER.lower(), 0)),
            "bytes": answer.length,
        }
        if name == PAGE:
            tags = _tags(port, some)
    return found, tags


def _tags(port: int, pages: list[Target]) -> dict[tuple[str, str], str]:
    """The tag of each page as it is now: after five minutes it has another."""
    tags = {}
    for each in pages * WARMED:
        said = {key.lower(): value for key, value in ask(port, each).headers.items()}
        tags[each["session"], each["path"]] = said.get("etag", "")
    return tags


if __name__ == "__main__":
    sys.exit(main())
