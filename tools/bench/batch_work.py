"""One piece of the worker's work, measured in a process of its own: `batch_work.py NAME ARGUMENT`.
Prints JSON. Runs on the worker's login, and leaves nothing behind where it says so."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from typing import Any

import django
import psutil

Figures = dict[str, Any]
MOST_OF_A_KIND = 3000  # things due that are done, of all that are found


@contextmanager
def measured(into: Figures, name: str) -> Iterator[None]:
    """Seconds that pass, seconds of the processor here and in the database, and the most memory
    that this process has had so far."""
    from django.db import connection

    connection.ensure_connection()
    backend = psutil.Process(connection.connection.info.backend_pid)
    began, here, there = time.monotonic(), time.process_time(), _spent(backend)
    yield
    into[name] = {
        "seconds": round(time.monotonic() - began, 2),
        "cpu": round(time.process_time() - here, 2),
        "database_cpu": round(_spent(backend) - there, 2),
        "most_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def birthdays(_argument: str) -> Figures:
    """Find what is due among all owners, do it, and look again; nothing of it is kept."""
    from django.db import transaction
    from django.utils import timezone

    from stafett.consent.birthdays_due import birthdays_due
    from stafett.consent.coming_of_age import birthday

    found, at = Figures(), timezone.now()
    today = timezone.localdate(at)
    with transaction.atomic():
        with measured(found, "find"):
            due = list(birthdays_due(today))
        with measured(found, "do"):
            for one in due[:MOST_OF_A_KIND]:
                birthday(one, at=at)
        with measured(found, "find_again"):
            again = len(list(birthdays_due(today)))
        transaction.set_rollback(True)
    return found | {"due": len(due), "done": min(len(due), MOST_OF_A_KIND), "due_again": again}


def deposits(number: str) -> Figures:
    """So many deposits of logs that have none yet, and handing them over."""
    from django.utils import timezone

    from stafett.archive import delivering
    from stafett.archive.reading import deposit_now
    from stafett.logs.models import Log

    found = Figures()
    logs = Log.objects.filter(deposits=None, opened_at__isnull=False).order_by("pk")
    keys = list(logs.values_list("pk", flat=True)[: int(number)])
    with measured(found, "few"):
        for key in keys[:10]:
            deposit_now(key)
    with measured(found, "make"):
        for key in keys[10:]:
            deposit_now(key)
    with measured(found, "hand_over"):
        handed = delivering.deliver_all(timezone.now())
    return found | {"made": len(keys), "handed_over": handed}


def prints(_argument: str) -> Figures:
    """The one log that is open, on paper."""
    import re

    from django.utils import timezone

    from stafett.archive.printed import print_log
    from stafett.book.models import Book
    from stafett.logs.hidden import EVERYTHING
    from stafett.logs.models import Log

    log, found = Log.objects.get(opened_at__isnull=False), Figures()
    book = Book.objects.get(pk=log.pk)
    for name in ("first", "then"):
        with measured(found, name):
            now = timezone.now()
            made = print_log(log, EVERYTHING, language="nb", until=book.count, at=now)
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", made.pdf))
    return found | {"entries": book.count, "pages": pages, "kb": len(made.pdf) // 1024}


def job(name: str) -> Figures:
    """A job of the worker's as it stands; nothing of it is kept."""
    from django.db import connection, transaction
    from django.utils import timezone
    from procrastinate.contrib.django import app

    from stafett.notices import reminders

    found, asked = Figures(), [0]

    def count(execute: Callable[..., Any], *said: Any) -> Any:
        asked[0] += 1
        return execute(*said)

    run = partial(app.tasks[name].func, timestamp=0)
    if name == "notices.remind":  # by night it does nothing
        run = partial(reminders.remind, timezone.now())
    # `book.verify` begins its own transaction, and writes one row.
    with nullcontext() if name == "book.verify" else transaction.atomic():
        with connection.execute_wrapper(count), measured(found, name):
            run()
        if name != "book.verify":
            transaction.set_rollback(True)
    return found | {"questions": asked[0]}


def _spent(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    """Print what was measured."""
    django.setup()
    work = {"birthdays": birthdays, "deposits": deposits, "prints": prints, "job": job}
    sys.stdout.write(json.dumps(work[sys.argv[1]](sys.argv[2])))


if __name__ == "__main__":
    main()
