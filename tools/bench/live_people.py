"""Whose pages are open, and who writes. Prints JSON. Runs on the owner's login, as `people`."""

import json
import sys
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import django

from tools.bench.people import session_of

OF_ONE = 12  # windows of one person that the live process keeps


def main() -> None:
    """Print the pages of many logs, and the pages of one log with a crowd in it."""
    pages = int(sys.argv[1])
    django.setup()
    sys.stdout.write(json.dumps({"many": list(_many(pages)), "one": _one(pages)}))


def _many(pages: int) -> Iterator[dict[str, Any]]:
    """One window for each log, of its first guardian; again from the first when there are too few
    logs."""
    from stafett.logs.models import Log

    logs = Log.objects.exclude(opened_at=None).filter(closed_at=None)
    rows = list(logs.select_related("municipality", "book").order_by("pk"))
    for number in range(pages):
        log = rows[number % len(rows)]
        (guardian, *_), (holder, goal) = _family(log), _writer(log)
        yield _page(log, guardian, holder, goal)


def _one(pages: int) -> list[dict[str, Any]]:
    """Windows of one log, as many for each of its family as one may have open."""
    from stafett.logs.models import Log
    from stafett.plan.models import Measure

    measures = Measure.objects.filter(title__contains="(20)").values("log")
    log = Log.objects.filter(pk__in=measures, closed_at=None).order_by("pk")[0]
    wanted = -(-pages // OF_ONE)
    people = _family(log)
    people += [_joins(log, people[0]) for _each in range(wanted - len(people))]
    holder, goal = _writer(log)
    return [_page(log, people[number // OF_ONE], holder, goal) for number in range(pages)]


def _family(log: Any) -> list[UUID]:
    guardians = log.admissions.filter(role="guardian", ended_at=None).order_by("person")
    return list(guardians.values_list("person", flat=True))


def _writer(log: Any) -> tuple[UUID, UUID]:
    """Who has the baton, and the goal that is talked about."""
    goal = log.goals.order_by("pk").first()
    return log.legs.filter(ended_at=None).first().holder_id, goal.pk


def _page(log: Any, person: UUID, writer: UUID, goal: UUID) -> dict[str, Any]:
    session_of.cache_clear()  # a session for each window, as for each browser
    return {
        "session": session_of(person, log.municipality),
        "log": str(log.pk),
        "number": log.book.count,
        "writer": str(writer),
        "goal": str(goal),
    }


# One more who is let in exactly as another; no trigger asks by which consent.
COPY = """
INSERT INTO {table} SELECT (jsonb_populate_record(
    t, jsonb_build_object('id', gen_random_uuid()) || %(changed)s::jsonb)).* FROM {table} t
WHERE {whose} = %(person)s AND {of} = %(key)s
"""


def _joins(log: Any, like: UUID) -> UUID:
    """One more in the family, beside those that the consent knows."""
    from uuid import uuid4

    from django.db import connection

    new = uuid4()
    said = (
        ("people_person", "id", "id", like, {"id": str(new)}),
        ("people_guardianship", "guardian_id", "child_id", log.owner_id, {"guardian_id": str(new)}),
        ("logs_admission", "person_id", "log_id", log.pk, {"person_id": str(new)}),
    )
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE logs_admission DISABLE TRIGGER USER")
        for table, whose, of, key, changed in said:
            cursor.execute(
                COPY.format(table=table, whose=whose, of=of),
                {"person": like, "key": key, "changed": json.dumps(changed)},
            )
        cursor.execute("ALTER TABLE logs_admission ENABLE TRIGGER USER")
    return new


if __name__ == "__main__":
    main()
