"""A plan as the log's page draws it: counts, goals with their lines, and what is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from stafett.logs.models import Log
from stafett.plan.facts import GoalFacts, Plan
from stafett.plan.lines import Lines, lines
from stafett.plan.models import Rating
from stafett.plan.ordering import groups_of
from stafett.plan.rules import State
from stafett.plan.scale import Plot, plot


@dataclass(frozen=True)
class Count:
    """How many measures are in a state, and the first of them to lead to."""

    number: int
    anchor: str


@dataclass(frozen=True)
class GoalDrawn:
    """A goal, the lines of its measures, and how near the family sees it."""

    goal: GoalFacts
    lines: Lines
    plot: Plot | None


@dataclass(frozen=True)
class PlanDrawn:
    """Everything the page shows of a plan."""

    late: Count
    going: Count
    done: Count
    main: GoalDrawn | None
    subgoals: list[GoalDrawn]
    closed: list[GoalDrawn]
    arranged: bool  # something can be put in another order


def drawn(log: Log, plan: Plan, today: date, ratings: Mapping[UUID, Sequence[Rating]]) -> PlanDrawn:
    """The plan on a day (K18)."""
    goals = [
        GoalDrawn(
            goal,
            lines(log, goal.measures, today),
            plot(ratings.get(goal.id, ()), log.owner_id),
        )
        for goal in plan.goals
    ]
    first = sorted(
        goals, key=lambda each: (each.goal.main_id is not None, bool(each.goal.closed_at))
    )
    going = [line for each in first for line in each.lines.going]
    over = [line.id for each in first for line in each.lines.over]
    main = plan.main
    return PlanDrawn(
        late=_count([line.id for line in going if line.state is State.LATE]),
        going=_count([line.id for line in going if line.state is not State.LATE]),
        done=_count(over),
        main=next((each for each in goals if each.goal is main), None),
        subgoals=[each for each in goals if each.goal.main_id and not each.goal.closed_at],
        closed=[each for each in goals if each.goal.closed_at],
        arranged=bool(groups_of(plan, today)),
    )


def _count(ids: list[str]) -> Count:
    return Count(len(ids), f"#{ids[0]}" if ids else "")
