"""A meeting is held by who leads it and who writes, goes on where it stopped, and is read out."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings import sitting, sitting_tasks
from stafett.meetings.sitting import Chosen, Went
from stafett.meetings.sitting_models import Decision, Remark, Sitting, Task
from stafett.meetings.sitting_queries import held
from stafett.meetings.sitting_rules import Part
from stafett.meetings.sitting_tasks import Errand
from stafett.plan.models import Evaluation
from tests import sittings
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def measure(world: w.World, log: Log) -> UUID:
    (measure,) = w.agree_plan(world, log, measures=1)
    return measure


@pytest.fixture
def meeting(world: w.World, log: Log) -> UUID:
    return sittings.call(world, log)


@pytest.mark.requirement("L2", "L4", "M2")
def test_one_leads_and_another_writes_and_both_go_on_at_the_same_place(
    world: w.World, log: Log, measure: UUID, meeting: UUID
) -> None:
    kari, sunniva = world.kari, world.sunniva
    with acting_as(kari.pk):
        sitting.meet(w.stand(kari, log), meeting, [kari.pk, world.marte.pk], at=w.now())
    with acting_as(sunniva.pk):
        there = held(meeting, sunniva)
        assert there
        assert there.goes_on_at is Part.VOICE
        assert there.present == sorted([str(kari), str(world.marte)])
        sitting.hear_voice(w.stand(sunniva, log), meeting, at=w.now())
        went = Went("worked", "Han sover.", "go_on")
        sitting.review(w.stand(sunniva, log), meeting, measure, went, at=w.now())
    with acting_as(kari.pk):
        there = held(meeting, kari)
        assert there
        assert there.goes_on_at is Part.WAY
        said = Evaluation.objects.get(measure=measure)
        assert (said.why, said.by) == ("Han sover.", sunniva)


@pytest.mark.requirement("L2", "H9")
@pytest.mark.parametrize("name", ["marte", "ragnhild"])
def test_the_others_do_not_conduct_it(world: w.World, log: Log, meeting: UUID, name: str) -> None:
    person = world.people[name]
    with acting_as(person.pk), pytest.raises(Refused):
        sitting.meet(w.stand(person, log), meeting, [person.pk], at=w.now())
    assert not Sitting.objects.using("owner").exists()


@pytest.mark.requirement("L1", "L2")
def test_two_who_write_at_once_see_each_other(world: w.World, log: Log, meeting: UUID) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        sitting.meet(place, meeting, [world.kari.pk], at=w.now())
        sitting.choose_way(place, meeting, Chosen("go_on", "Vi trenger tid."), at=w.now())
    with acting_as(world.sunniva.pk):
        place = w.stand(world.sunniva, log)
        with pytest.raises(Conflict):
            sitting.choose_way(place, meeting, Chosen("close", "Nådd."), at=w.now())
        there = held(meeting, world.sunniva)
        assert there
        assert there.decision
        assert there.decision.way == "go_on"
        seen = str(there.decision.pk)
        chosen = Chosen("close", "Nådd.")
        sitting.choose_way(place, meeting, chosen, seen=seen, at=w.now())


@pytest.mark.requirement("K17", "B20", "B21")
def test_the_way_to_another_level_raises_the_log(world: w.World, log: Log, meeting: UUID) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        sitting.meet(place, meeting, [world.kari.pk], at=w.now())
        with pytest.raises(Refused):
            sitting.choose_way(place, meeting, Chosen("level", "Mange.", 1), at=w.now())
        sitting.choose_way(
            place, meeting, Chosen("level", "Mange.", 2, "resource", "stays"), at=w.now()
        )
    assert Log.objects.using("owner").get(pk=log.pk).level == 2


@pytest.mark.requirement("L3")
def test_what_is_read_out_changes_no_more_and_is_put_right_beside(
    world: w.World, log: Log, measure: UUID, meeting: UUID
) -> None:
    sittings.hold(world, log, meeting, measure)
    with acting_as(world.kari.pk):
        place, task = w.stand(world.kari, log), Task.objects.get()
        errand = Errand("Feil", world.kari.pk, timezone.localdate())
        wrong = sitting_tasks.take_on(place, meeting, errand, at=w.now())
        sitting_tasks.drop(place, meeting, wrong.pk, at=w.now())
    sittings.read_out(world, log, meeting)
    with acting_as(world.kari.pk):
        for act in (
            lambda: sitting.meet(place, meeting, [world.marte.pk], at=w.now()),
            lambda: sitting.choose_way(place, meeting, Chosen("close", "x"), at=w.now()),
            lambda: sitting_tasks.drop(place, meeting, task.pk, at=w.now()),
            lambda: sitting.read_out(place, meeting, at=w.now()),
        ):
            with pytest.raises(Conflict):
                act()
        sitting_tasks.finish(place, task.pk, done=True, at=w.now())
    with acting_as(world.marte.pk):
        mother = w.stand(world.marte, log)
        sitting_tasks.remark(mother, meeting, "Det var tirsdag.", at=w.now())
        there = held(meeting, world.marte)
        assert there
        assert [each.text for each in there.corrections] == ["Det var tirsdag."]
        assert [each.text for each in there.remarks] == ["Takk for sist."]
        assert [each.what for each in there.tasks] == ["Ringe helsesykepleier"]


@pytest.mark.requirement("L3")
def test_the_database_freezes_it_too(
    world: w.World, log: Log, measure: UUID, meeting: UUID
) -> None:
    sittings.hold(world, log, meeting, measure)
    sittings.read_out(world, log, meeting)
    of = {"log_id": log.pk, "meeting_id": meeting, "by": world.kari, "at": w.now()}
    late = Decision(way="close", reason="Etterpå", **of)
    for alias in ("default", "owner"):
        with acting_as(world.kari.pk), pytest.raises(IntegrityError), transaction.atomic(alias):
            late.save(using=alias, force_insert=True)
    gone = {"taken_out_at": timezone.now()}
    for rows, change in (
        (Remark.objects.using("owner"), gone),
        (Task.objects.using("owner"), gone),
        (Sitting.objects.using("owner"), {"read_at": None}),
        (Sitting.objects.using("owner"), {"present": []}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic("owner"):
            rows.filter(meeting=meeting).update(**change)


@pytest.mark.requirement("H9", "H2")
def test_a_meeting_with_few_is_told_to_nobody_else(world: w.World, log: Log, measure: UUID) -> None:
    meeting = sittings.call(world, log, people=("marte",))
    sittings.hold(world, log, meeting, measure)
    for name, sees in (("sunniva", False), ("ragnhild", False), ("anders", True)):
        with acting_as(world.people[name].pk):
            assert (held(meeting, world.people[name]) is not None) is sees, name
            assert Remark.objects.exists() is sees, name
    errand = Errand("Ringe", world.sunniva.pk, timezone.localdate() + timedelta(days=3))
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        with pytest.raises(Refused):
            sitting_tasks.take_on(place, meeting, errand, at=w.now())
