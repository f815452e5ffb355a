"""What people are reminded of, once each: deadlines, talks, meetings, no answer, silence."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent.models import Consent
from stafett.logs import baton, health
from stafett.logs.models import Handover, Log
from stafett.meetings.actions import calling
from stafett.meetings.models import Invited, Meeting, MeetingCall
from stafett.municipality.models import Invitation, PolicyVersion
from stafett.municipality.policy import PRESETS, Policy
from stafett.notices import letters, reading, reminders, rules, tidying
from stafett.notices.models import Kept, Letter, Notice, Preference
from stafett.people.models import Contact
from stafett.plan.models import Measure
from stafett.voice.actions import private, talks, telling
from stafett.voice.models import NextTalk
from tests import world as w
from tests.jobs import run_jobs
from tests.logins import as_worker
from tests.notices.staffing import invite

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def remind(after: timedelta = timedelta()) -> list[tuple[str, str]]:
    """Whom the day reminds of what, so long from now."""
    Notice.objects.using("owner").all()._raw_delete("owner")
    with as_worker():
        made = reminders.remind(timezone.now() + after)
        assert reminders.remind(timezone.now() + after) == 0, "said twice"
    found = Notice.objects.using("owner").select_related("person")
    assert len(found) == made
    return sorted((each.key.split(":")[0], each.person.given_name) for each in found)


@pytest.mark.requirement("D25", "K11", "F3")
def test_a_deadline_is_told_to_the_responsible_and_a_late_one_to_the_holder_too(
    world: w.World, log: Log
) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)
    ours = Measure.objects.using("owner").filter(pk=measure)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE plan_responsible SET person_id = %s", [world.marte.pk])
    assert remind() == []
    ours.update(agreed_at=w.now() - timedelta(days=2))
    ours.update(deadline=timezone.localdate() + rules.DEADLINE_AHEAD)
    assert remind() == [("due", "Marte")]
    ours.update(deadline=timezone.localdate() - timedelta(days=1))
    assert remind() == [("late", "Kari"), ("late", "Marte")]
    ours.update(ended_at=w.now())
    assert remind() == []


@pytest.mark.requirement("D26", "M13", "M3")
def test_a_talk_that_nobody_had_is_told_to_the_adult_and_the_holder(
    world: w.World, log: Log
) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        on = timezone.localdate()
        talks.agree_next(place, adult_id=world.sunniva.pk, on=on, at=w.now())
    assert remind() == []
    NextTalk.objects.using("owner").update(on=timezone.localdate() - timedelta(days=1))
    assert remind() == [("talk", "Kari"), ("talk", "Sunniva")]


@pytest.mark.requirement("D15")
def test_a_meeting_is_told_the_day_before_as_it_stands_now(world: w.World, log: Log) -> None:
    tomorrow = timezone.localtime().replace(hour=10) + timedelta(days=1)
    meeting = uuid4()
    w.save(Meeting(pk=meeting, log_id=log.pk, called_at=w.now(), called_by=world.kari))
    for name, gone in (("marte", None), ("sunniva", w.now())):
        guest = {"person": world.people[name], "since": w.now(), "taken_out_at": gone}
        w.save(Invited(meeting_id=meeting, log_id=log.pk, **guest))
    _call(world, log, meeting, 1, tomorrow)
    assert remind() == [("meeting", "Marte")]
    _call(world, log, meeting, 2, tomorrow + timedelta(days=7))
    assert remind() == []


def _call(world: w.World, log: Log, meeting: object, number: int, at: datetime) -> None:
    who = {"leader": world.kari, "written_by": world.kari, "written_at": w.now()}
    when = {"number": number, "starts_at": at, "minutes": 60}
    w.save(MeetingCall(meeting_id=meeting, log_id=log.pk, **when, **who))


@pytest.mark.requirement("D11", "D14")
def test_what_nobody_has_answered_is_told_again_once(world: w.World, log: Log) -> None:
    version = w.ask_consent(world, log, named=("kari", "tor"))
    w.answer(world, version, "marte")
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    invite(world)
    days = timedelta(days=6)
    assert remind() == []
    assert remind(days) == [("asked", "Anders"), ("invitation", "Bjorg"), ("offer", "Sunniva")]
    Consent.objects.using("owner").filter(pk=version.pk).update(ended_at=w.now(), end="taken_back")
    Handover.objects.using("owner").update(answer="withdrawn", answered_at=w.now())
    Invitation.objects.using("owner").update(taken_back_at=w.now())
    assert remind(days) == []


@pytest.mark.requirement("D11")
def test_an_offer_that_stays_unanswered_is_told_to_the_leader(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    just, days = timedelta(minutes=1), timedelta(days=PRESETS["national"].offer_days or 0)
    assert remind(days - just) == [("offer", "Sunniva")]
    assert remind(days + just) == [("offer", "Bjorg"), ("offer", "Sunniva")]
    never = {"settings": Policy(offer_days=None).as_settings(), "from_date": timezone.localdate()}
    w.save(PolicyVersion(municipality=world.eikvag, preset="national", **never))
    assert remind(days + just) == [("offer", "Sunniva")]


@pytest.mark.requirement("D25")
def test_silence_is_told_to_the_holder_first_and_to_the_leader_after(
    world: w.World, log: Log
) -> None:
    just, silent = timedelta(minutes=1), timedelta(days=PRESETS["national"].silent_days or 0)
    assert remind(silent - just) == []
    assert remind(silent + just) == [("silence", "Kari")]
    later = silent + rules.LEADER_AFTER + just
    assert remind(later) == [("silence", "Bjorg"), ("silence", "Kari")]
    never = {"settings": Policy(silent_days=None).as_settings(), "from_date": timezone.localdate()}
    w.save(PolicyVersion(municipality=world.eikvag, preset="national", **never))
    assert remind(later) == []


@pytest.mark.requirement("M11")
def test_what_a_child_tells_one_alone_is_told_to_that_one_without_a_word(
    world: w.World, log: Log
) -> None:
    with as_worker():
        reading.read_all()
    Notice.objects.using("owner").all()._raw_delete("owner")
    with acting_as(world.elias.pk):
        place = w.stand(world.elias, log)
        words = private.keep(place, kind="how", feeling="bad", text="Vondt i magen", at=w.now())
        telling.share(place, words.pk, chosen=[world.sunniva.pk], at=w.now())
        telling.ask_for_talk(place, world.kari.pk, text="", at=w.now())
    assert run_jobs("notices.told_alone") == ["notices.told_alone"] * 2
    with as_worker():
        reading.read_all()
        letters.send_all(timezone.now())
    mails = Kept.objects.using("owner").filter(key__startswith=letters.OURS).order_by("name")
    assert [each.name for each in mails] == ["Kari Nesheim", "Sunniva Aas"]
    assert not any("Elias" in each.text or "magen" in each.text for each in mails)


@pytest.mark.requirement("D15")
def test_who_wants_text_messages_is_told_of_a_meeting_by_one(world: w.World, log: Log) -> None:
    w.save(Contact(person=world.marte, phone="01234567"))
    w.save(Preference(person=world.marte, way="text", at=w.now()))
    with acting_as(world.kari.pk):
        guests = [world.kari.pk, world.marte.pk]
        said = calling.Invitation(w.now() + timedelta(days=7), 60, world.kari.pk, place="Rom 2")
        calling.call_meeting(w.stand(world.kari, log), said, guests, at=w.now())
    run_jobs("notices.meeting_called")
    waiting = Notice.objects.using("owner").filter(person=world.marte, key__startswith="meeting:")
    assert [each.kind for each in waiting] == ["waits"]
    with as_worker():
        letters.send_all(timezone.localtime().replace(hour=12))
    (text,) = Kept.objects.using("owner").filter(address="01234567")
    assert "Noe venter på deg" in text.text
    assert "Rom 2" not in text.text


@pytest.mark.requirement("E1")
def test_an_invitation_that_nobody_answers_is_told_to_the_leader_too(
    world: w.World, log: Log
) -> None:
    """When an administrator sent it, the one who waits for the colleague hears of it."""
    invite(world, by="henrik")
    days = rules.INVITATION_UNANSWERED_FOR + timedelta(days=1)
    assert remind(days) == [("invitation", "Bjorg"), ("invitation", "Henrik")]


@pytest.mark.requirement("H4", "D25")
def test_nobody_is_mailed_of_a_measure_that_is_hidden_from_them(world: w.World, log: Log) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)
    for name in ("kari", "marte"):
        person = world.people[name]
        w.save(Contact(person=person, email=f"{name}@eikvag.example"))
    Measure.objects.using("owner").update(deadline=timezone.localdate() - timedelta(days=1))
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE plan_responsible SET person_id = %s", [world.marte.pk])
    assert remind() == [("late", "Kari"), ("late", "Marte")]
    with acting_as(world.marte.pk):
        health.mark(w.stand(world.marte, log), [measure], True, at=w.now())
    with as_worker():
        letters.send_all(timezone.now())
    mails = Kept.objects.using("owner").filter(key__startswith=letters.OURS)
    assert [each.name for each in mails] == [str(world.marte)]


def test_what_was_told_long_ago_is_deleted_but_not_said_again(world: w.World, log: Log) -> None:
    """A measure that is late for half a year is not told of anew because its reminder was kept no
    longer."""
    w.agree_plan(world, log, measures=1)
    Measure.objects.using("owner").update(deadline=timezone.localdate() - timedelta(days=1))
    assert remind() == [("late", "Kari")]
    with as_worker():
        letters.send_all(timezone.now())
        (letter,) = Letter.objects.all()
        told = {"municipality": world.eikvag, "kind": "news", "at": w.now(), "done_at": w.now()}
        Notice.objects.create(key="entry:1", person=world.kari, letter=letter, **told)
        Notice.objects.create(key="entry:2", person=world.kari, **told)
        assert tidying.tidy(timezone.now()) == 0
        later = timezone.now() + tidying.KEPT_FOR + timedelta(minutes=1)
        assert tidying.tidy(later) == 2
        assert [each.key.partition(":")[0] for each in Notice.objects.all()] == ["late"]
        assert Letter.objects.count() == 1
        reminders.remind(later)
        anew = Notice.objects.filter(done_at=None)
        assert {each.key.partition(":")[0] for each in anew} == {"silence"}
        Measure.objects.using("owner").update(ended_at=w.now())
        Notice.objects.filter(done_at=None).update(done_at=w.now())
        assert tidying.tidy(later) >= 1
    assert not Letter.objects.using("owner").exists()
    assert not Kept.objects.using("owner").exists()
