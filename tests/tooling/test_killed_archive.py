"""Workers that are killed at a hundred seeded moments: one deposit a cause, and none is lost.

`KILLED_MOMENTS` says how many; `KILLED_SEED` which.
"""

import os
import random
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from django.db import connections

from stafett.archive.models import Deposit, DepositFile
from stafett.archive.reading import CAUSES
from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.logs import baton
from stafett.logs.models import Log
from tests import world as w
from tests.tooling.forking import Say, ask_for, forking

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q1", "Q3")]
MOMENTS = int(os.environ.get("KILLED_MOMENTS", "100"))
SEED = int(os.environ.get("KILLED_SEED", "1"))
SECONDS = 60  # for a worker that lives, to read what waits
RUNNERS = ("kari", "sunniva")


@pytest.fixture
def say(var: Path) -> Iterator[Say]:
    with forking("stafett.archive.reading") as ask:
        yield ask


def happens(world: w.World, log: Log, turn: int) -> None:
    """The baton has a new holder, and workers are asked to read."""
    giver, receiver = (RUNNERS[(turn + each) % 2] for each in (0, 1))
    with acting_as(world.people[giver].pk):
        place = w.stand(world.people[giver], log)
        offer = baton.offer_baton(place, world.people[receiver].pk, word="", at=w.now())
    with acting_as(world.people[receiver].pk):
        place = w.stand(world.people[receiver], log)
        baton.accept_baton(place, offer.pk, word="", at=w.now())
    ask_for("archive.read", 2)


def until_all_is_read(say: Say) -> float:
    """A worker lives until nothing waits; how long it took from its first reading, in seconds."""
    ask_for("archive.read", 1)
    say("-")
    began = time.monotonic()
    while something_waits():
        assert time.monotonic() < began + SECONDS, "what waits is never read"
        time.sleep(0.02)
    say("")
    return time.monotonic() - began


def something_waits() -> bool:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM book_book b LEFT JOIN book_place p"
            " ON p.book_id = b.id AND p.reader = 'archive' WHERE b.count > coalesce(p.number, 0))"
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_each_cause_has_one_deposit_whenever_a_worker_is_killed(say: Say) -> None:
    world = w.make_world()
    log = w.open_log(world, named=RUNNERS)
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    whole = until_all_is_read(say)  # so long a worker needs, undisturbed
    dice, kills, turns = random.Random(SEED), 0, 0
    while kills < MOMENTS:
        happens(world, log, turns)
        workers = min(dice.choice((1, 1, 2)), MOMENTS - kills)  # sometimes two at once
        say(" ".join(f"{dice.uniform(0, whole):.4f}" for _ in range(workers)))
        kills, turns = kills + workers, turns + 1
    until_all_is_read(say)

    deposits = list(Deposit.objects.using("owner").filter(log=log).order_by("cause"))
    causes = Entry.objects.using("owner").filter(book=log.pk, verb__in=CAUSES)
    numbers = list(causes.order_by("number").values_list("number", flat=True))
    assert [each.cause for each in deposits] == numbers
    assert len(numbers) == turns + 1
    # They cover the book from end to end, and each lies there whole.
    assert [each.to_entry for each in deposits] == numbers
    assert all(after.from_entry == one.to_entry + 1 for one, after in pairwise(deposits))
    assert DepositFile.objects.using("owner").filter(log=log).count() == len(numbers)
    counted = f"{kills} killed, {at_work()} of them at work, {len(deposits)} deposits"
    # Fewer where the machine is busier later on than it was while `whole` was measured.
    assert at_work() > MOMENTS // 4, counted
    sys.stdout.write(counted)


def at_work() -> int:
    """How many left a job behind that they had begun."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")
        return int(cursor.fetchone()[0])
