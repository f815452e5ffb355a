"""Going on with what was ended: a measure or a goal is opened again, with all its history (A10)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note

from .shown import chain, goals_shown
from .things import goal_seen, measure_seen


@transaction.atomic
def reopen_measure(by: Standing, measure_id: UUID, *, at: datetime) -> None:
    """Go on with an ended measure. What was said of how it went stays.

    Raises Refused while a goal above it is closed, Conflict when it goes on already.
    """
    log, by = begin(by, Right.WRITE)
    measure = measure_seen(by, measure_id)
    if measure is None:
        raise Refused(_("This measure is not in this log."))
    if measure.ended_at is None:
        raise Conflict(_("This measure goes on already."))
    if measure.goal.closed_at or (measure.goal.main and measure.goal.main.closed_at):
        raise Refused(_("The goal above is closed. Open the goal again first."))
    data: dict[str, object] = {
        "who": str(by.person),
        "measure_id": str(measure.pk),
        "measure": measure.title,
    }
    about = chain(measure)
    measure.entry = note(log, "plan.measure_reopened", data, at=at, by=by, about=about)
    measure.ended_at = None
    measure.save(update_fields=["entry", "ended_at"])


@transaction.atomic
def reopen_goal(by: Standing, goal_id: UUID, *, at: datetime) -> None:
    """Go on with a closed goal. The summary of it stays in its story.

    Raises Refused for a subgoal under a closed main goal, or while there is another main goal;
    Conflict when it is open already.
    """
    log, by = begin(by, Right.WRITE)
    goal = goal_seen(by, goal_id)
    if goal is None:
        raise Refused(_("This goal is not in this log."))
    if goal.closed_at is None:
        raise Conflict(_("This goal is open already."))
    if goal.main and goal.main.closed_at:
        raise Refused(_("The main goal above is closed. Open it again first."))
    mains = goals_shown(by.person).filter(log=log, main=None, closed_at=None)
    if goal.main is None and mains.exists():
        raise Refused(_("There is another main goal now. Close it before you open this one again."))
    data: dict[str, object] = {
        "who": str(by.person),
        "goal_id": str(goal.pk),
        "goal": goal.text,
    }
    goal.entry = note(log, "plan.goal_reopened", data, at=at, by=by, about=chain(goal))
    goal.closed_at, goal.closing_comment = None, ""
    goal.save(update_fields=["closed_at", "closing_comment", "entry"])
