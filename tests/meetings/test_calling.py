"""Inviting to a meeting, changing it, answering, cancelling (D15–D19)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.logs.models import Audience, Log
from stafett.meetings.actions import agenda, answering, calling, restoring
from stafett.meetings.actions.parts import standing_meeting
from stafett.meetings.models import Cancelled, Meeting
from stafett.meetings.queries import Guest, MeetingNow
from tests import clients
from tests import world as w

pytestmark = pytest.mark.django_db
Meet = Callable[..., Meeting]
Seen = Callable[[str, Meeting], MeetingNow]
Hidden = Callable[[str, Meeting], bool]


def say(world: w.World, log: Log, name: str, meeting: Meeting, coming: str, word: str = "") -> None:
    person = world.people[name]
    with acting_as(person.pk):
        by = w.stand(person, log)
        answering.answer(by, meeting.pk, coming=coming, word=word, at=w.now())


def change(world: w.World, log: Log, meeting: Meeting, by: str = "kari", **new: object) -> None:
    """Somebody changes this of the invitation as it stands."""
    person = world.people[by]
    with acting_as(person.pk):
        now = standing_meeting(log, w.stand(person, log), meeting.pk)
        people: list[UUID] = new.pop("people", [each.person.pk for each in now.invited])  # type: ignore[assignment]
        said = replace(calling.as_said(now.call), **new)  # type: ignore[arg-type]
        calling.change_meeting(
            w.stand(person, log), meeting.pk, said, people, opened_at=now.call.number, at=w.now()
        )


def of_marte(now: MeetingNow) -> Guest:
    return next(each for each in now.invited if each.person.given_name == "Marte")


def soon(days: int) -> datetime:
    return w.now() + timedelta(days=days)


@pytest.mark.requirement("H9")
def test_helpers_who_are_not_invited_see_no_meeting(meet: Meet, seen: Seen, hidden: Hidden) -> None:
    few = meet("elias", "marte", "sunniva")
    assert hidden("ragnhild", few)
    # The other parent reads everything (H2), and who is invited.
    names = {each.person.given_name for each in seen("anders", few).invited}
    assert names == {"Kari", "Elias", "Marte", "Sunniva"}
    assert seen("sunniva", few)
    assert seen("ragnhild", meet("sunniva", "ragnhild", "marte"))


@pytest.mark.requirement("D15")
def test_only_the_holder_invites_or_who_leads_another_meeting(
    world: w.World, log: Log, meet: Meet, seen: Seen
) -> None:
    said = calling.Invitation(soon(9), 60, world.sunniva.pk)
    with acting_as(world.sunniva.pk):
        by, people = w.stand(world.sunniva, log), [world.sunniva.pk, world.marte.pk]
        with pytest.raises(Refused):
            calling.call_meeting(by, said, people, at=w.now())
    led = meet("sunniva", "marte")
    with acting_as(world.sunniva.pk), pytest.raises(Refused):
        calling.call_meeting(by, said, people, in_meeting=led.pk, at=w.now())
    change(world, log, led, leader_id=world.sunniva.pk)
    with acting_as(world.sunniva.pk):
        following = calling.call_meeting(by, said, people, in_meeting=led.pk, at=w.now())
    assert seen("kari", following)


@pytest.mark.requirement("D18", "D19", "C10")
def test_who_leads_and_who_writes_are_in_the_room(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by, at = w.stand(world.kari, log), w.now()
        kari, marte = world.kari.pk, world.marte.pk
        wrong = [
            (calling.Invitation(soon(2), 60, marte), [kari]),
            (calling.Invitation(soon(2), 60, kari, marte), [kari]),
            (calling.Invitation(soon(-1), 60, kari), [kari]),
            (calling.Invitation(soon(2), 60, kari), []),
            (calling.Invitation(soon(2), 60, kari), [kari, world.tor.pk]),
        ]
        for said, people in wrong:
            with pytest.raises(Refused):
                calling.call_meeting(by, said, people, at=at)
    assert not Meeting.objects.using("owner").exists()


def test_an_answer_counts_for_the_time_it_was_given_to(
    world: w.World, log: Log, meet: Meet, seen: Seen
) -> None:
    meeting = meet("marte", "sunniva")
    say(world, log, "marte", meeting, "yes", "Jeg tar med kake")
    change(world, log, meeting, place="Rom 3")
    now = seen("kari", meeting)
    assert now.call.number == 2
    assert of_marte(now).answer
    change(world, log, meeting, starts_at=soon(8))
    guest = of_marte(seen("kari", meeting))
    assert guest.answer is None
    assert guest.before
    say(world, log, "marte", meeting, "no")
    answer = of_marte(seen("kari", meeting)).answer
    assert answer
    assert answer.coming == "no"


def test_an_answer_is_ones_own(world: w.World, log: Log, meet: Meet) -> None:
    meeting = meet("marte")
    for name in ("anders", "sunniva"):
        with pytest.raises(Refused):
            say(world, log, name, meeting, "yes")


@pytest.mark.requirement("D21")
def test_more_are_told_and_nobody_less(
    world: w.World, log: Log, meet: Meet, seen: Seen, hidden: Hidden
) -> None:
    meeting = meet("marte", "sunniva")
    assert hidden("ragnhild", meeting)
    people = [world.kari.pk, world.ragnhild.pk]
    change(world, log, meeting, people=people)
    now = seen("ragnhild", meeting)
    assert {each.person.pk for each in now.invited} == set(people)
    assert seen("sunniva", meeting), "she was told of it, and sees that she need not come"
    with acting_as(world.kari.pk), pytest.raises(DatabaseError), transaction.atomic():
        Audience.objects.filter(subject=meeting.pk).update(people=people[:1])
    with acting_as(world.sunniva.pk), pytest.raises(DatabaseError), transaction.atomic():
        Audience.objects.filter(subject=meeting.pk).update(people=[*people, world.sunniva.pk])


def test_a_cancelled_meeting_takes_nothing_more(
    world: w.World, log: Log, meet: Meet, seen: Seen
) -> None:
    meeting = meet("marte")
    with acting_as(world.marte.pk), pytest.raises(Refused):
        calling.cancel_meeting(w.stand(world.marte, log), meeting.pk, why="", at=w.now())
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        calling.cancel_meeting(by, meeting.pk, why="Syk", at=w.now())
    cancelled = seen("marte", meeting).cancelled
    assert cancelled
    assert cancelled.why == "Syk"
    with pytest.raises(Conflict):
        say(world, log, "marte", meeting, "yes")
    with pytest.raises(Conflict):
        change(world, log, meeting, place="Rom 3")


@pytest.mark.requirement("D17")
def test_the_holder_sets_the_agenda_and_others_suggest(
    world: w.World, log: Log, meet: Meet, seen: Seen
) -> None:
    meeting = meet("marte", agenda=["Det Elias vil si", "Neste møte"])
    with acting_as(world.marte.pk):
        by = w.stand(world.marte, log)
        item = agenda.add_item(by, meeting.pk, text="Ferien", at=w.now())
        with pytest.raises(Refused):
            agenda.take_in(by, item.pk, at=w.now())
        with pytest.raises(Refused):
            agenda.arrange_agenda(by, meeting.pk, [item.pk], at=w.now())
    now = seen("kari", meeting)
    assert [each.text for each in now.suggested] == ["Ferien"]
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        agenda.take_in(by, item.pk, at=w.now())
        with pytest.raises(Conflict):
            agenda.take_in(by, item.pk, at=w.now())
        agenda.arrange_agenda(by, meeting.pk, [item.pk], at=w.now())
        agenda.take_out(by, now.agenda[1].pk, at=w.now())
    now = seen("marte", meeting)
    assert [each.text for each in now.agenda] == ["Ferien", "Det Elias vil si"]


@pytest.mark.requirement("H4")
def test_who_sees_the_plan_alone_sees_no_meeting(world: w.World) -> None:
    log = w.open_log(world, owner="nora", signers=("hanne", "nora"), plan_alone=("ragnhild",))
    said = calling.Invitation(soon(2), 60, world.kari.pk)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        with pytest.raises(Refused):
            calling.call_meeting(by, said, [world.kari.pk, world.ragnhild.pk], at=w.now())
        calling.call_meeting(by, said, [world.kari.pk], at=w.now())
    with acting_as(world.ragnhild.pk):
        assert not Meeting.objects.exists()


@pytest.mark.requirement("D15", "L5")
def test_a_cancelled_meeting_is_held_after_all(
    world: w.World, log: Log, meet: Meet, seen: Seen
) -> None:
    """As it was, with what was answered; by who arranges it, and not when its time has been."""
    meeting = meet("marte")
    say(world, log, "marte", meeting, "part", "Til 14")
    kari = clients.signed_in(world.kari, world.eikvag)
    address = f"/logg/{log.pk}/moter/{meeting.pk}/"
    page = kari.post(f"{address}avlys/", {"why": "Syk"}, follow=True).content.decode()
    assert f'action="{address}gjenopprett/"' in page, "undo"
    assert f'href="{address}gjenopprett/"' in kari.get(address).content.decode()
    marte = clients.signed_in(world.marte, world.eikvag)
    assert marte.post(f"{address}gjenopprett/").status_code == 404
    assert kari.post(f"{address}gjenopprett/")["Location"] == address
    now = seen("marte", meeting)
    assert now.is_on
    guest = now.guest(world.marte)
    assert guest
    assert guest.answer
    assert guest.answer.word == "Til 14"
    assert kari.post(f"{address}gjenopprett/")["Location"] == address, "said twice it counts once"
    kari.post(f"{address}avlys/", {"why": "Syk"})
    late = w.now() + timedelta(days=8)
    with acting_as(world.kari.pk), pytest.raises(Refused):
        restoring.restore_meeting(w.stand(world.kari, log), meeting.pk, at=late)


@pytest.mark.requirement("D15")
def test_only_who_arranges_a_meeting_takes_a_cancelling_back(
    world: w.World, log: Log, meet: Meet
) -> None:
    meeting = meet("marte", "sunniva")
    with acting_as(world.kari.pk):
        calling.cancel_meeting(w.stand(world.kari, log), meeting.pk, why="", at=w.now())
    with acting_as(world.sunniva.pk):
        assert Cancelled.objects.filter(meeting=meeting).delete()[0] == 0
    with acting_as(world.kari.pk):
        assert Cancelled.objects.filter(meeting=meeting).delete()[0] == 1


@pytest.mark.requirement("D16")
def test_a_meeting_about_something_that_came_up_is_called_for_tomorrow(
    world: w.World, log: Log
) -> None:
    kari, tomorrow = clients.signed_in(world.kari, world.eikvag), soon(1).date()
    said = {"on": tomorrow.isoformat(), "at": "08:00", "minutes": "30", "kind": "ad_hoc"}
    said |= {"leader": str(world.kari.pk), "opened_at": str(log.book.count), "text": "Kom."}
    page = f"/logg/{log.pk}/moter/ny/"
    answer = kari.post(page, {**said, "people": [str(world.kari.pk), str(world.marte.pk)]})
    assert answer.status_code == 302, answer.content.decode()
    made = Meeting.objects.using("owner").get(log=log)
    seen = clients.signed_in(world.marte, world.eikvag).get(f"/logg/{log.pk}/moter/{made.pk}/")
    assert "Møte om noe som har dukket opp" in seen.content.decode()
