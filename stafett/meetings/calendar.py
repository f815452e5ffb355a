"""Meetings as calendars read them (RFC 5545): a time and a link, nothing of what they are about.

A calendar lies on telephones, with employers and with whoever runs them: no child's name, service,
place or word goes there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from .models import MeetingCall
from .queries import MeetingNow

OSLO = ZoneInfo("Europe/Oslo")
TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Appointment:
    """A meeting in somebody's calendar.

    The same `uid` and a higher `sequence` is the same meeting changed.
    """

    uid: UUID
    sequence: int
    starts_at: datetime
    minutes: int
    changed_at: datetime
    cancelled: bool
    link: str


def appointment(call: MeetingCall, *, cancelled_at: datetime | None = None) -> Appointment:
    """The meeting as its newest call says; a cancelling comes after every call."""
    cancelled = cancelled_at is not None
    path = reverse("meetings:meeting", args=[call.log_id, call.meeting_id])
    return Appointment(
        call.meeting_id,
        call.number + cancelled,
        call.starts_at,
        call.minutes,
        cancelled_at or call.written_at,
        cancelled,
        settings.STAFETT_ADDRESS.rstrip("/") + path,
    )


def as_it_stands(now: MeetingNow) -> Appointment:
    """The same of a meeting that is at hand."""
    cancelled = now.cancelled
    return appointment(now.call, cancelled_at=cancelled.at if cancelled else None)


def written(appointments: Iterable[Appointment]) -> bytes:
    """The calendar file, in the language in use. Times are those of the clock on the wall in
    Norway, with the rules of summer time beside them."""
    calendar = Calendar()
    calendar.add("prodid", "-//Stafett//Stafett//NO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Stafett")
    for each in appointments:
        calendar.add_component(_event(each))
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text


def _event(each: Appointment) -> Event:
    starts = each.starts_at.astimezone(OSLO)
    event = Event()
    event.add("uid", str(each.uid))
    event.add("sequence", each.sequence)
    event.add("dtstamp", each.changed_at)
    event.add("last-modified", each.changed_at)
    event.add("dtstart", starts)
    # Added to the moment, not to the clock: an hour over a change of summer time is an hour.
    ends = each.starts_at.astimezone(UTC) + timedelta(minutes=each.minutes)
    event.add("dtend", ends.astimezone(OSLO))
    event.add("summary", _("Meeting in Stafett"))
    event.add("url", each.link)
    event.add("description", _("Sign in to read more: %(link)s") % {"link": each.link})
    event.add("status", "CANCELLED" if each.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    return event
