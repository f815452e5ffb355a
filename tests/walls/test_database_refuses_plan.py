"""What the database refuses in a plan: another log's goal, another's name, a log that is closed."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from stafett.plan.models import Goal, Measure
from tests import world as w
from tests.walls.sql import CHECK, DENIED, FOREIGN, insert, refused, run

pytestmark = pytest.mark.django_db
SOON = timezone.localdate() + timedelta(days=9)

Row = tuple[str, list[Any]]


def goal(log: UUID, **changed: Any) -> Row:
    values = {
        "id": uuid4(),
        "log_id": log,
        "text": "x",
        "background": "",
        "area": "",
        "order": 1,
        "set_at": timezone.now(),
        "worded_at": timezone.now(),
        "closing_comment": "",
        "entry": 1,
    }
    return insert("plan_goal", **(values | changed))


def measure(log: UUID, goal_id: UUID) -> Row:
    return insert(
        "plan_measure",
        id=uuid4(),
        log_id=log,
        goal_id=goal_id,
        title="x",
        description="",
        arena="home",
        place="",
        area="",
        picture="",
        deadline=SOON,
        order=1,
        agreed_at=timezone.now(),
        entry=1,
    )


def responsible(log: UUID, measure_id: UUID, person: UUID) -> Row:
    row = {"log_id": log, "measure_id": measure_id, "person_id": person}
    return insert("plan_responsible", id=uuid4(), **row)


def comment(log: UUID, by: UUID, **on: UUID) -> Row:
    said = {"by_id": by, "at": timezone.now(), "text": "x"}
    return insert("plan_comment", id=uuid4(), log_id=log, **said, **on)


def evaluation(log: UUID, by: UUID, measure_id: UUID) -> Row:
    said = {"by_id": by, "at": timezone.now(), "result": "worked", "why": "x", "next": "go_on"}
    return insert("plan_evaluation", id=uuid4(), log_id=log, measure_id=measure_id, **said)


def things(log: Log) -> tuple[UUID, UUID]:
    """A goal and a measure of the log."""
    there = Measure.objects.using("owner").filter(log=log).first()
    assert there is not None
    return there.goal_id, there.pk


def test_nothing_hangs_on_another_logs_goal_or_measure(world: w.World, log: Log) -> None:
    """Kari is in both logs; what she writes in one never touches the other."""
    w.agree_plan(world, log)
    other = w.open_log(world, owner="nora", signers=("hanne", "nora"))
    w.agree_plan(world, other)
    kari, (their_goal, their_measure) = world.kari.pk, things(other)
    with acting_as(kari):
        for row in (
            goal(log.pk, main_id=their_goal),
            measure(log.pk, their_goal),
            responsible(log.pk, their_measure, world.sunniva.pk),
            comment(log.pk, kari, goal_id=their_goal),
            comment(log.pk, kari, measure_id=their_measure),
            evaluation(log.pk, kari, their_measure),
        ):
            refused(FOREIGN, "same_log", *row)
        for table in ("plan_goal", "plan_measure", "plan_understanding"):
            move = f"UPDATE {table} SET log_id = %s WHERE log_id = %s"
            refused(CHECK, "nothing moves to another log", move, [log.pk, other.pk])


def test_nobody_speaks_for_another(world: w.World, log: Log) -> None:
    w.agree_plan(world, log)
    goal_id, measure_id = things(log)
    with acting_as(world.sunniva.pk):
        for other in (world.kari.pk, world.marte.pk):
            refused(DENIED, "row-level security", *comment(log.pk, other, goal_id=goal_id))
            refused(DENIED, "row-level security", *evaluation(log.pk, other, measure_id))
        run(*comment(log.pk, world.sunniva.pk, goal_id=goal_id))
        for table in ("plan_comment", "plan_evaluation"):
            refused(DENIED, "permission denied", f"UPDATE {table} SET at = at")
            refused(DENIED, "permission denied", f"DELETE FROM {table}")
        for table in ("plan_goal", "plan_measure", "plan_understanding"):
            refused(DENIED, "permission denied", f"DELETE FROM {table}")


def test_a_draft_and_a_closed_log_have_no_plan_to_write(world: w.World, log: Log) -> None:
    w.agree_plan(world, log)
    goal_id, measure_id = things(log)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    marte = world.marte.pk
    with acting_as(marte):
        assert Goal.objects.filter(pk=goal_id).exists()
        for row in (
            goal(log.pk),
            measure(log.pk, goal_id),
            responsible(log.pk, measure_id, marte),
            comment(log.pk, marte, goal_id=goal_id),
            evaluation(log.pk, marte, measure_id),
        ):
            refused(DENIED, "row-level security", *row)
        for statement in (
            "UPDATE plan_goal SET text = ''",
            "UPDATE plan_measure SET ended_at = NULL",
            "UPDATE plan_understanding SET concern = ''",
            "DELETE FROM plan_responsible",
        ):
            assert run(statement) == 0
    draft = w.start_draft(world)
    with acting_as(world.kari.pk):
        refused(DENIED, "row-level security", *goal(draft.pk))
