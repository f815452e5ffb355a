"""The plan in a package: what is agreed, the goals, their measures and how they went."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from stafett.logs.access import Outside
from stafett.logs.hidden import shown
from stafett.logs.models import Log
from stafett.plan.models import Evaluation, Goal, Measure
from stafett.plan.shown import goals_shown, measures_shown, understandings_shown

from .iso import day

Row = dict[str, Any]


def understanding(log: Log, reader: Outside) -> list[Row]:
    """The concern and the shared understanding, the newest first (K2, K3)."""
    return [
        {
            "concern": row.concern,
            "shared_understanding": row.shared,
            "written_by": row.written_by,
            "changed_on": day(row.changed_at),
        }
        for row in understandings_shown(reader).filter(log=log).order_by("-changed_at")
    ]


def goals(log: Log, reader: Outside) -> list[Row]:
    """The main goals, each with its measures and subgoals (K4, K5)."""
    told = Evaluation.objects.filter(shown(reader, "pk")).select_related("by").order_by("at")
    agreed = measures_shown(reader).filter(log=log).order_by("order", "agreed_at")
    measures: dict[UUID, list[Measure]] = defaultdict(list)
    for measure in agreed.prefetch_related("responsible", Prefetch("evaluations", told)):
        measures[measure.goal_id].append(measure)
    under: dict[UUID | None, list[Goal]] = defaultdict(list)
    for goal in goals_shown(reader).filter(log=log).order_by("order", "set_at"):
        under[goal.main_id].append(goal)
    return [
        _goal(main, measures[main.pk])
        | {"subgoals": [_goal(each, measures[each.pk]) for each in under[main.pk]]}
        for main in under[None]
    ]


def _goal(goal: Goal, measures: Sequence[Measure]) -> Row:
    return {
        "text": goal.text,
        "background": goal.background,
        "area": goal.area,
        "set_on": day(goal.set_at),
        "review_on": day(goal.review_on),
        "closed_on": day(goal.closed_at),
        "closing_comment": goal.closing_comment,
        "measures": [_measure(each) for each in measures],
    }


def _measure(measure: Measure) -> Row:
    return {
        "title": measure.title,
        "description": measure.description,
        "arena": measure.arena,
        "place": measure.place,
        "area": measure.area,
        "responsible": sorted(str(person) for person in measure.responsible.all()),
        "agreed_on": day(measure.agreed_at),
        "starts_on": day(measure.starts_on),
        "deadline": day(measure.deadline),
        "ended_on": day(measure.ended_at),
        "evaluations": [
            {
                "on": day(each.at),
                "by": str(each.by),
                "result": each.result,
                "why": each.why,
                "next": each.next,
            }
            for each in measure.evaluations.all()
        ],
    }
