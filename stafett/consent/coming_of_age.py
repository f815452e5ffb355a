"""What birthdays do to a log: told sixty days ahead, and asked on the day itself.

Nobody presses a button here: the entries are Stafett's own, and the holder stands as the one whom
the family asks about it.
"""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.logs.acting import lock
from stafett.logs.models import Leg, Log
from stafett.municipality.queries import current_policy
from stafett.people.models import Person

from .actions.asking import send
from .actions.preparing import copy_named
from .birthdays import AHEAD, Change, ages, between, change_at
from .birthdays_due import Due
from .case import Scope
from .family import case_of
from .models import Birthday, Consent, Outcome
from .outgrown import asker, is_outgrown


def _near(active: Consent, today: date) -> Iterator[tuple[int, date]]:
    birth, asked = active.log.owner.birth_date, active.asked_at
    if birth is None or asked is None:
        return
    for age, on in between(birth, timezone.localdate(asked), today + AHEAD):
        if age in ages(current_policy(active.log.municipality_id, on)):
            yield age, on


@transaction.atomic
def birthday(due: Due, *, at: datetime) -> None:
    """Tell of a birthday that comes, or do what the day asks for. Done once, however often run."""
    log, (_log_id, age) = lock(due[0]), due
    today = timezone.localdate(at)
    active = _active(log)
    row = Birthday.objects.filter(log=log, age=age).first()
    near = dict(_near(active, today)) if active else {}
    if active is None or age not in near or (row and row.reached_at):
        return
    change = _change(active, age, near[age])
    if change is None:
        _void(row, at=at)
    elif change.on > today:
        if row is None:
            _tell(log, change, at=at)
    else:
        _reach(log, active, change, row or _row(log, change), at=at)


def _active(log: Log) -> Consent | None:
    found = Consent.objects.filter(log=log, activated_at__isnull=False, ended_at=None)
    return found.select_related("log__owner").first()


def _change(active: Consent, age: int, on: date) -> Change | None:
    policy = current_policy(active.log.municipality_id, on)
    return change_at(age, on, asker(case_of(active.log), policy, active.scopes))


def _row(log: Log, change: Change) -> Birthday:
    people = Person.objects.filter(pk__in=change.goes)
    return Birthday(
        log=log,
        age=change.age,
        on=change.on,
        asks_owner=change.asks_owner,
        goes=sorted(str(person) for person in people),
    )


def _void(row: Birthday | None, *, at: datetime) -> None:
    if row is not None:
        row.reached_at, row.outcome = at, Outcome.VOID
        row.save(update_fields=["reached_at", "outcome"])


def _tell(log: Log, change: Change, *, at: datetime) -> None:
    row = _row(log, change)
    row.told_at = at
    row.save(force_insert=True)
    data = _data(log, change) | {"on": change.on.isoformat()}
    book.write(log.book, "consent.birthday_ahead", data, at=at, actor=None, role="stafett")


def _data(log: Log, change: Change) -> dict[str, object]:
    return {"who": str(log.owner), "age": change.age}


def _reach(log: Log, active: Consent, change: Change, row: Birthday, *, at: datetime) -> None:
    data = _data(log, change)
    book.write(log.book, "consent.birthday_reached", data, at=at, actor=None, role="stafett")
    signed = active.signatures.filter(person=log.owner, says_yes=True).exists()
    if not change.asks_owner or signed:
        row.outcome = Outcome.NOTHING
    elif Consent.objects.filter(log=log, activated_at=None, ended_at=None).exists():
        row.outcome = Outcome.WAITS  # who writes it sends it under the new age
    else:
        row.outcome = Outcome.ASKED if ask_anew(log, active, at=at) else Outcome.PREPARED
    row.reached_at, row.asks_owner = at, change.asks_owner
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=["reached_at", "outcome", "asks_owner"])


def ask_anew(log: Log, earlier: Consent, *, at: datetime) -> bool:
    """A new version with the same people and scopes, sent to those who must sign now.

    False where it cannot be sent as it is: then it stands prepared, for the holder to mend.
    """
    today = timezone.localdate(at)
    moves = earlier.leaving_on is not None and earlier.leaving_on >= today
    done = set() if moves else {Scope.TRANSITION}  # a transition that is over is not asked again
    new = Consent(
        log=log,
        version=Consent.objects.filter(log=log).count() + 1,
        scopes=[scope for scope in earlier.scopes if scope not in done] or [Scope.OPEN.value],
        next_holder=earlier.next_holder if moves else None,
        leaving_unit=earlier.leaving_unit if moves else None,
        leaving_on=earlier.leaving_on if moves else None,
        purpose=earlier.purpose,
        kept_out=earlier.kept_out,
        asked_by=_asks(log, earlier),
    )
    new.save(force_insert=True)
    copy_named(earlier, new, on=today)
    try:
        with transaction.atomic():
            people = send(log, new, asker=new.asked_by, at=at)
    except Refused:
        return False
    data: dict[str, object] = {
        "who": str(log.owner),
        "people": [str(person) for person in people],
        "version": new.version,
        "text_hash": new.text_hash,
    }
    book.write(log.book, "consent.asked_by_age", data, at=at, actor=None, role="stafett")
    return True


def _asks(log: Log, earlier: Consent) -> Person:
    """Who has the baton; before the log is open, who asked."""
    leg = Leg.objects.filter(log=log, ended_at=None).select_related("holder").order_by("from_at")
    first = leg.first()
    return first.holder if first else earlier.asked_by


def outgrown_questions(today: date) -> Iterator[UUID]:
    """Questions that were sent before a birthday by which others must sign; nobody has said no."""
    waiting = Consent.objects.filter(
        asked_at__isnull=False,
        activated_at=None,
        ended_at=None,
        log__owner__birth_date__isnull=False,
    ).exclude(signatures__says_yes=False)
    waiting = waiting.select_related("log__owner").defer("text")
    for question in waiting.order_by("asked_at").iterator():
        if is_outgrown(question, today):
            yield question.pk


@transaction.atomic
def outgrow(question_id: UUID, *, at: datetime) -> None:
    """Close a question that was sent under another age, and ask those who must sign now."""
    log = lock(Consent.objects.values_list("log_id", flat=True).get(pk=question_id))
    question = Consent.objects.select_related("log__owner").get(pk=question_id)
    refused = question.signatures.filter(says_yes=False).exists()
    if question.state != "asked" or refused or not is_outgrown(question, timezone.localdate(at)):
        return
    data: dict[str, object] = {"who": str(log.owner), "version": question.version}
    book.write(log.book, "consent.outgrown", data, at=at, actor=None, role="stafett")
    question.ended_at, question.end = at, "outgrown"
    question.save(update_fields=["ended_at", "end"])
    ask_anew(log, question, at=at)
