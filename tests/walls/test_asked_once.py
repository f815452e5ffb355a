"""What the wall has found once it asks again when something is written, and for other eyes."""

import re

import pytest
from django.db import connections, transaction
from django.utils import timezone

from stafett.book.wall import acting_as, glance_as
from stafett.logs.acting import lock
from stafett.logs.models import Admission, Log
from stafett.people.models import Person
from stafett.plan.models import Goal
from tests import world as w
from tests.walls.full import fill

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "H6")]


@pytest.fixture
def log(world: w.World) -> Log:
    log = w.open_log(world)
    fill(world, log)
    return log


def _sees(log: Log) -> bool:
    return Goal.objects.filter(log=log).exists()


def test_what_ends_in_a_transaction_is_not_seen_in_the_rest_of_it(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
        mine = Admission.objects.filter(log=log, person=world.sunniva, ended_at=None)
        assert mine.update(ended_at=timezone.now())
        assert not _sees(log)


def test_other_eyes_are_asked_for_themselves(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
        with glance_as(world.tor.pk):
            assert not _sees(log)
        assert _sees(log)


def test_the_next_transaction_asks_anew(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
    Admission.objects.using("owner").filter(log_id=log.pk, person=world.sunniva).update(
        ended_at=timezone.now()
    )
    with acting_as(world.sunniva.pk):
        assert not _sees(log)


def test_what_ends_after_a_lock_is_not_seen_either(world: w.World, log: Log) -> None:
    """A lock is where most actions begin: from then on, too, what is found is remembered."""
    with acting_as(world.sunniva.pk):
        lock(log.pk)
        assert _sees(log)
        mine = Admission.objects.filter(log=log, person=world.sunniva, ended_at=None)
        place = transaction.savepoint()
        assert mine.update(ended_at=timezone.now())
        assert not _sees(log)
        transaction.savepoint_rollback(place)
        assert _sees(log)
        assert mine.update(ended_at=timezone.now())
        assert not _sees(log)


def test_after_the_first_lock_it_is_asked_anew(world: w.World, log: Log) -> None:
    """Somebody is let out of the log while this one looks around in it."""
    with acting_as(world.sunniva.pk):
        assert _sees(log)
        lets_out(world.sunniva, log)
        lock(log.pk)
        assert not _sees(log)


def test_who_has_locked_one_log_asks_anew_in_the_next(world: w.World, log: Log) -> None:
    """Somebody is let out of the second log after the first was locked."""
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari", "sunniva"))
    w.agree_plan(world, other)
    with acting_as(world.sunniva.pk):
        lock(log.pk)
        assert _sees(other)
        lets_out(world.sunniva, other)
        lock(other.pk)
        assert not _sees(other)
        assert _sees(log)


def lets_out(person: Person, log: Log) -> None:
    """In another transaction, which is done at once."""
    Admission.objects.using("owner").filter(log_id=log.pk, person=person).update(
        ended_at=timezone.now()
    )


def test_whatever_the_found_depends_on_makes_it_forgotten() -> None:
    """Each table that one of the functions reads, itself or by a function that it calls."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname, string_agg(prosrc, ' ') FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace GROUP BY proname"
        )
        functions: dict[str, str] = dict(cursor.fetchall())
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind IN ('r', 'v', 'm', 'p')"
        )
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger"
            " WHERE tgfoid = 'sight_moves'::regproc AND tgenabled = 'O' GROUP BY 1"
        )
        forgets = {name for name, number in cursor.fetchall() if number == 2}
    held = [name for name, source in functions.items() if "stafett.moved" in source]
    reads: set[str] = set()
    known: set[str] = set()
    to_see = [name for name in held if name != "sight_moves"]
    assert len(to_see) == 4
    while to_see:
        name = to_see.pop()
        if name in known:
            continue
        known.add(name)
        words = set(re.findall(r"\w+", functions[name]))
        to_see += words & functions.keys()
        reads |= words & tables
    assert "logs_admission" in reads
    assert reads == forgets
