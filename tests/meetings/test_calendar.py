"""Meetings in the calendar, read by a real library: secret, without content, always the newest."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail as mailbox
from django.test import Client
from icalendar import Calendar, Component

from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.logs.models import Log
from stafett.meetings.actions import calling, restoring
from stafett.meetings.actions.parts import standing_meeting
from stafett.meetings.calendar import OSLO, Appointment, written
from stafett.meetings.calendar_models import CalendarFeed
from stafett.meetings.models import Meeting, MeetingCall
from stafett.municipality.models import Municipality
from stafett.notices import meetings
from stafett.people.models import Contact
from tests import clients
from tests import world as w
from tests.logins import as_worker

pytestmark = pytest.mark.django_db
PAGE = "/min-side/kalender/"


def address_of(world: w.World, name: str) -> str:
    """Somebody makes a secret address, and reads it the once it is shown."""
    client = clients.signed_in(world.people[name], world.eikvag)
    page = client.post(PAGE, {"do": "make"}, follow=True).content.decode()
    address = page.partition('readonly value="')[2].partition('"')[0]
    assert address
    assert address not in client.get(PAGE).content.decode(), "shown once"
    return address


def events(address: str) -> list[Component]:
    answer = Client().get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"].startswith("text/calendar")
    assert not answer.cookies
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


@pytest.mark.requirement("L5")
def test_the_secret_calendar_follows_a_meeting_and_says_nothing_of_it(
    world: w.World, log: Log, meet: Callable[..., Meeting]
) -> None:
    # Clocks go forward on the night to 28 March 2027.
    starts = datetime(2027, 3, 29, 13, tzinfo=OSLO)
    meeting = meet("marte", starts_at=starts, agenda=["Elias og skolen"])
    address = address_of(world, "marte")
    (event,) = events(address)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(meeting.pk), 1, "CONFIRMED")
    assert event.decoded("DTSTART") == starts
    assert event.decoded("DTSTART").astimezone(UTC).hour == 11
    assert str(event["URL"]).endswith(f"/logg/{log.pk}/moter/{meeting.pk}/")
    text = Client().get(address).content.decode()
    for word in ("Elias", "Berg", "Kari", "Eikvåg", "skole", "Rom 2", "Marte"):
        assert word not in text
    moved = starts + timedelta(days=1)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        now = standing_meeting(log, by, meeting.pk)
        people: list[UUID] = [each.person.pk for each in now.invited]
        said = replace(calling.as_said(now.call), starts_at=moved)
        calling.change_meeting(by, meeting.pk, said, people, opened_at=1, at=w.now())
    (event,) = events(address)
    assert (event["UID"], event["SEQUENCE"]) == (str(meeting.pk), 2)
    assert event.decoded("DTSTART") == moved
    with acting_as(world.kari.pk):
        calling.cancel_meeting(w.stand(world.kari, log), meeting.pk, why="Syk", at=w.now())
    (event,) = events(address)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(meeting.pk), 3, "CANCELLED")
    with acting_as(world.kari.pk):
        restoring.restore_meeting(w.stand(world.kari, log), meeting.pk, at=w.now())
    (event,) = events(address)
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (str(meeting.pk), 4, "CONFIRMED")
    assert event.decoded("DTSTART") == moved


@pytest.mark.requirement("H6")
def test_who_has_lost_access_has_nothing_left_in_the_calendar(
    world: w.World, log: Log, meet: Callable[..., Meeting]
) -> None:
    meet("sunniva", "marte")
    meet("marte")
    address = address_of(world, "sunniva")
    assert len(events(address)) == 1
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())
    assert events(address) == []


def test_a_secret_made_anew_or_turned_off_is_gone(world: w.World, log: Log) -> None:
    first, second = address_of(world, "marte"), address_of(world, "marte")
    assert Client().get(first).status_code == 410
    assert events(second) == []
    secret = second.rpartition("/")[2].removesuffix(".ics")
    assert secret not in str(CalendarFeed.objects.using("owner").values().get())
    client = clients.signed_in(world.marte, world.eikvag)
    client.post(PAGE, {"do": "end"})
    assert Client().get(second).status_code == 410
    for wrong in ("x", "a" * 43):
        assert Client().get(f"/kalender/{wrong}.ics").status_code == 410


def test_one_meeting_is_a_file_for_who_sees_it(
    world: w.World, log: Log, meet: Callable[..., Meeting]
) -> None:
    meeting = meet("marte")
    path = f"/logg/{log.pk}/moter/{meeting.pk}/kalender.ics"
    answer = clients.signed_in(world.marte, world.eikvag).get(path)
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["UID"] == str(meeting.pk)
    assert clients.signed_in(world.ragnhild, world.eikvag).get(path).status_code == 404


def test_an_hour_is_an_hour_over_the_change_of_summer_time() -> None:
    starts = datetime(2026, 10, 24, 23, 30, tzinfo=OSLO)  # clocks go back at three
    each = Appointment(UUID(int=1), 1, starts, 300, starts, cancelled=False, link="https://x/")
    calendar = Calendar.from_ical(written([each]))
    (event,) = calendar.walk("VEVENT")
    lasts = event.decoded("DTEND").astimezone(UTC) - event.decoded("DTSTART").astimezone(UTC)
    assert lasts == timedelta(hours=5)
    (zone,) = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Oslo"


@pytest.mark.requirement("L5", "R6")
def test_the_mail_has_the_meeting_for_the_calendar_and_says_nothing_of_it(
    world: w.World, log: Log, meet: Callable[..., Meeting], settings: Any
) -> None:
    settings.STAFETT_MAIL = "stafett.notices.port.Smtp"
    Municipality.objects.using("owner").update(training=False)
    for name in ("marte", "anders"):
        w.save(Contact(person=world.people[name], email=f"{name}@familie.example"))
    meeting = meet("marte", "sunniva", "elias")
    call = MeetingCall.objects.using("owner").get(meeting=meeting)
    with as_worker():
        meetings.called(call.pk)
        meetings.called(call.pk)  # a worker that was killed does it once more
    sent = {mail.to[0]: mail for mail in mailbox.outbox}
    assert set(sent) == {"marte@familie.example", "sunniva@eikvag.example"}
    assert len(mailbox.outbox) == 2
    mail = sent["marte@familie.example"]
    (attached,) = mail.attachments
    text = f"{mail.subject} {mail.body} {attached[1]}"
    for word in ("Elias", "Berg", "Kari", "Eikvåg", "skole", "Rom 2"):
        assert word not in text
    (event,) = Calendar.from_ical(attached[1]).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (str(meeting.pk), 1)
    with acting_as(world.kari.pk):
        calling.cancel_meeting(w.stand(world.kari, log), meeting.pk, why="Syk", at=w.now())
    with as_worker():
        meetings.cancelled(meeting.pk)
    (event,) = Calendar.from_ical(mailbox.outbox[-1].attachments[0][1]).walk("VEVENT")
    assert (event["SEQUENCE"], event["STATUS"]) == (2, "CANCELLED")
