"""Inviting to a meeting, changing the invitation, cancelling (D15, D16, D18, D19, L6)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import FAMILY, Standing
from stafett.logs.acting import note
from stafett.logs.models import Audience, Log
from stafett.logs.queries import Member
from stafett.worker.later import later

from ..models import AgendaItem, Answer, Cancelled, Coming, Invited, Kind, Meeting, MeetingCall
from ..queries import MeetingNow, can_be_invited
from .parts import begin_writing, only_who_arranges, standing_meeting, when


@dataclass(frozen=True)
class Invitation:
    """What an invitation says. `minutes`: how long it lasts. No minute-taker: agreed on there."""

    starts_at: datetime
    minutes: int
    leader_id: UUID
    minute_taker_id: UUID | None = None
    place: str = ""
    video_link: str = ""
    text: str = ""


@transaction.atomic
def call_meeting(
    by: Standing,
    said: Invitation,
    people: Sequence[UUID],
    *,
    kind: str = Kind.REGULAR,
    agenda: Sequence[str] = (),
    in_meeting: UUID | None = None,
    at: datetime,
) -> Meeting:
    """Invite these people to a meeting (D15–D19). The helpers who are not among them do not see
    that it is held; the family and who has the baton do (H2, H9).

    Who leads or writes another meeting of the log may do it from there (`in_meeting`: the next one
    is agreed together, L5). Raises Refused for anybody else but the holder, for who cannot be
    invited, for a leader or minute-taker who is not invited, and for a time that has been.
    """
    log, by = begin_writing(by)
    _only_who_may_call(log, by, in_meeting)
    members = _invited(by, people)
    _in_order(said, people, at)
    meeting = Meeting(pk=uuid4(), log=log, kind=kind, called_at=at, called_by=by.person)
    _tell(meeting, by, members, people)
    call = _call(meeting, said, 1, by, at)
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting.pk), "kind": kind, **when(call),
        "invited": _names(members, people), "text": said.text,
    }  # fmt: skip
    note(log, "meetings.called", data, at=at, by=by, about=[meeting.pk])
    meeting.save(force_insert=True)
    call.save(force_insert=True)
    _invite(meeting, people, at)
    _comes_oneself(meeting, by, people, at)
    for order, text in enumerate(agenda, 1):
        of = {"log": log, "meeting": meeting, "by": by.person, "written_at": at}
        AgendaItem(order=order, text=text, taken_in_at=at, **of).save(force_insert=True)
    later("notices.meeting_called", call_id=str(call.pk))
    return meeting


@transaction.atomic
def change_meeting(
    by: Standing,
    meeting_id: UUID,
    said: Invitation,
    people: Sequence[UUID],
    *,
    opened_at: int,
    at: datetime,
) -> None:
    """Write the invitation anew, call more people in or take some out (D15, D21).

    `opened_at` is the number of the call that the form was opened at. Raises Conflict when
    somebody changed it since or it is cancelled, Refused as `call_meeting`. That nothing is new
    writes nothing.
    """
    log, by = begin_writing(by)
    now = standing_meeting(log, by, meeting_id)
    only_who_arranges(by, now)
    if now.call.number > opened_at:
        raise Conflict(_("Somebody else changed this meeting while you wrote. Look at it again."))
    before = {guest.person.pk for guest in now.invited}
    members = _invited(by, people, before)
    if said == as_said(now.call) and before == set(people):
        return
    _in_order(said, people, at, moved=said.starts_at != now.call.starts_at)
    call = _call(now.meeting, said, now.call.number + 1, by, at)
    added = [key for key in people if key not in before]
    out = [guest for guest in now.invited if guest.person.pk not in set(people)]
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting_id), **when(call),
        "added": _names(members, added), "out": [str(guest.person) for guest in out],
        "text": said.text if said.text != now.call.text else "",
    }  # fmt: skip
    note(log, "meetings.changed", data, at=at, by=by, about=[meeting_id])
    gone = Invited.objects.filter(meeting=now.meeting, taken_out_at=None)
    gone.filter(person__in=[guest.person.pk for guest in out]).update(
        taken_out_at=at, taken_out_by=by.person
    )
    _invite(now.meeting, added, at)
    call.save(force_insert=True)  # from here on another may lead it, and who leads arranges it
    _tell_more(now, members, added)
    if (said.starts_at, said.minutes) != (now.call.starts_at, now.call.minutes):
        _comes_oneself(now.meeting, by, people, at)
    later("notices.meeting_called", call_id=str(call.pk))


@transaction.atomic
def cancel_meeting(by: Standing, meeting_id: UUID, *, why: str, at: datetime) -> None:
    """Call a meeting off. Raises Refused as `change_meeting` and for a meeting that has begun,
    Conflict where it is off already."""
    log, by = begin_writing(by)
    now = standing_meeting(log, by, meeting_id)
    only_who_arranges(by, now)
    if now.starts_at <= at:
        raise Refused(_("The time of this meeting has been. It cannot be cancelled."))
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting_id), **when(now.call), "why": why,
    }  # fmt: skip
    note(log, "meetings.cancelled", data, at=at, by=by, about=[meeting_id])
    Cancelled(log=log, meeting=now.meeting, by=by.person, at=at, why=why).save(force_insert=True)
    later("notices.meeting_cancelled", meeting_id=str(meeting_id))


def _only_who_may_call(log: Log, by: Standing, in_meeting: UUID | None) -> None:
    if by.calls_in:
        return
    if in_meeting is None:
        raise Refused(_("Only the one who has the baton invites to meetings."))
    call = standing_meeting(log, by, in_meeting).call
    if by.person.pk not in (call.leader_id, call.minute_taker_id):
        raise Refused(_("Only the one who leads the meeting or writes agrees on the next one."))


def _invited(
    by: Standing, people: Sequence[UUID], before: set[UUID] | frozenset[UUID] = frozenset()
) -> list[Member]:
    """Everyone who can be invited; those who were before may stay. Raises Refused for others."""
    members = can_be_invited(by)
    if not people:
        raise Refused(_("Tick those who are invited."))
    if not set(people) <= {each.person.pk for each in members} | before:
        raise Refused(_("Choose among those who are in the log."))
    return members


def _in_order(
    said: Invitation, people: Sequence[UUID], at: datetime, *, moved: bool = True
) -> None:
    if moved and said.starts_at <= at:
        raise Refused(_("This time has been. Choose a time to come."))
    if said.leader_id not in people:
        raise Refused(_("The one who leads the meeting must be invited."))
    if said.minute_taker_id is not None and said.minute_taker_id not in people:
        raise Refused(_("The one who writes the minutes must be invited."))


def _call(
    meeting: Meeting, said: Invitation, number: int, by: Standing, at: datetime
) -> MeetingCall:
    place = "" if by.log.hides_places else said.place  # the database sees to it too
    return MeetingCall(
        pk=uuid4(), log=meeting.log, meeting=meeting, number=number, written_at=at,
        written_by=by.person, starts_at=said.starts_at, minutes=said.minutes, place=place,
        video_link=said.video_link, text=said.text, leader_id=said.leader_id,
        minute_taker_id=said.minute_taker_id,
    )  # fmt: skip


def as_said(call: MeetingCall) -> Invitation:
    """What an invitation says as it stands, to be changed."""
    return Invitation(
        call.starts_at, call.minutes, call.leader_id, call.minute_taker_id, call.place,
        call.video_link, call.text,
    )  # fmt: skip


def _names(members: Sequence[Member], people: Sequence[UUID]) -> list[str]:
    return sorted(str(each.person) for each in members if each.person.pk in people)


def _tell(meeting: Meeting, by: Standing, members: list[Member], people: Sequence[UUID]) -> None:
    """Who is told that there is a meeting, said before it is written."""
    holders = {leg.holder_id for leg in by.legs}
    helpers = {
        each.person.pk
        for each in members
        if each.role not in FAMILY and each.person.pk not in holders
    }
    everyone = helpers <= set(people)
    to = Audience(subject=meeting.pk, log=meeting.log, by=by.person, everyone=everyone)
    to.people = [] if everyone else list(people)
    to.save(force_insert=True)


def _tell_more(now: MeetingNow, members: list[Member], added: Sequence[UUID]) -> None:
    """Those who are called in later are told of it too; nobody is told less."""
    told = Audience.objects.get(subject=now.meeting.pk)
    if added and not told.everyone:
        told.people = [*told.people, *(key for key in added if key not in told.people)]
        told.save(update_fields=["people"])


def _invite(meeting: Meeting, people: Sequence[UUID], at: datetime) -> None:
    for key in dict.fromkeys(people):
        Invited(log=meeting.log, meeting=meeting, person_id=key, since=at).save(force_insert=True)


def _comes_oneself(meeting: Meeting, by: Standing, people: Sequence[UUID], at: datetime) -> None:
    """Who chooses the time is not asked about it."""
    if by.person.pk in people:
        said = {"person": by.person, "coming": Coming.YES, "answered_at": at}
        Answer(log=meeting.log, meeting=meeting, **said).save(force_insert=True)


def planned_like(said: Invitation, starts: Sequence[datetime]) -> list[Invitation]:
    """The same invitation at each of these times (L6)."""
    return [replace(said, starts_at=each) for each in starts]
