"""The archive reads every book once, makes one deposit for each cause, and loses none."""

import hashlib
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connections, transaction
from django.test.utils import CaptureQueriesContext

from stafett.archive import intervals, reading
from stafett.archive.intervals import deposit_due
from stafett.archive.models import Deposit, DepositFile
from stafett.archive.reading import read_all
from stafett.book.models import Book, Entry, Place
from stafett.book.wall import acting_as
from stafett.consent.daily import lapse
from stafett.consent.models import Consent
from stafett.consent.withdrawal import withdraw
from stafett.logs.models import Log
from stafett.municipality.policy import PRESETS, Policy
from stafett.people.models import Person
from tests import commands
from tests import world as w
from tests.archive.life import close, does, lived
from tests.logins import as_worker

pytestmark = pytest.mark.django_db

READ = "import django; django.setup(); from stafett.archive.reading import read_all; read_all()"
# A reader that stops to be killed when the deposit is made and nothing is committed.
READ_AND_WAIT = """
import time, django; django.setup()
from stafett.archive import reading
make = reading._deposit
def make_and_wait(book, cause):
    make(book, cause); print("made", flush=True); time.sleep(60)
reading._deposit = make_and_wait
reading.read_all()
"""


def read_as_worker() -> int:
    with as_worker():
        return read_all()


def deposits() -> list[Deposit]:
    return list(Deposit.objects.using("owner").order_by("log_id", "cause"))


def place(log: Log) -> int:
    return Place.objects.using("owner").get(reader="archive", book=log.pk).number


def count(log: Log) -> int:
    return Book.objects.using("owner").get(pk=log.pk).count


@pytest.fixture
def closed(world: w.World) -> Log:
    """A log that was opened, deposited as it was then, and closed."""
    log = w.open_log(world)
    read_as_worker()
    close(world, log)
    return log


def file_of(deposit: Deposit) -> bytes:
    return bytes(DepositFile.objects.using("owner").get(deposit=deposit).pdf)


@pytest.mark.requirement("Z8")
def test_a_closed_log_is_deposited_once_with_everything(closed: Log) -> None:
    assert read_as_worker() == 1
    assert read_as_worker() == 0
    first, deposit = deposits()
    pdf = file_of(deposit)
    assert (deposit.log_id, deposit.cause) == (closed.pk, count(closed))
    assert first.from_entry == 1
    assert (deposit.from_entry, deposit.to_entry) == (first.to_entry + 1, count(closed))
    assert pdf.startswith(b"%PDF-1.7")
    assert deposit.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert place(closed) == count(closed)


def verbs(log: Log) -> list[str]:
    causes = [deposit.cause for deposit in deposits() if deposit.log_id == log.pk]
    there = Entry.objects.using("owner").filter(book=log.pk, number__in=causes)
    return [entry.verb for entry in there.order_by("number")]


@pytest.mark.requirement("Q1", "Q3", "G9")
def test_a_consent_a_new_holder_and_the_end_are_deposited(world: w.World) -> None:
    log = lived(world, closed=False)
    made = read_as_worker()
    assert verbs(log) == ["consent.activated", "consent.activated", "logs.baton_accepted"]
    assert (made, place(log)) == (3, count(log))
    close(world, log, by="ragnhild")
    assert read_as_worker() == 1
    assert verbs(log)[-1] == "logs.closed"


def test_what_else_is_written_is_read_and_not_deposited(world: w.World) -> None:
    log = w.start_draft(world)
    assert read_as_worker() == 0
    assert deposits() == []
    assert place(log) == count(log)


@pytest.mark.requirement("Q1")
def test_what_lies_in_a_deposit_already_calls_for_no_other(world: w.World) -> None:
    """Somebody's command, or the night's, may come before the reader."""
    log = w.open_log(world)
    read_as_worker()
    close(world, log)
    with as_worker():
        made = reading.deposit_now(log.pk)
    assert made.cause == count(log)
    assert read_as_worker() == 0
    assert (len(deposits()), place(log)) == (2, count(log))


def due_after(days: int) -> int:
    with as_worker():
        return deposit_due(w.now() + timedelta(days=days))


@pytest.mark.requirement("Q3")
def test_an_open_log_is_deposited_after_two_months_with_something_new(world: w.World) -> None:
    log = w.open_log(world)
    read_as_worker()
    assert due_after(56) == 0
    assert due_after(63) == 1
    last = deposits()[-1]
    assert (last.cause, last.to_entry) == (count(log), count(log))
    assert due_after(63) == 0  # nothing new
    w.agree_plan(world, log)
    assert due_after(64) == 1
    assert read_as_worker() == 0


@pytest.mark.requirement("Q3", "Z15")
def test_how_often_is_the_policys(world: w.World, monkeypatch: pytest.MonkeyPatch) -> None:
    w.open_log(world)
    monkeypatch.setattr(intervals, "current_policy", lambda *_: PRESETS["aardal"])
    assert due_after(1000) == 0
    monkeypatch.setattr(intervals, "current_policy", lambda *_: Policy(archive_after_months=1))
    assert due_after(27) == 0
    assert due_after(32) == 1


def test_nothing_new_costs_one_question(closed: Log) -> None:
    read_as_worker()
    with as_worker(), CaptureQueriesContext(connections["default"]) as asked:
        assert read_all() == 0
    assert len(asked) == 1


def test_each_log_is_deposited_for_itself(world: w.World) -> None:
    logs = [w.open_log(world), w.open_log(world, owner="sander", signers=("liv",))]
    for log in logs:
        close(world, log)
    assert read_as_worker() == 4
    assert {deposit.log_id for deposit in deposits()} == {log.pk for log in logs}


def test_a_second_deposit_covers_what_came_after_the_first(closed: Log) -> None:
    assert read_as_worker() == 1
    first, second = deposits()
    assert (first.from_entry, first.to_entry) == (1, first.cause)
    assert (second.from_entry, second.to_entry) == (first.cause + 1, second.cause)


def test_two_readers_at_once_make_one_deposit(
    closed: Log, at_once: Callable[..., list[Any]]
) -> None:
    assert sorted(at_once(read_as_worker, read_as_worker, read_as_worker)) == [0, 0, 1]
    assert len(deposits()) == 2


def test_a_book_that_is_written_in_is_read_the_next_time(closed: Log) -> None:
    with transaction.atomic(using="owner"):
        Book.objects.using("owner").select_for_update().get(pk=closed.pk)
        begun = time.monotonic()
        assert read_as_worker() == 0
        assert time.monotonic() - begun < 5
    assert read_as_worker() == 1


def test_a_killed_reader_leaves_nothing_half_done(closed: Log) -> None:
    killed = commands.start("-c", READ_AND_WAIT)
    try:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "made\n"
        # Another reader meanwhile neither waits nor makes a second one.
        assert read_as_worker() == 0
    finally:
        killed.kill()
        killed.communicate(timeout=10)
    assert len(deposits()) == 1
    deadline = time.monotonic() + 10
    while not (made := read_as_worker()) and time.monotonic() < deadline:
        time.sleep(0.05)  # until PostgreSQL has noticed that the reader is gone
    assert made == 1
    assert len(deposits()) == 2


def test_two_processes_at_once_make_one_deposit(closed: Log) -> None:
    readers = [commands.start("-c", READ) for _ in range(2)]
    told = [reader.communicate(timeout=60) for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0], told
    assert len(deposits()) == 2


def test_the_job_worker_does_it_by_itself(closed: Log) -> None:
    worker = commands.start("manage.py", "procrastinate", "worker")
    try:
        deadline = time.monotonic() + 40
        while len(deposits()) < 2 and time.monotonic() < deadline:
            if worker.poll() is not None:
                break
            time.sleep(0.2)
    finally:
        worker.terminate()
        told = worker.communicate(timeout=20)
    assert len(deposits()) == 2, told


def test_a_log_that_cannot_be_printed_stops_no_other(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = w.open_log(world), w.open_log(world, owner="sander", signers=("liv",))
    print_log = reading.print_log

    def print_the_good(log: Log, reader: None, **how: Any) -> Any:
        if log.pk == bad.pk:
            raise RuntimeError("no ink")
        return print_log(log, reader, **how)

    monkeypatch.setattr(reading, "print_log", print_the_good)
    with pytest.raises(ExceptionGroup, match="could not be archived"):
        read_as_worker()
    assert [deposit.log_id for deposit in deposits()] == [good.pk]
    monkeypatch.undo()
    assert read_as_worker() == 1
    assert len(deposits()) == 2


@pytest.mark.parametrize(("language", "title"), [("nn", "nn"), ("en", "nb"), ("", "nb")])
def test_the_deposit_is_in_the_norwegian_of_who_closed(
    world: w.World, language: str, title: str
) -> None:
    Person.objects.using("owner").filter(pk=world.kari.pk).update(language=language)
    close(world, w.open_log(world))
    read_as_worker()
    assert f"/Lang({title})".encode() in file_of(deposits()[-1]).replace(b" ", b"")


def sees(world: w.World, name: str) -> int:
    with acting_as(world.people[name].pk):
        return Deposit.objects.count()


def test_the_database_shows_deposits_to_family_and_holder_alone(world: w.World) -> None:
    log = w.open_log(world)
    read_as_worker()
    assert [sees(world, name) for name in ("elias", "marte", "anders", "kari")] == [1, 1, 1, 1]
    assert [sees(world, name) for name in ("sunniva", "ragnhild", "tor", "bjorg")] == [0, 0, 0, 0]
    close(world, log)
    assert [sees(world, name) for name in ("elias", "marte", "kari")] == [1, 1, 0]


CHANGES = ("UPDATE archive_deposit SET cause = 1", "DELETE FROM archive_deposit")
WORKERS_OWN = (
    "INSERT INTO archive_deposit SELECT * FROM archive_deposit",
    "UPDATE book_place SET number = 0",
    "INSERT INTO book_place (reader, book_id, number) SELECT 'archive', id, 9 FROM book_book",
)


@pytest.mark.parametrize(
    ("alias", "statements"), [("default", (*CHANGES, *WORKERS_OWN)), ("worker", CHANGES)]
)
def test_a_deposit_is_made_by_the_worker_and_changed_by_nobody(
    world: w.World, closed: Log, alias: str, statements: tuple[str, ...]
) -> None:
    read_as_worker()
    for statement in statements:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("SELECT set_config('stafett.person', %s, true)", [str(world.marte.pk)])
            with pytest.raises(DatabaseError, match="permission denied"):
                cursor.execute(statement)
            transaction.set_rollback(True, using=alias)


def test_a_log_whose_consent_ran_out_is_deposited(world: w.World) -> None:
    log = w.open_log(world)
    with as_worker():
        lapse(Consent.objects.get(log_id=log.pk), at=w.now())
        assert read_all() == 2
    assert deposits()[-1].cause == count(log)


def test_a_log_whose_consent_was_withdrawn_is_deposited(world: w.World) -> None:
    log = w.open_log(world)
    does(world, "marte", log, lambda by: withdraw(by, at=w.now()))
    assert read_as_worker() == 2
