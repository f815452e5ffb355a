"""A secret address for one's own calendar: shown once, kept as a hash, made anew or turned off."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from stafett.logs.access import LET_IN, in_force
from stafett.logs.hidden import shown
from stafett.logs.models import Admission
from stafett.people.models import Person

from .calendar import Appointment, appointment
from .calendar_models import CalendarFeed
from .models import Invited, MeetingCall

KEPT_FOR = timedelta(days=60)  # a meeting that has been stays in the calendar


@transaction.atomic
def make_feed(person: Person, *, at: datetime) -> str:
    """A new secret for this person's calendar; the old one stops working."""
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.filter(person=person).delete()
    CalendarFeed(person=person, token_hash=hash_of(token), made_at=at).save(force_insert=True)
    return token


def end_feed(person: Person) -> None:
    """Turn it off."""
    CalendarFeed.objects.filter(person=person).delete()


def hash_of(token: str) -> str:
    """What is kept of a secret."""
    return sha256(token.encode()).hexdigest()


def whose(token: str) -> UUID | None:
    """Whose calendar this secret is to; None for an unknown one. Asked by nobody signed in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT calendar_of(%s)", [hash_of(token)])
        row = cursor.fetchone()
    return row[0] if row else None


def appointments_of(person_id: UUID, now: datetime) -> list[Appointment]:
    """The meetings this person is invited to, as far as the person may see them today (H6). One
    question."""
    let_in = Admission.objects.filter(in_force(), person=person_id, role__in=LET_IN)
    newer = MeetingCall.objects.filter(meeting=OuterRef("meeting"), number__gt=OuterRef("number"))
    invited = Invited.objects.filter(
        meeting=OuterRef("meeting"), person=person_id, taken_out_at=None
    )
    me = Person(pk=person_id)
    calls = (
        MeetingCall.objects.filter(shown(me, "meeting"), log__in=let_in.values("log"))
        .filter(Exists(invited), ~Exists(newer), starts_at__gt=now - KEPT_FOR)
        .select_related("meeting__cancelled")
        .order_by("starts_at")
    )
    return [appointment(each, cancelled_at=_cancelled_at(each)) for each in calls]


def _cancelled_at(call: MeetingCall) -> datetime | None:
    cancelled = getattr(call.meeting, "cancelled", None)
    return cancelled.at if cancelled else None
