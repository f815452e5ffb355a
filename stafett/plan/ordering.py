"""The order in which subgoals and measures stand: chosen together, the same for everyone (K18)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict
from stafett.book.models import Entry
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log

from .facts import GoalFacts, MeasureFacts, Plan
from .models import Goal, Measure
from .queries import plan_of
from .rules import State

VERB = "plan.arranged"


@dataclass(frozen=True)
class Item:
    """A subgoal or a measure that can be moved."""

    id: UUID
    words: str


@dataclass(frozen=True)
class Group:
    """What stands under one goal and can change places: its subgoals (`of_goals`) or measures."""

    goal: GoalFacts
    of_goals: bool
    items: tuple[Item, ...]


def standing_order(
    measures: Iterable[MeasureFacts], today: date, *, log_closed: bool = False
) -> list[MeasureFacts]:
    """Measures in the order that people chose; before anybody has chosen, the late first."""
    states = list(State)

    def place(each: MeasureFacts) -> tuple[int, int, date]:
        state = each.state(today, log_closed=log_closed)
        day = each.starts_on if state is State.TO_COME and each.starts_on else each.deadline
        return each.order, states.index(state), day

    return sorted(measures, key=place)


def groups_of(plan: Plan, today: date) -> list[Group]:
    """What can be put in another order: two or more open subgoals, two or more measures going on
    under one goal."""
    return [each for each in _all_groups(plan, today) if len(each.items) > 1]


def _all_groups(plan: Plan, today: date) -> Iterator[Group]:
    going = [goal for goal in plan.goals if not goal.closed_at]
    if plan.main:
        subgoals = [goal for goal in going if goal.main_id == plan.main.id]
        yield Group(plan.main, True, tuple(Item(each.id, each.text) for each in subgoals))
    for goal in sorted(going, key=lambda each: each.main_id is not None):
        measures = standing_order([each for each in goal.measures if not each.ended_at], today)
        yield Group(goal, False, tuple(Item(each.id, each.title) for each in measures))


def in_order(groups: Sequence[Group], wanted: Sequence[UUID]) -> list[Group]:
    """The groups in the wanted order; what the wish does not name comes last, as it stood."""
    place = {pk: at for at, pk in reversed(list(enumerate(wanted)))}

    def arranged(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(sorted(items, key=lambda each: place.get(each.id, len(wanted))))

    return [Group(each.goal, each.of_goals, arranged(each.items)) for each in groups]


def moved(groups: Sequence[Group], item: UUID, steps: int) -> list[Group]:
    """The groups with one thing moved so many steps (-1: up) within its group; at the end, or for
    what is not there, as they were."""
    found = []
    for group in groups:
        items = list(group.items)
        at = next((at for at, each in enumerate(items) if each.id == item), None)
        if at is not None and 0 <= at + steps < len(items):
            items.insert(at + steps, items.pop(at))
        found.append(Group(group.goal, group.of_goals, tuple(items)))
    return found


@transaction.atomic
def arrange(by: Standing, wanted: Sequence[UUID], *, opened_at: int, at: datetime) -> bool:
    """Put subgoals and measures in this order, each among its own; False when they stand so.

    One entry, however much was moved. `opened_at` is the entry number that the page was opened at.
    Raises Conflict when somebody has put them in another order since.
    """
    log, by = begin(by, Right.WRITE)
    if _arranged_since(log, opened_at):
        raise Conflict(
            _("Somebody else changed the order while you moved things. Look at both, and save.")
        )
    today = at.date()
    now = groups_of(plan_of(log, by.person), today)
    changed = [new for old, new in zip(now, in_order(now, wanted), strict=True) if old != new]
    if not changed:
        return False
    # Moved under one goal alone, it is told to those who see that goal.
    about = [changed[0].goal.id, changed[0].goal.main_id] if len(changed) == 1 else []
    note(log, VERB, {"who": str(by.person)}, at=at, by=by, about=[key for key in about if key])
    for group in changed:
        _keep(group)
    return True


def _arranged_since(log: Log, entry: int) -> bool:
    return Entry.objects.filter(book=log.pk, verb=VERB, number__gt=entry).exists()


def _keep(group: Group) -> None:
    places = {each.id: number for number, each in enumerate(group.items, 1)}
    if group.of_goals:
        goals = [Goal(pk=pk, order=number) for pk, number in places.items()]
        Goal.objects.bulk_update(goals, ["order"])
    else:
        measures = [Measure(pk=pk, order=number) for pk, number in places.items()]
        Measure.objects.bulk_update(measures, ["order"])
