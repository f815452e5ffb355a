"""`make bench-live`: five hundred open pages, what they cost, and how soon they show a change."""

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psutil

from tools import environment, postgres
from tools.bench.open_pages import Page, Pages
from tools.bench.site import Site

LOGS, PAGES = 600, 500
PACE, SECONDS = 5.0, 20.0  # changes a second, and for how long
CROWDS = (10, 25, 50, 100, 500)  # pages of one log that all fetch themselves at once
MEGABYTE = 2**20


def main() -> int:
    """Measure, and print."""
    site = Site(LOGS)
    print(f"Filling a database with {LOGS} logs, if that is not done ...", flush=True)
    try:
        site.fill()
        said = site.run("-m", "tools.bench.live_people", str(PAGES), login="owner")
        people: dict[str, Any] = json.loads(said.stdout)
        with site.serving() as web, _live(site, web) as (port, process):
            found = asyncio.run(_measured(site, people, web, port, process))
    finally:
        site.stop()
    print(json.dumps(found))
    return 0


@contextmanager
def _live(site: Site, web: int) -> Iterator[tuple[int, psutil.Process]]:
    port = postgres.free_port()
    said = {"STAFETT_LIVE_PORT": str(port), "STAFETT_ADDRESS": f"http://127.0.0.1:{web}"}
    child = subprocess.Popen(
        [sys.executable, "-m", "stafett.live"],
        cwd=environment.ROOT,
        env=site.environment("live", **said),
        stdin=subprocess.DEVNULL,
    )
    try:
        time.sleep(2)
        yield port, psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(timeout=30)


async def _measured(
    site: Site, people: dict[str, Any], web: int, port: int, process: psutil.Process
) -> dict[str, Any]:
    empty = process.memory_info().rss
    many = Pages(people["many"], port, web, fetches=True)
    await many.open()
    await many.warm_up()
    full = process.memory_info().rss
    memory = {"0": empty // MEGABYTE, str(PAGES): full // MEGABYTE}
    found: dict[str, Any] = {"pages": PAGES, "memory_mb": memory}
    found["idle"] = await _idle(site, process)
    found["many_logs"] = await _many(site, many)
    await many.close()
    _tell("500 logs, a page each", found)
    found["one_log"] = {}
    other = next(page for page in many.pages if page.log != people["one"][0]["log"])
    for crowd in CROWDS:
        one = Pages(people["one"][:crowd], port, web, fetches=True)
        await one.open()
        found["one_log"][str(crowd)] = await _one(site, one, other)
        await one.close()
        _tell(f"One log, {crowd} pages", found["one_log"][str(crowd)])
    return found


async def _idle(site: Site, process: psutil.Process, seconds: float = 10.0) -> dict[str, float]:
    """Of one processor, while nothing happens: the process, and its connection's server."""
    both = (process, *site.backends("stafett_live"))
    before = [_spent(each) for each in both]
    await asyncio.sleep(seconds)
    spent = [(_spent(each) - was) / seconds for each, was in zip(both, before, strict=True)]
    return dict(zip(("live", "database"), (round(each, 3) for each in spent), strict=True))


async def _many(site: Site, many: Pages) -> dict[str, Any]:
    told = [many.pages[each * 7 % len(many.pages)] for each in range(int(PACE * SECONDS))]
    with _cost(site, many) as cost:
        committed = await _write(site, told, PACE)
        await asyncio.sleep(5)
    return _figures(many.pages, committed) | cost


async def _one(site: Site, one: Pages, other: Page) -> dict[str, Any]:
    """`other`: somebody who only looks at another log meanwhile."""
    committed, waits = {}, list[float]()
    asking = asyncio.create_task(one.ask_again_and_again(other, waits))
    with _cost(site, one) as cost:
        for _round in range(2):
            for (log, number), at in (await _write(site, one.pages[:1], 0)).items():
                committed[log, number] = at
                await one.until_shown(log, number, 90)
    asking.cancel()
    return _figures(one.pages, committed) | {"others_wait": _spread(waits)} | cost


@contextmanager
def _cost(site: Site, pages: Pages) -> Iterator[dict[str, float]]:
    """Milliseconds of a processor that each fetched page costs, in Python and in the database."""
    cost = dict[str, float]()
    web, database = site.web_processes(), site.backends("stafett_web")
    before = [sum(map(_spent, each)) for each in (web, database)]
    fetched = sum(page.fetched for page in pages.pages)
    yield cost
    after = [sum(map(_spent, each)) for each in (web, database)]
    number = sum(page.fetched for page in pages.pages) - fetched
    names = ("python_ms", "database_ms")
    for name, was, now in zip(names, before, after, strict=True):
        cost[name] = round(1000 * (now - was) / max(1, number), 1)


async def _write(site: Site, pages: list[Page], pace: float) -> dict[tuple[str, int], float]:
    """Comments in the logs of these pages, by a process of its own: when each was committed."""
    writer = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tools.bench.live_writer", str(pace)),
        cwd=environment.ROOT,
        env=site.environment("web", DJANGO_SETTINGS_MODULE="stafett.settings"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    lines = [{"log": page.log, "writer": page.writer, "goal": page.goal} for page in pages]
    said, _nothing = await writer.communicate("\n".join(map(json.dumps, lines)).encode())
    if writer.returncode:
        raise SystemExit("Whoever was to write could not.")
    rows = [json.loads(line) for line in said.splitlines()]
    return {(row["log"], row["number"]): row["at"] for row in rows}


def _figures(pages: list[Page], committed: dict[tuple[str, int], float]) -> dict[str, Any]:
    """Seconds from the commit until a page was told, and until it had fetched itself."""
    heard, shown = list[float](), list[float]()
    for page in pages:
        for (log, number), at in committed.items():
            if log == page.log and (told := _first(page.heard, number)):
                heard.append(told - at)
            if log == page.log and (there := _first(page.shown, number)):
                shown.append(there - at)
    return {
        "changes": len(committed),
        "told": _spread(heard),
        "shown": _spread(shown),
        "failed": sorted({each for page in pages for each in page.failed}),
    }


def _first(when: dict[int, float], number: int) -> float:
    """When an entry or a later one was there."""
    return min((at for newest, at in when.items() if newest >= number), default=0.0)


def _spread(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds) or [0.0]
    return {
        "count": len(seconds),
        "median": round(statistics.median(ordered), 3),
        "p95": round(ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)], 3),
        "most": round(ordered[-1], 3),
    }


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _tell(what: str, found: Any) -> None:
    print(f"{what}: {json.dumps(found)}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
