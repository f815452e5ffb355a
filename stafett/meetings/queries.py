"""What can be asked about meetings. To whom they were told is decided in `logs.hidden`."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from stafett.book.models import Entry
from stafett.book.questions import Question
from stafett.logs.access import FAMILY, Standing
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import HealthMark, Log, MarkKind, Sees
from stafett.logs.queries import Member, team
from stafett.people.models import Person

from .models import AgendaItem, Answer, Cancelled, Invited, Meeting, MeetingCall
from .rules import Times, stands_since, still_counts


@dataclass(frozen=True)
class Guest:
    """Somebody who is called in, and what that one has answered last.

    `before`: an answer to another time, which no longer counts.
    """

    person: Person
    answer: Answer | None
    before: Answer | None = None


@dataclass(frozen=True)
class MeetingNow:
    """A meeting as it stands."""

    meeting: Meeting
    call: MeetingCall
    invited: list[Guest]
    agenda: list[AgendaItem]  # in order
    suggested: list[AgendaItem]  # not taken in yet
    cancelled: Cancelled | None

    @property
    def starts_at(self) -> datetime:
        """When it begins."""
        return self.call.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it is to be over."""
        return self.call.starts_at + timedelta(minutes=self.call.minutes)

    @property
    def is_on(self) -> bool:
        """Whether it is not cancelled."""
        return self.cancelled is None

    @property
    def marked(self) -> set[UUID]:
        """The keys of what is on the agenda, or suggested, and marked as health information."""
        items = [*self.agenda, *self.suggested]
        return {each.pk for each in items if each.is_marked}  # type: ignore[attr-defined]

    def guest(self, person: Person) -> Guest | None:
        """This person among those called in."""
        return next((each for each in self.invited if each.person.pk == person.pk), None)


def meetings_shown(reader: Reader) -> QuerySet[Meeting]:
    """The meetings that are not hidden from the reader (H2, H4, H9)."""
    return Meeting.objects.filter(shown(reader, "pk")).select_related("called_by")


def meeting_now(meeting_id: UUID, reader: Reader) -> MeetingNow | None:
    """The meeting as it stands, or None where the reader sees none. Six questions at most."""
    found = _meeting(meeting_id, keys_of(reader).things)
    return next(iter(_as_they_stand(found, reader)), None)


def meetings_of(log: Log, reader: Reader) -> list[MeetingNow]:
    """The log's meetings that the reader sees, the earliest first. Six questions at most."""
    found = _as_they_stand(_meetings_in(log.pk, keys_of(reader).things), reader)
    return sorted(found, key=lambda each: each.starts_at)


@Question
def _meeting(pk: UUID, hidden: Collection[UUID]) -> QuerySet[Meeting]:
    return meetings_shown(Keys(hidden)).filter(pk=pk)


@Question
def _meetings_in(log: UUID, hidden: Collection[UUID]) -> QuerySet[Meeting]:
    return meetings_shown(Keys(hidden)).filter(log=log)


def called_since(by: Standing, starts: Sequence[datetime], since: int) -> bool:
    """Whether this person has called a meeting at one of these times after entry `since`: a form
    that is sent twice calls once."""
    if not since:
        return False
    mine = Entry.objects.filter(
        book=by.log.pk, number__gt=since, actor_id=by.person.pk, verb="meetings.called"
    )
    same = MeetingCall.objects.filter(log=by.log, number=1, written_by=by.person)
    return mine.exists() and same.filter(starts_at__in=list(starts)).exists()


def can_be_invited(standing: Standing) -> list[Member]:
    """Those who read the whole log, oneself too. One question."""
    holders = {leg.holder_id for leg in standing.legs}
    found: dict[UUID, Member] = {}
    for each in team(standing.log):
        if each.role in FAMILY or each.sees == Sees.EVERYTHING or each.person.pk in holders:
            found.setdefault(each.person.pk, each)
    return list(found.values())


def _as_they_stand(meetings: Iterable[Meeting], reader: Reader) -> Iterable[MeetingNow]:
    rows = {each.pk: each for each in meetings}
    if not rows:
        return []
    calls: dict[UUID, list[MeetingCall]] = defaultdict(list)
    for call in _calls(rows):
        calls[call.meeting_id].append(call)
    since = {key: stands_since([_times(call) for call in calls[key]]) for key in rows}
    invited = _invited(since)
    agenda: dict[UUID, list[AgendaItem]] = defaultdict(list)
    for item in _agenda(rows, keys_of(reader).things):
        agenda[item.meeting_id].append(item)
    cancelled = {each.meeting_id: each for each in _cancelled(rows)}
    return [
        MeetingNow(
            meeting,
            calls[key][-1],
            invited[key],
            [item for item in agenda[key] if item.taken_in_at is not None],
            [item for item in agenda[key] if item.taken_in_at is None],
            cancelled.get(key),
        )
        for key, meeting in rows.items()
    ]


def _times(call: MeetingCall) -> Times:
    return Times(call.written_at, call.starts_at, call.minutes)


@Question
def _calls(meetings: Collection[UUID]) -> QuerySet[MeetingCall]:
    calls = MeetingCall.objects.filter(meeting__in=meetings).order_by("number")
    return calls.select_related("leader", "minute_taker", "written_by")


@Question
def _cancelled(meetings: Collection[UUID]) -> QuerySet[Cancelled]:
    return Cancelled.objects.filter(meeting__in=meetings).select_related("by")


def _invited(since: Mapping[UUID, datetime]) -> dict[UUID, list[Guest]]:
    """Those called in to each of these meetings, by when its time was set."""
    answers = {(each.meeting_id, each.person_id): each for each in _answers(since)}
    found: dict[UUID, list[Guest]] = defaultdict(list)
    for row in _called_in(since):
        said = answers.get((row.meeting_id, row.person_id))
        counts = said is not None and still_counts(said.answered_at, since[row.meeting_id])
        guest = Guest(row.person, said) if counts else Guest(row.person, None, said)
        found[row.meeting_id].append(guest)
    return found


@Question
def _answers(meetings: Collection[UUID]) -> QuerySet[Answer]:
    """The newest of each person to each meeting."""
    newest = Answer.objects.filter(meeting__in=meetings)
    by_person = newest.order_by("meeting", "person", "-answered_at")
    return by_person.distinct("meeting", "person")


@Question
def _called_in(meetings: Collection[UUID]) -> QuerySet[Invited]:
    rows = Invited.objects.filter(meeting__in=meetings, taken_out_at=None)
    return rows.select_related("person").order_by("since", "person__given_name")


@Question
def _agenda(meetings: Collection[UUID], hidden: Collection[UUID]) -> QuerySet[AgendaItem]:
    marks = HealthMark.objects.filter(subject=OuterRef("pk"), kind=MarkKind.HEALTH, ended_at=None)
    parts = ("pk", "goal", "goal__main", "measure", "measure__goal", "measure__goal__main")
    return (
        AgendaItem.objects.filter(
            shown(Keys(hidden), *parts), meeting__in=meetings, taken_out_at=None
        )
        .annotate(is_marked=Exists(marks))
        .select_related("by", "goal", "measure")
        .order_by("order", "written_at")
    )
