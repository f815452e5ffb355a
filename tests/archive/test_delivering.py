"""A deposit is handed over until there is a receipt, and one receipt counts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections, transaction

from stafett.archive import delivering, folder
from stafett.archive.delivering import deliver_all
from stafett.archive.folder_archive import FolderArchive
from stafett.archive.intervals import deposit_due
from stafett.archive.models import Delivery, Deposit, Trouble
from stafett.archive.port import Answer, HandedOver, NotNow, Receipt, Refused, receiver
from stafett.archive.reading import deposit_now, read_all
from stafett.book.models import Content, Entry
from stafett.book.verify import faults
from stafett.logs.archived import ARCHIVED, NOT_ARCHIVED
from stafett.logs.models import Log
from tests import world as w
from tests.archive.receivers import Told
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q1", "R3")]
Archive = Callable[..., Told]


@pytest.fixture
def log(world: w.World) -> Log:
    """An open log with one deposit."""
    log = w.open_log(world)
    with as_worker():
        assert read_all() == 1
    return log


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Archive:
    def answering(*answers: Answer | Exception) -> Told:
        told = Told(*answers)
        monkeypatch.setattr(delivering, "receiver", lambda **_: told)
        return told

    return answering


def run(after: timedelta = timedelta(), now: datetime | None = None) -> int:
    with as_worker():
        return deliver_all((now or w.now()) + after)


def row() -> Delivery:
    return Delivery.objects.using("owner").get()


def told(log: Log) -> list[tuple[str, dict[str, object]]]:
    entries = Entry.objects.using("owner").filter(book=log.pk, verb__in=(ARCHIVED, NOT_ARCHIVED))
    numbers = list(entries.order_by("number").values_list("number", "verb"))
    said = Content.objects.using("owner").filter(book=log.pk)
    return [(verb, said.get(number=number).data or {}) for number, verb in numbers]


def test_a_receipt_at_once_stands_in_the_book(log: Log, archive: Archive) -> None:
    to = archive(Receipt("2026/118-3"))
    until = Deposit.objects.using("owner").get().to_entry
    assert row().received_at is None
    assert run() == 1
    assert (row().receipt, row().next_at, row().tries) == ("2026/118-3", None, 1)
    assert told(log) == [(ARCHIVED, {"until": until, "receipt": "2026/118-3"})]
    assert run(timedelta(days=400)) == 0
    assert to.got == [row().pk]
    with as_worker():
        assert faults() == []


def test_a_receipt_may_come_late_and_twice(log: Log, archive: Archive) -> None:
    to = archive(HandedOver())
    run()
    assert (row().received_at, row().trouble) == (None, Trouble.NO_RECEIPT)
    assert row().handed_over_at is not None
    assert told(log) == []
    to.late = [(row().pk, Receipt("118")), (row().pk, Receipt("119")), (uuid4(), Receipt("120"))]
    run()
    run()
    assert row().receipt == "118"
    assert [data["receipt"] for _verb, data in told(log)] == ["118"]
    assert len(to.got) == 1


def test_without_a_receipt_it_is_handed_over_each_day(log: Log, archive: Archive) -> None:
    to = archive()
    run()
    assert [run(timedelta(hours=hours)) for hours in (23, 25)] == [0, 1]
    assert len(to.got) == 2
    to.late = [(row().pk, Receipt(" \x00\n "))]  # nothing that could be found again
    run()
    assert row().received_at is None


def test_what_does_not_answer_is_tried_later_and_later(log: Log, archive: Archive) -> None:
    down = [NotNow(Trouble.UNREACHABLE), OSError("no route"), NotNow(Trouble.SHUT_OUT)]
    to = archive(*down, Receipt("1"))
    now = w.now()
    run(now=now)
    assert run(timedelta(minutes=4), now) == 0
    with pytest.raises(ExceptionGroup):
        run(timedelta(minutes=6), now)
    assert (row().trouble, row().tries) == (Trouble.UNREACHABLE, 2)
    assert run(timedelta(minutes=20), now) == 0
    assert run(timedelta(minutes=30), now) == 1
    assert row().trouble == Trouble.SHUT_OUT
    assert run(timedelta(hours=2), now) == 1
    assert (row().receipt, row().trouble) == ("1", "")
    assert len(told(log)) == 1
    assert len(to.got) == 4


def test_one_that_cannot_be_made_stops_no_other(
    world: w.World, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = w.open_log(world)
    w.open_log(world, owner="sander", signers=("liv",))
    with as_worker():
        read_all()
    to = archive(Receipt("1"))
    broken = Delivery.objects.using("owner").get(log=first)
    whole = folder.write

    def write(deposit: Deposit, there: Path) -> Path:
        if deposit.pk == broken.pk:
            raise RuntimeError
        return whole(deposit, there)

    monkeypatch.setattr(folder, "write", write)
    with pytest.raises(ExceptionGroup):
        run()
    broken.refresh_from_db(using="owner")
    assert broken.trouble == Trouble.NOT_MADE
    assert broken.next_at is not None
    assert len(to.got) == 1


def test_what_is_refused_waits_for_somebody(log: Log, archive: Archive) -> None:
    to = archive(Refused(Trouble.NOT_UNDERSTOOD))
    run()
    assert (row().next_at, row().received_at) == (None, None)
    assert row().refused_at is not None
    to.late = [(row().pk, Refused(Trouble.NOT_UNDERSTOOD))]
    assert run(timedelta(days=400)) == 0
    assert [verb for verb, _data in told(log)] == [NOT_ARCHIVED]
    to.late.append((row().pk, Receipt("7")))  # somebody at the archive has mended it
    run()
    assert (row().receipt, row().refused_at) == ("7", None)
    assert [verb for verb, _data in told(log)] == [NOT_ARCHIVED, ARCHIVED]
    run()  # the old refusal, once more
    assert row().receipt == "7"


@pytest.mark.requirement("Q3")
def test_what_became_of_a_deposit_makes_no_new_one(log: Log, archive: Archive) -> None:
    to = archive(Refused(Trouble.OTHER_THERE))
    run()
    to.late = [(row().pk, Receipt("7"))]
    run()
    covered = Deposit.objects.using("owner").get().to_entry
    with as_worker():
        deposit_due(w.now() + timedelta(days=63))  # what came with the log's opening
        made = Deposit.objects.count()
        last = deposit_now(log.pk)
        to.late = [(last.pk, Receipt("8"))]
        deliver_all(w.now())
        assert read_all() == 0
        assert deposit_due(w.now() + timedelta(days=400)) == 0
        assert deposit_now(log.pk) == last
        assert Deposit.objects.count() == made
    assert covered <= last.to_entry
    assert len(told(log)) == 3


def test_two_workers_hand_it_over_once(log: Log, archive: Archive) -> None:
    to = archive(Receipt("1"))
    key, now = row().pk, w.now()
    with transaction.atomic(using="owner"):
        Delivery.objects.using("owner").select_for_update().get(pk=key)  # another claims it
        with as_worker():
            delivering.deliver(key, now)
    assert to.got == []
    with as_worker():
        delivering.deliver(key, now)
        delivering.deliver(key, now)
    assert to.got == [key]


def test_the_database_keeps_receipts_and_forgets_nothing(log: Log, archive: Archive) -> None:
    archive(Receipt("1"))
    assert refused("UPDATE archive_delivery SET next_at = NULL")
    assert refused("UPDATE archive_delivery SET received_at = now(), next_at = NULL")
    run()
    assert refused("UPDATE archive_delivery SET receipt = '2'")
    assert refused("UPDATE archive_delivery SET received_at = NULL, receipt = '', next_at = now()")
    assert refused("DELETE FROM archive_delivery")


def refused(statement: str) -> bool:
    """By the worker, who delivers."""
    try:
        with transaction.atomic(using="worker"), connections["worker"].cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


def test_of_a_training_municipality_nothing_leaves_for_a_real_archive(settings: Any) -> None:
    settings.STAFETT_ARCHIVE = "tests.archive.receivers.Told"
    assert isinstance(receiver(training=True), FolderArchive)
    assert isinstance(receiver(training=False), Told)
