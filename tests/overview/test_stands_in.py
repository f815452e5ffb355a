"""My page of who stands in for a holder: what the holder is told, as long as it lasts (D5, D25)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.overview.mine import my_logs
from stafett.overview.what_waits import waiting_for
from stafett.voice.actions import talks
from stafett.voice.models import NextTalk
from tests import world as w
from tests.overview.reading import move_deadlines, my_page_of
from tests.stand_ins import come_back, let_days_pass, stand_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D5", "D25")]


@pytest.fixture
def log(world: w.World) -> Log:
    """Kari's measure is late, and so is her talk with the child."""
    log = w.open_log(world, plan_alone=("ragnhild",))
    w.agree_plan(world, log, measures=1)
    move_deadlines(log, -1)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        talks.agree_next(by, adult_id=world.kari.pk, on=w.today(), at=w.now())
    NextTalk.objects.using("owner").update(on=w.today() - timedelta(days=1))
    return log


def kinds(world: w.World, name: str) -> list[str]:
    """What waits for this person."""
    person, today = world.people[name], timezone.localdate()
    with acting_as(person.pk):
        return sorted(each.kind for each in waiting_for(person, my_logs(person, today), today))


def test_it_waits_for_who_stands_in_from_the_first_day_until_the_last(
    world: w.World, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stafett.overview.waiting_of_consent.LAPSES_WITHIN_DAYS", 400)
    assert kinds(world, "sunniva") == []
    stand_in(world, log)
    assert kinds(world, "sunniva") == ["lapse", "no_talk", "others_late"]
    page = my_page_of(world, "sunniva")
    assert "Du vikarierer for Kari Nesheim" in page
    assert "Du vikarierer for Kari, og kan minne om det eller flytte fristen." in page
    assert "Du har stafettpinnen" not in page
    let_days_pass(8)
    assert kinds(world, "sunniva") == []


def test_it_waits_no_more_once_the_holder_is_back(world: w.World, log: Log) -> None:
    stand_in(world, log)
    come_back(world, log)
    assert kinds(world, "sunniva") == []


def test_who_is_only_asked_has_that_to_answer(world: w.World, log: Log) -> None:
    stand_in(world, log, says_yes=False)
    assert kinds(world, "sunniva") == ["stand_in"]


@pytest.mark.requirement("H4")
def test_who_sees_the_plan_alone_is_told_of_the_plan_alone(world: w.World, log: Log) -> None:
    stand_in(world, log, "ragnhild")
    assert kinds(world, "ragnhild") == ["others_late"]
