"""A log in which Kari has the baton; Sunniva and Ragnhild help; Marte and Anders are parents."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings.actions import calling
from stafett.meetings.models import Meeting
from stafett.meetings.queries import MeetingNow, meeting_now
from tests import world as w


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


@pytest.fixture
def meet(world: w.World, log: Log) -> Callable[..., Meeting]:
    """Kari invites these people, in a week when nothing else is said."""

    def call(*names: str, starts_at: datetime | None = None, **more: Any) -> Meeting:
        people = [world.people[name].pk for name in ("kari", *names)]
        said = calling.Invitation(
            starts_at or w.now() + timedelta(days=7), 60, world.kari.pk, place="Rom 2"
        )
        with acting_as(world.kari.pk):
            return calling.call_meeting(w.stand(world.kari, log), said, people, at=w.now(), **more)

    return call


@pytest.fixture
def look(world: w.World) -> Callable[[str, Meeting], MeetingNow | None]:
    """The meeting as somebody sees it, by the rules and through the wall."""

    def look(name: str, meeting: Meeting) -> MeetingNow | None:
        person = world.people[name]
        with acting_as(person.pk):
            found = meeting_now(meeting.pk, person)
            walled = Meeting.objects.filter(pk=meeting.pk).exists()
        assert walled == (found is not None), "the two walls differ"
        return found

    return look


@pytest.fixture
def hidden(look: Callable[[str, Meeting], MeetingNow | None]) -> Callable[[str, Meeting], bool]:
    """Whether it is hidden from somebody."""
    return lambda name, meeting: look(name, meeting) is None


@pytest.fixture
def seen(look: Callable[[str, Meeting], MeetingNow | None]) -> Callable[[str, Meeting], MeetingNow]:
    """The meeting as somebody sees it who does."""

    def found(name: str, meeting: Meeting) -> MeetingNow:
        now = look(name, meeting)
        assert now, f"{name} does not see the meeting"
        return now

    return found
