"""One goal or one measure of a log, as far as its reader may see it.

A page looks for it, and so does the action that its form leads to: the database is asked once,
until something is written.
"""

from copy import copy
from uuid import UUID

from stafett.logs.access import Standing

from .models import Goal, Measure
from .queries import goals_shown, measures_shown


def goal_seen(by: Standing, goal_id: UUID) -> Goal | None:
    """A goal of this log with the one above it; None for one hidden, and for another log's."""
    goals = goals_shown(by.person).select_related("main").filter(log=by.log, pk=goal_id)
    return copy(by.person.once((Goal, by.log.pk, goal_id), goals.first))


def measure_seen(by: Standing, measure_id: UUID) -> Measure | None:
    """A measure of this log with the goals above it; None as `goal_seen`."""
    measures = (
        measures_shown(by.person).select_related("goal__main").filter(log=by.log, pk=measure_id)
    )
    return copy(by.person.once((Measure, by.log.pk, measure_id), measures.first))
