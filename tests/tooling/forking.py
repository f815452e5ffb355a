"""Asking the process that forks workers (`forks`) for some that live, and some that are killed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from procrastinate.contrib.django import app

from tests.jobs import waiting_jobs
from tests.tooling.processes_of_a_site import start

Say = Callable[[str], None]


@contextmanager
def forking(reading: str, **settings: str) -> Iterator[Say]:
    """Says a line to the process that forks workers, and waits until it has done as told."""
    forks = start("-m", "tests.tooling.forks", reading, login="worker", talks=True, **settings)
    talks, hears = forks.stdin, forks.stdout
    assert talks
    assert hears

    def ask(line: str) -> None:
        talks.write(f"{line}\n".encode())
        talks.flush()
        assert hears.readline() == b"done\n", "the forking process ended by itself"

    assert hears.readline() == b"ready\n"
    yield ask
    talks.close()
    hears.close()
    assert forks.wait(timeout=30) == 0


def ask_for(job: str, workers: int) -> None:
    """So many workers find this to do."""
    for lock in range(waiting_jobs().count(job), workers):
        app.configure_task(job, queueing_lock=f"{uuid4()} {lock}").defer(timestamp=0)
