"""What a meeting shows of the plan while it is held: how near the goals are, what was agreed on."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from stafett.book.models import Content, Entry
from stafett.logs.access import Standing
from stafett.plan.agreement import may_say
from stafett.plan.models import Goal, Measure
from stafett.plan.scale import Plot, plot, ratings_of
from stafett.plan.shown import goals_shown, measures_shown

from .sitting_queries import Held


@dataclass(frozen=True)
class Near:
    """A goal, and how near the child and the family say that it is."""

    goal: Goal
    plot: Plot | None


def nearness(by: Standing, goal_id: UUID) -> Near | None:
    """How near a goal is (K19); None where the reader sees no such goal. Two questions."""
    goal = goals_shown(by.person).filter(log=by.log, pk=goal_id).first()
    return Near(goal, plot(ratings_of(goal, by.person), by.log.owner_id)) if goal else None


def open_goals(by: Standing) -> list[Goal]:
    """The goals one still works for, the main goal first. One question."""
    rows = goals_shown(by.person).filter(log=by.log, closed_at=None)
    return sorted(rows.order_by("order", "set_at"), key=lambda goal: goal.main_id is not None)


def goals_to_rate(by: Standing, held: Held) -> list[Goal]:
    """The open goals that this meeting is about, for those who say how near they are: the child
    and the family themselves, each for its own part."""
    if not may_say(by):
        return []
    about = {each.goal_id for each in held.measures}
    return [each for each in open_goals(by) if each.pk in about]


def agreed_on(by: Standing, held: Held) -> list[tuple[Measure, str]]:
    """The measures that were agreed on while the meeting was held, as they were called then: a new
    title afterwards is not what was read out (L3). Three questions at most."""
    if held.sitting is None:
        return []
    until = held.sitting.read_at or timezone.now()
    numbers = Entry.objects.filter(
        book=by.log.pk, verb="plan.measure_agreed", at__range=(held.sitting.began_at, until)
    ).values_list("number", flat=True)
    said = Content.objects.filter(book=by.log.pk, number__in=list(numbers)).order_by("number")
    titles = {each.data["measure_id"]: each.data["measure"] for each in said if each.data}
    rows = measures_shown(by.person).filter(log=by.log, pk__in=titles).in_bulk()
    return [(rows[UUID(key)], title) for key, title in titles.items() if UUID(key) in rows]
