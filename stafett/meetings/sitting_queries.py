"""What can be asked about a meeting that is held. What is hidden is so here as everywhere else."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from stafett.book.questions import Question
from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import Audience, Sees
from stafett.logs.queries import Member, team
from stafett.people.models import Person
from stafett.plan.facts import MeasureFacts
from stafett.plan.queries import plan_of
from stafett.plan.shown import of_measures_shown

from .queries import MeetingNow, meeting_now, meetings_of
from .sitting_models import Decision, Informing, Remark, Reviewed, Sitting, Task
from .sitting_rules import Part, SoFar, goes_on_at

EARLY = timedelta(hours=1)


@dataclass(frozen=True)
class Held:
    """A meeting with what has happened in it, as one reader sees it."""

    now: MeetingNow
    sitting: Sitting | None
    present: list[str]
    measures: list[MeasureFacts]  # those to be gone through, and those that have been
    reviewed: dict[UUID, Reviewed]  # by measure, the newest
    decision: Decision | None
    informing: Informing | None
    tasks: list[Task]
    remarks: list[Remark]
    corrections: list[Remark]

    @property
    def so_far(self) -> SoFar:
        """How far it has come."""
        sitting = self.sitting
        return SoFar(
            begun=sitting is not None,
            voice_heard=sitting is not None and sitting.voice_heard_at is not None,
            measures=len(self.measures),
            reviewed=sum(each.id in self.reviewed for each in self.measures),
            way_chosen=self.decision is not None,
            child_told=self.informing is not None,
            read=sitting is not None and sitting.read_at is not None,
        )

    @property
    def goes_on_at(self) -> Part:
        """The part it goes on at."""
        return goes_on_at(self.so_far)

    @cached_property
    def next_measure(self) -> MeasureFacts | None:
        """The first that has not been gone through."""
        return next((each for each in self.measures if each.id not in self.reviewed), None)


def held(meeting_id: UUID, reader: Reader) -> Held | None:
    """The meeting as it stands, or None where the reader sees none. A fixed number of questions."""
    now = meeting_now(meeting_id, reader)
    if now is None:
        return None
    found = next(iter(_sitting(meeting_id)), None)
    rows = list(reviewed_shown(reader).filter(meeting=meeting_id).order_by("at"))
    reviewed = {each.measure_id: each for each in rows}
    remarks = list(_said(Remark, meeting_id, reader).filter(taken_out_at=None))
    read_at = found.read_at if found else None
    later = [each for each in remarks if read_at and each.at > read_at]
    return Held(
        now,
        found,
        _names(found.present) if found else [],
        _to_review(now, reviewed, reader),
        reviewed,
        _said(Decision, meeting_id, reader).last(),
        _said(Informing, meeting_id, reader).select_related("adult").last(),
        list(tasks_shown(reader).filter(meeting=meeting_id)),
        [each for each in remarks if each not in later],
        later,
    )


def _said(model: Any, meeting_id: UUID, reader: Reader) -> Any:
    rows = model.objects.filter(shown(reader, "pk", "meeting"), meeting=meeting_id)
    return rows.select_related("by").order_by("at")


def reviewed_shown(reader: Reader) -> QuerySet[Reviewed]:
    """What was gone through, where neither the measure nor what was said of it is hidden."""
    parts = shown(reader, "meeting", "evaluation") & of_measures_shown(reader, "measure")
    return Reviewed.objects.filter(parts).select_related("evaluation__by", "comment")


def tasks_shown(reader: Reader) -> QuerySet[Task]:
    """What somebody has taken on, the first due first."""
    rows = Task.objects.filter(shown(reader, "pk", "meeting"), taken_out_at=None)
    return rows.select_related("person").order_by("due", "at")


def waiting_tasks(me: Person, logs: Collection[UUID], until: date) -> list[Task]:
    """What I have taken on in these logs and not done, due by then. One question."""
    return _waiting(me.pk, keys_of(me).things, logs, until)


@Question
def _waiting(
    me: UUID, hidden: Collection[UUID], logs: Collection[UUID], until: date
) -> QuerySet[Task]:
    mine = tasks_shown(Keys(hidden)).filter(person=me, done_at=None, log__in=logs, due__lte=until)
    return mine.exclude(meeting__sitting__read_at=None)


def open_tasks(log_id: UUID, reader: Reader) -> list[Task]:
    """What is not done yet in a log, by whomever. One question."""
    return _open(log_id, keys_of(reader).things)


@Question
def _open(log: UUID, hidden: Collection[UUID]) -> QuerySet[Task]:
    return tasks_shown(Keys(hidden)).filter(log=log, done_at=None)


def is_late(task: Task, today: date) -> bool:
    """Whether its day has passed; the day itself is in time."""
    return task.done_at is None and task.due < today


def _to_review(
    now: MeetingNow, reviewed: dict[UUID, Reviewed], reader: Reader
) -> list[MeasureFacts]:
    """The measures and goals that the agenda names, in its order; all that go on where it names
    none (M3)."""
    named = [each.measure_id or each.goal_id for each in now.agenda]
    place = {key: number for number, key in reversed(list(enumerate(named))) if key}
    last = len(named)

    def rank(each: MeasureFacts) -> int:
        return min(place.get(each.id, last), place.get(each.goal_id, last))

    found = [
        each
        for each in plan_of(now.meeting.log, reader).measures
        if each.id in reviewed or (each.ended_at is None and (not place or rank(each) < last))
    ]
    return sorted(found, key=rank)


def _names(people: list[UUID]) -> list[str]:
    return sorted(str(each) for each in Person.objects.filter(pk__in=people))


def conducts(by: Standing, now: MeetingNow) -> bool:
    """Whether this person leads the meeting or writes its minutes (L2); the holder always may."""
    chosen = {now.call.leader_id, now.call.minute_taker_id}
    return by.may(Right.WRITE) and (by.is_holder or by.person.pk in chosen)


@dataclass(frozen=True)
class Door:
    """From a meeting's page into the meeting: how far it has come, and whether one conducts it."""

    sitting: Sitting | None
    begins: bool


def door_to(by: Standing, now: MeetingNow, moment: datetime) -> Door:
    """The way in, open to who conducts the meeting from an hour before it. One question."""
    sitting = next(iter(_sitting(now.meeting.pk)), None)
    over = sitting is not None and sitting.read_at is not None
    time = sitting is not None or moment >= now.starts_at - EARLY
    return Door(sitting, conducts(by, now) and not now.cancelled and not over and time)


@Question
def _sitting(meeting: UUID) -> QuerySet[Sitting]:
    return Sitting.objects.filter(meeting=meeting).select_related("began_by", "read_by")


def can_be_given(by: Standing, now: MeetingNow) -> list[Member]:
    """Those who read the minutes, and so can take something on. Two questions."""
    told = Audience.objects.get(subject=now.meeting.pk)
    holders = {leg.holder_id for leg in by.legs}
    return [
        each
        for each in team(by.log)
        if each.role in FAMILY
        or each.person.pk in holders
        or (
            each.sees == Sees.EVERYTHING
            and (told.everyone or each.person.pk in told.people or each.person == by.person)
        )
    ]


def next_meeting(by: Standing, now: MeetingNow) -> MeetingNow | None:
    """The meeting that comes after this one, where it is agreed."""
    later = (each for each in meetings_of(by.log, by.person) if each.starts_at > now.starts_at)
    return next((each for each in later if each.cancelled is None), None)
