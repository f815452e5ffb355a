"""`make bench-batch`: what the worker does at night and between, and how it grows."""

import argparse
import json
import sys
from collections.abc import Callable
from typing import Any

from tools.bench.site import Site

DEPOSITS, BIRTHDAYS = (100, 1000), (10_000, 100_000)
MANY = 20_000
JOBS = (
    *("identity.clear", "consent.families", "unfinished.forget", "consent.daily"),
    *("notices.tidy", "book.verify", "archive.due", "logs.let_go"),
    *("notices.remind", "archive.read", "notices.read", "archive.deliver"),
)
# Each log was read to its end, and deposited today: a night like others, with few things due.
LIKE_OTHERS = """
INSERT INTO book_place (reader, book_id, number)
    SELECT reader, id, count FROM book_book, unnest(ARRAY['archive', 'notices']) reader
    ON CONFLICT DO NOTHING;
INSERT INTO archive_deposit (id, log_id, cause, from_entry, to_entry, made_at, language, head,
        pdf_sha256, files)
    SELECT gen_random_uuid(), l.id, b.count, 1, b.count, now(), 'nb', b.last_hash, b.last_hash, '{}'
    FROM logs_log l JOIN book_book b ON b.id = l.id ON CONFLICT DO NOTHING;
UPDATE people_family SET checked_at = now();
ANALYZE
"""


def main() -> int:
    """Measure all of it, or one part; and print."""
    asked = argparse.ArgumentParser(prog="make bench-batch")
    asked.add_argument("only", nargs="?", choices=PARTS)
    only = asked.parse_args().only
    found = {name: work() for name, work in PARTS.items() if only in (None, name)}
    print(json.dumps(found))
    return 0


def _prints() -> dict[str, Any]:
    return {mix: _at(Site(1, mix), "prints", "") for mix in ("pages_20", "pages_200")}


def _deposits() -> dict[str, Any]:
    site = Site(2000)
    site.forget()  # a log that has its deposit needs no other
    return {str(number): _at(site, "deposits", str(number)) for number in DEPOSITS}


def _birthdays() -> dict[str, Any]:
    return {str(number): _at(Site(number, "light"), "birthdays", "") for number in BIRTHDAYS}


def _at(site: Site, work: str, argument: str) -> dict[str, Any]:
    """One piece of work at one size, in a process of its own."""
    try:
        site.fill()
        return _measured(site, work, argument)
    finally:
        site.stop()


def _night() -> dict[str, Any]:
    site = Site(MANY)
    try:
        site.fill()
        with site.server.superuser("stafett") as connection:
            connection.execute("SET session_replication_role = replica")
            connection.execute(LIKE_OTHERS)
        return {name: _measured(site, "job", name) for name in JOBS}
    finally:
        site.stop()


def _measured(site: Site, work: str, argument: str) -> dict[str, Any]:
    folder = str(site.home / "archive")
    module = "tools.bench.batch_work"
    said = site.run("-m", module, work, argument, login="worker", STAFETT_ARCHIVE_FOLDER=folder)
    figures: dict[str, Any] = json.loads(said.stdout)
    print(f"{site.home.name} {work} {argument}: {json.dumps(figures)}", flush=True)
    return figures


PARTS: dict[str, Callable[[], dict[str, Any]]] = {
    "prints": _prints,
    "deposits": _deposits,
    "birthdays": _birthdays,
    "night": _night,
}

if __name__ == "__main__":
    sys.exit(main())
