"""Who stands in for a holder is reminded of what the holder is, as long as it lasts (D5, D25)."""

from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs import health
from stafett.logs.models import Log
from stafett.municipality.policy import PRESETS
from stafett.notices import letters, reminders
from stafett.notices.models import Kept, Notice
from stafett.plan.models import Measure
from stafett.voice.actions import talks
from stafett.voice.models import NextTalk
from tests import world as w
from tests.logins import as_worker
from tests.stand_ins import come_back, let_days_pass, stand_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D5", "D25")]
JUST = timedelta(minutes=1)
SILENT = timedelta(days=PRESETS["national"].silent_days or 0) + JUST


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def late(world: w.World, log: Log) -> Log:
    """Marte was to do something by yesterday."""
    w.agree_plan(world, log, measures=1)
    Measure.objects.using("owner").update(deadline=w.today() - timedelta(days=1))
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE plan_responsible SET person_id = %s", [world.marte.pk])
    return log


def remind(after: timedelta = timedelta()) -> list[tuple[str, str]]:
    """Whom the day reminds of what, so long from now."""
    Notice.objects.using("owner").all()._raw_delete("owner")
    with as_worker():
        reminders.remind(timezone.now() + after)
        assert reminders.remind(timezone.now() + after) == 0, "said twice"
    found = Notice.objects.using("owner").select_related("person")
    return sorted((each.key.split(":")[0], each.person.given_name) for each in found)


def mailed() -> list[str]:
    """To whom a letter goes of what waits."""
    with as_worker():
        letters.send_all(timezone.now())
    mails = Kept.objects.using("owner").filter(key__startswith=letters.OURS)
    return sorted(each.name.split()[0] for each in mails)


def test_a_late_measure_is_told_to_who_stands_in_until_the_last_day(
    world: w.World, late: Log
) -> None:
    stand_in(world, late)
    theirs = [("late", "Kari"), ("late", "Marte")]
    assert remind() == [*theirs, ("late", "Sunniva")]
    let_days_pass(7)
    assert remind() == [*theirs, ("late", "Sunniva")]
    let_days_pass(1)
    assert remind() == theirs


def test_who_is_only_asked_to_stand_in_is_reminded_of_nothing(world: w.World, late: Log) -> None:
    stand_in(world, late, says_yes=False)
    assert remind() == [("late", "Kari"), ("late", "Marte")]


@pytest.mark.requirement("D26", "M13")
def test_a_talk_and_silence_are_told_to_who_stands_in(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        talks.agree_next(by, adult_id=world.kari.pk, on=w.today(), at=w.now())
    stand_in(world, log, days=400)
    NextTalk.objects.using("owner").update(on=w.today() - timedelta(days=1))
    assert remind() == [("talk", "Kari"), ("talk", "Sunniva")]
    NextTalk.objects.using("owner").update(done_at=w.now())
    assert remind(SILENT) == [("silence", "Kari"), ("silence", "Sunniva")]


def test_what_waits_for_the_letter_is_not_sent_once_the_holder_is_back(
    world: w.World, late: Log
) -> None:
    stand_in(world, late)
    remind()
    come_back(world, late)
    Notice.objects.using("owner").exclude(key__startswith="late:")._raw_delete("owner")
    assert mailed() == ["Kari"]
    assert not Notice.objects.using("owner").filter(person=world.sunniva, letter=None, done_at=None)


@pytest.mark.requirement("H4")
def test_who_stands_in_hears_nothing_of_what_is_hidden(world: w.World, late: Log) -> None:
    measure = Measure.objects.using("owner").get()
    stand_in(world, late)
    with acting_as(world.marte.pk):
        health.mark(w.stand(world.marte, late), [measure.pk], True, at=w.now())
    remind()
    assert "Sunniva" not in mailed()


@pytest.mark.requirement("H4", "D26")
def test_who_sees_the_plan_alone_hears_of_no_talk(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        talks.agree_next(by, adult_id=world.kari.pk, on=w.today(), at=w.now())
    stand_in(world, log, "ragnhild")
    NextTalk.objects.using("owner").update(on=w.today() - timedelta(days=1))
    remind()
    assert mailed() == ["Kari"]
