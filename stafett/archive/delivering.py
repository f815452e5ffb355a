"""Handing deposits over to the archive, and keeping what it answers (Q1, R3). Run by the worker.

Each step is a transaction of its own: a try is claimed, made, and its answer kept. Killed between
two of them, a worker leaves a deposit that is handed over once more, a while later: the archive
knows it again by its key, and one receipt counts.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stafett.book import actions as book
from stafett.logs.acting import lock
from stafett.logs.archived import ARCHIVED, NOT_ARCHIVED

from . import folder
from .delivery_rules import EACH_DAY, wait_after
from .models import Delivery, Deposit, Trouble
from .port import Answer, HandedOver, NotNow, Receipt, Refused, receiver

LONGEST = 100  # of a receipt
ANSWERED = ("handed_over_at", "received_at", "receipt", "refused_at", "next_at", "trouble")


def deliver_all(now: datetime) -> int:
    """Keep the receipts that have come, and hand over what is due; how many were tried.

    One that cannot be handed over stops no other: what was raised is raised in the end, as an
    ExceptionGroup, and tried again by the plan.
    """
    troubles: list[Exception] = []
    _tried(_take_in, troubles)
    due = Delivery.objects.filter(next_at__lte=now).order_by("next_at", "deposit__made_at")
    keys = list(due.values_list("pk", flat=True))
    for key in keys:
        _tried(partial(deliver, key, now), troubles)
    if troubles:
        raise ExceptionGroup("Some deposits could not be delivered.", troubles)
    return len(keys)


def _tried(act: Callable[[], object], troubles: list[Exception]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 (raised by `deliver_all`)
        troubles.append(error)


def _take_in() -> None:
    for key, answer in receiver(training=False).receipts():
        keep_answer(key, answer, timezone.now())


def deliver(key: UUID, now: datetime) -> None:
    """Try one deposit, unless another worker has. Raises what the archive's adapter raises."""
    if not _claim(key, now):
        return
    deposit = Deposit.objects.select_related("log__municipality").get(pk=key)
    to = receiver(training=deposit.log.municipality.training)
    answer: Answer = NotNow(Trouble.NOT_MADE)
    try:
        with TemporaryDirectory(prefix="stafett-") as made:
            lies = folder.write(deposit, Path(made))
            answer = NotNow(Trouble.UNREACHABLE)
            answer = to.hand_over(lies, key)
    finally:
        keep_answer(key, answer, timezone.now())


@transaction.atomic
def _claim(key: UUID, now: datetime) -> bool:
    """Count the try before it is made: whatever happens, the next one comes later."""
    due = Delivery.objects.select_for_update(skip_locked=True).filter(pk=key, next_at__lte=now)
    row = due.first()
    if row is None:
        return False
    row.tries, row.tried_at = row.tries + 1, now
    row.next_at = now + wait_after(row.tries)
    row.save(update_fields=["tries", "tried_at", "next_at"])
    return True


@transaction.atomic
def keep_answer(key: UUID, answer: Answer, at: datetime) -> None:
    """What the archive says of a deposit; a receipt and a refusal stand in the log's book.

    The first receipt counts, whatever is said after it. Of a key that is not ours nothing is kept.
    """
    deposit = Deposit.objects.filter(pk=key).first()
    if deposit is None:
        return
    log = lock(deposit.log_id)
    row = Delivery.objects.select_for_update().get(pk=key)
    if row.received_at:
        return
    match answer:
        case Receipt(number=number) if shown := _plain(number):
            said = {"until": deposit.to_entry, "receipt": shown}
            book.write(log.book, ARCHIVED, said, at=at, actor=None, role="stafett")
            row.received_at, row.receipt, row.trouble = at, shown, ""
            row.next_at = row.refused_at = None
            row.handed_over_at = row.handed_over_at or at
        case Receipt() | HandedOver():
            row.handed_over_at, row.trouble = row.handed_over_at or at, Trouble.NO_RECEIPT
            row.next_at, row.refused_at = at + EACH_DAY, None
        case Refused(trouble=trouble):
            if row.refused_at is None:
                data: dict[str, object] = {"until": deposit.to_entry}
                book.write(log.book, NOT_ARCHIVED, data, at=at, actor=None, role="stafett")
            row.refused_at, row.next_at, row.trouble = row.refused_at or at, None, trouble
            row.handed_over_at = None
        case NotNow(trouble=trouble):
            row.trouble = trouble
    row.save(update_fields=ANSWERED)


def _plain(number: str) -> str:
    """A receipt's number as it can stand in a sentence; without one it is no receipt."""
    return "".join(letter for letter in number if letter.isprintable()).strip()[:LONGEST]
