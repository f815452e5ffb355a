"""Real job workers, quickly: a process that has imported the site once forks one when asked to.

    python -m tests.tooling.forks stafett.notices.reading

A line in, such as `0.120 0.045`, makes two workers at once; each is killed (SIGKILL) so many
seconds after it took up its first reading of the books. `-` lets a worker live until the next line.
A line comes out when they are dead, and those that live have begun.
"""

import os
import select
import signal
import sys
import time
from importlib import import_module
from typing import Any

import django
from django.core.management import call_command

BEGINS = 30.0  # seconds a worker may take until it reads, on a slow machine


def main() -> None:
    """Answer each line with a line, until there are no more."""
    django.setup()
    from procrastinate.contrib.django import app

    app.perform_import_paths()
    reading = import_module(sys.argv[1])
    _warm()
    _say("ready")
    living: list[int] = []
    for line in sys.stdin:
        for pid in living:
            _end(pid)
        workers = [(moment, *_fork(reading)) for moment in line.split()]
        _kill([(float(when), pid, pipe) for when, pid, pipe in workers if when != "-"])
        living = [pid for when, pid, _pipe in workers if when == "-"]
        for when, _pid, pipe in workers:
            if when == "-":
                select.select([pipe], [], [], BEGINS)
            os.close(pipe)
        _say("done")


def _warm() -> None:
    """What every worker would read from the disk first: a fork has it already."""
    import procrastinate.cli  # noqa: F401
    import psycopg_pool  # noqa: F401
    import typst  # noqa: F401
    from django.core.mail.backends import smtp  # noqa: F401

    from stafett.notices.words import notice_words

    notice_words("", {"news"}, by_text=False)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _kill(doomed: list[tuple[float, int, int]]) -> None:
    """Each when its moment has come, counted from when it began to read."""
    begun: dict[int, float] = {}
    last = time.monotonic() + BEGINS
    while doomed:
        waiting = [pipe for _when, _pid, pipe in doomed if pipe not in begun]
        ready, _w, _x = select.select(waiting, [], [], 0.001)
        begun |= dict.fromkeys(ready, time.monotonic())
        now = time.monotonic()
        for when, pid, pipe in list(doomed):
            if now > last or (pipe in begun and now - begun[pipe] >= when):
                _end(pid)
                doomed.remove((when, pid, pipe))


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _fork(reading: Any) -> tuple[int, int]:
    """A worker's pid, and a pipe that says when it reads the books for the first time."""
    told, tells = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tells)
        return pid, told
    try:
        os.close(told)
        _tell_when_it_reads(reading, tells)
        call_command("procrastinate", "worker")
    finally:
        os._exit(0)


def _tell_when_it_reads(reading: Any, pipe: int) -> None:
    real = reading.read_all

    def read_all() -> None:
        os.write(pipe, b".")
        reading.read_all = real
        real()

    reading.read_all = read_all


if __name__ == "__main__":
    main()
