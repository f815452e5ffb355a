"""The mails of a meeting's invitation, with the meeting as a file for the calendar (D15, L5).

A time and a link: nothing of whose meeting it is, where, or what it is about. Who wants no mail
from Stafett gets none; it stands on their page.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import override

from stafett.logs.access import LET_IN, in_force
from stafett.logs.models import Admission
from stafett.meetings.calendar import Appointment, appointment
from stafett.meetings.calendar import written as calendar_of
from stafett.meetings.models import Cancelled, Invited, MeetingCall
from stafett.municipality.models import Municipality
from stafett.people.models import Person

from .addresses import reached
from .models import How, Kind, Notice, Way
from .port import Mail
from .sending import once
from .words import written


@dataclass(frozen=True)
class Told:
    """What one mail tells: its kind, and the meeting."""

    kind: str
    call: MeetingCall
    appointment: Appointment
    key: str


def called(call_id: UUID, *, after_all: bool = False) -> None:
    """Tell those who are called in, those for whom it is changed, and those who are no longer; or,
    where it was cancelled, that it takes place after all.

    An invitation that was changed or cancelled meanwhile is not told: the newer one is.
    """
    call = _call(call_id)
    if call is None or Cancelled.objects.filter(meeting=call.meeting).exists():
        return
    if call.starts_at <= timezone.now():
        return  # it waited until the meeting had begun: who is told now comes too late
    for row in Invited.objects.filter(meeting=call.meeting).select_related("person"):
        told = _of(row, call, "meeting_restored" if after_all else "meeting_changed")
        if told and row.person_id != call.written_by_id:
            _tell(row.person, told)


def cancelled(meeting_id: UUID) -> None:
    """Tell those who were called in that there is no meeting."""
    gone = Cancelled.objects.filter(meeting=meeting_id).first()
    newest = MeetingCall.objects.filter(meeting=meeting_id).order_by("-number").first()
    call = _call(newest.pk) if newest else None
    if gone is None or call is None:
        return
    off = Told(
        "meeting_cancelled", call, appointment(call, cancelled_at=gone.at), f"meeting:{gone.pk}"
    )
    for row in Invited.objects.filter(meeting=meeting_id, taken_out_at=None):
        if row.person_id != gone.by_id:
            _tell(row.person, off)


def _call(call_id: UUID) -> MeetingCall | None:
    """The call, where it is the newest."""
    call = (
        MeetingCall.objects.filter(pk=call_id)
        .select_related("meeting", "log__municipality")
        .first()
    )
    if call is None:
        return None
    newer = MeetingCall.objects.filter(meeting=call.meeting, number__gt=call.number)
    return None if newer.exists() else call


def _of(row: Invited, call: MeetingCall, changed: str) -> Told | None:
    """What this call says to one who is or was called in; None for one it says nothing to."""
    key = f"meeting:{call.pk}"
    if row.taken_out_at is None:
        kind = "meeting_called" if row.since >= call.written_at else changed
        return Told(kind, call, appointment(call), key)
    if row.taken_out_at < call.written_at:
        return None
    off = appointment(call, cancelled_at=row.taken_out_at)
    return Told("meeting_cancelled", call, off, key)


def _tell(person: Person, told: Told) -> None:
    town: Municipality = told.call.log.municipality
    to = reached(person, town)
    if to.how == How.NEVER or not to.address or not _still_in(person, told):
        return
    if to.way == Way.TEXT:
        _tell_by_text(person, told, town)
        return
    when: datetime = timezone.localtime(told.call.starts_at)
    words = {"when": when, "link": told.appointment.link}
    subject, text = written(told.kind, person.language, **words)
    with override(person.language or "nb"):
        file = calendar_of([told.appointment])
    key = f"{told.key}:{person.pk}"
    once(key, lambda: Mail(key, town, str(person), to.address, subject, text, calendar=file))


def _tell_by_text(person: Person, told: Told, town: Municipality) -> None:
    """That something is there: a text message has no room for a calendar's file."""
    key, log = f"{told.key}:{person.pk}", told.call.log
    notice = Notice(key=key, person=person, municipality=town, log=log, kind=Kind.WAITS)
    notice.at = timezone.now()
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def _still_in(person: Person, told: Told) -> bool:
    let_in = Admission.objects.filter(in_force(), log=told.call.log_id, person=person)
    return let_in.filter(role__in=LET_IN).exists()
