"""The plan is read whole, in one question."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stafett.book.wall import acting_as
from stafett.plan.queries import plan_of
from tests import world as w

pytestmark = pytest.mark.django_db


def test_one_question_tells_goals_measures_and_people() -> None:
    world = w.make_world()
    log = w.open_log(world)
    w.agree_plan(world, log, measures=3)
    with (
        acting_as(world.marte.pk),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        plan = plan_of(log, world.marte)
    assert len(asked) == 2  # one of them: all that is hidden from her
    assert plan.shared.startswith("Han går")
    assert [goal.text for goal in plan.goals] == [
        "Elias går på skolen.",
        "Elias er inne før klokka ringer.",
    ]
    assert len(plan.measures) == 3
    assert plan.measures[0].responsible == ((world.kari.pk, "Kari Nesheim"),)
    assert plan.main is not None
    assert plan.main.id == plan.goals[1].main_id
