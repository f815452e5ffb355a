"""`make bench-batch`: what the worker does at night and between, and how it grows."""

import json
import sys
from typing import Any

from tools.bench.site import Site

# What is handed over goes nowhere else.
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
    """Measure, and print."""
    found: dict[str, Any] = {}
    found["print_20"] = _at(Site(500), "prints", "100")
    found["print_200"] = _at(Site(1, "long"), "prints", "9999")
    for number in DEPOSITS:
        found[f"deposits_{number}"] = _at(Site(2000), "deposits", str(number))
    for number in BIRTHDAYS:
        found[f"birthdays_{number}"] = _at(Site(number, "light"), "birthdays", "")
    found["night"] = _night(Site(MANY))
    print(json.dumps(found))
    return 0


def _at(site: Site, work: str, argument: str) -> dict[str, Any]:
    """One piece of work at one size, in a process of its own."""
    try:
        site.fill()
        return _measured(site, work, argument)
    finally:
        site.stop()


def _night(site: Site) -> dict[str, Any]:
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


if __name__ == "__main__":
    sys.exit(main())
