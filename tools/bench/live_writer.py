"""Somebody who writes in logs at a steady pace: `live_writer.py PACE`, what to write in as JSON
lines on standard input. Tells for each when it was committed. Runs on the web's login."""

import json
import sys
import time
from uuid import UUID

import django

SAID = "Det gikk fint i dag også."


def main() -> None:
    """Write one comment for each line, so many a second; 0 is as fast as it goes."""
    django.setup()
    pace = float(sys.argv[1])
    begun = time.monotonic()
    for number, line in enumerate(sys.stdin, start=1):
        _write(**json.loads(line))
        if pace:
            time.sleep(max(0.0, begun + number / pace - time.monotonic()))


def _write(log: str, writer: str, goal: str) -> None:
    from django.utils import timezone

    from stafett.book.models import Book
    from stafett.book.wall import acting_as
    from stafett.logs.access import standing
    from stafett.people.models import Person
    from stafett.plan.actions import comment

    with acting_as(writer):
        by = standing(Person.objects.get(pk=writer), UUID(log))
        assert by is not None
        comment(by, goal_id=UUID(goal), text=SAID, at=timezone.now())
        count = Book.objects.values_list("count", flat=True).get(pk=log)
    told = {"log": log, "number": count, "at": time.monotonic()}
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
