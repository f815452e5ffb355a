"""What somebody takes on in a meeting, and what else the minutes are to say (L3)."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle

from .queries import meeting_now
from .sitting_models import Remark, Sitting, Task
from .sitting_parts import begun, enter
from .sitting_queries import can_be_given, conducts, tasks_shown


@dataclass(frozen=True)
class Errand:
    """What is to be done, by whom, by when."""

    what: str
    person: UUID
    due: date


@transaction.atomic
def take_on(
    by: Standing, meeting_id: UUID, errand: Errand, *, at: datetime, health: Said = None
) -> Task:
    """Write what somebody does until next time. Raises Refused for who does not read it."""
    log, by, now = enter(by, meeting_id)
    begun(now)
    people = {each.person.pk: each.person for each in can_be_given(by, now)}
    person = people.get(errand.person)
    if person is None:
        raise Refused(_("Choose among those who read the minutes."))
    task = Task(
        pk=uuid4(), log=log, meeting=now.meeting, what=errand.what, person=person,
        due=errand.due, by=by.person, at=at,
    )  # fmt: skip
    data: dict[str, object] = {
        "who": str(by.person), "does": str(person), "task": errand.what,
        "due": errand.due.isoformat(),
    }  # fmt: skip
    about = [task.pk, now.meeting.pk]
    note(log, "meetings.task_taken_on", data, at=at, by=by, about=about)
    task.save(force_insert=True)
    settle(log, about, health, by=by, at=at)
    return task


@transaction.atomic
def drop(by: Standing, meeting_id: UUID, task_id: UUID, *, at: datetime) -> None:
    """Take a task out again, while the meeting is held."""
    log, by, now = enter(by, meeting_id)
    begun(now)
    task = _task(by, task_id)
    data: dict[str, object] = {"who": str(by.person), "task": task.what}
    note(log, "meetings.task_dropped", data, at=at, by=by, about=[task.pk, now.meeting.pk])
    task.taken_out_at = at
    task.save(update_fields=["taken_out_at"])


@transaction.atomic
def finish(by: Standing, task_id: UUID, *, done: bool, at: datetime) -> None:
    """Say that a task is done, or not after all: whose it is, or who conducted the meeting.

    Said twice, it counts once. Raises Refused for others.
    """
    log, by = begin(by, Right.WRITE)
    task = _task(by, task_id)
    now = meeting_now(task.meeting_id, by.person)
    if now is None or not (task.person_id == by.person.pk or conducts(by, now)):
        raise Refused(_("Whoever has taken this on says when it is done."))
    if done == (task.done_at is not None):
        return
    verb = "meetings.task_done" if done else "meetings.task_not_done"
    data: dict[str, object] = {"who": str(by.person), "task": task.what}
    note(log, verb, data, at=at, by=by, about=[task.pk, task.meeting_id])
    task.done_at = at if done else None
    task.save(update_fields=["done_at"])


def _task(by: Standing, task_id: UUID) -> Task:
    task = tasks_shown(by.person).filter(log=by.log, pk=task_id).first()
    if task is None:
        raise Refused(_("This is not in this log."))
    return task


@transaction.atomic
def remark(by: Standing, meeting_id: UUID, text: str, *, at: datetime, health: Said = None) -> None:
    """Write something else for the minutes, by who conducts the meeting. When they have been read
    out, anybody who writes in the log puts right what is wrong, beside them."""
    log, by = begin(by, Right.WRITE)
    now = meeting_now(meeting_id, by.person) if by.has_messages else None
    if now is None or now.meeting.log_id != log.pk:
        raise Refused(_("This meeting is not in this log."))
    sitting = Sitting.objects.filter(meeting=now.meeting).first()
    over = sitting is not None and sitting.read_at is not None
    if not over:
        enter(by, meeting_id)
        begun(now)
    row = Remark(pk=uuid4(), log=log, meeting=now.meeting, text=text, by=by.person, at=at)
    verb = "meetings.minutes_corrected" if over else "meetings.remark_written"
    about = [row.pk, now.meeting.pk]
    note(log, verb, {"who": str(by.person), "text": text}, at=at, by=by, about=about)
    row.save(force_insert=True)
    settle(log, about, health, by=by, at=at)


@transaction.atomic
def take_remark_out(by: Standing, meeting_id: UUID, remark_id: UUID, *, at: datetime) -> None:
    """Take something out of the minutes again, until they have been read out."""
    log, by, now = enter(by, meeting_id)
    begun(now)
    row = Remark.objects.filter(meeting=now.meeting, pk=remark_id, taken_out_at=None).first()
    if row is None:
        raise Refused(_("This is not in the minutes."))
    about = [row.pk, now.meeting.pk]
    note(log, "meetings.remark_taken_out", {"who": str(by.person)}, at=at, by=by, about=about)
    row.taken_out_at = at
    row.save(update_fields=["taken_out_at"])
