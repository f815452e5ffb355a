"""One goal or one measure of a log, as far as its reader may see it.

A page looks for it, and so does the action that its form leads to: the database is asked once,
until something is written.
"""

from copy import copy
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.hidden import is_shown

from .models import Goal, Measure
from .shown import chain

Thing = TypeVar("Thing", Goal, Measure)


def goal_seen(by: Standing, goal_id: UUID) -> Goal | None:
    """A goal of this log with the one above it; None for one hidden, and for another log's."""
    return _seen(by, _goals, goal_id)


def measure_seen(by: Standing, measure_id: UUID) -> Measure | None:
    """A measure of this log with the goals above it; None as `goal_seen`."""
    return _seen(by, _measures, measure_id)


@Question
def _goals(log: UUID, goal: UUID) -> QuerySet[Goal]:
    return Goal.objects.select_related("main").filter(log=log, pk=goal)


@Question
def _measures(log: UUID, measure: UUID) -> QuerySet[Measure]:
    return Measure.objects.select_related("goal__main").filter(log=log, pk=measure)


def _seen(by: Standing, rows: Question[Thing], key: UUID) -> Thing | None:
    found = by.person.once((rows, by.log.pk, key), lambda: rows(by.log.pk, key))
    return next((copy(one) for one in found if is_shown(by.person, chain(one))), None)
