"""Guardians and child agree with a goal's words, or ask for others (K7)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.book.questions import Question
from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.hidden import Keys, keys_of
from stafett.logs.queries import Member
from stafett.people.models import Person

from .actions import open_goal
from .facts import Plan
from .models import Agreement, Goal
from .shown import answers_now, chain, goals_shown


def may_say(by: Standing) -> bool:
    """Whether this person may say how the family sees a goal: the owner and guardians who read an
    open log. It is no writing in the plan, so guardians who may only read say it too.
    """
    return by.of_family and by.may(Right.READ) and by.log.state == "open"


@transaction.atomic
def answer_goal(by: Standing, goal_id: UUID, *, agrees: bool, opened_at: int, at: datetime) -> None:
    """Say that one agrees with a goal's words as they stand, or wants others (K7).

    `opened_at` is the entry number that the page was opened at. To say the same once more is
    nothing. Raises Conflict when the goal was changed since, Refused for others than the family.
    """
    log, by = begin(by, Right.READ)
    if not may_say(by):
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    goal = open_goal(by, goal_id)
    if goal.entry > opened_at:
        raise Conflict(_("The goal was changed while you read. Read it once more, and answer."))
    before = answers_now().filter(goal=goal, by=by.person).order_by("-at").first()
    if before is not None and before.agrees == agrees:
        return
    verb = "plan.goal_agreed" if agrees else "plan.goal_disagreed"
    data: dict[str, object] = {"who": str(by.person), "goal_id": str(goal.pk), "goal": goal.text}
    note(log, verb, data, at=at, by=by, about=chain(goal))
    Agreement(log=log, goal=goal, by=by.person, at=at, agrees=agrees).save(force_insert=True)


def not_answered(by: Standing, plan: Plan) -> set[UUID]:
    """The open goals whose words ask this person for an answer; none for others than the family."""
    if not may_say(by):
        return set()
    goals = [each for each in plan.goals if each.closed_at is None]
    me = by.person.pk
    return {each.id for each in goals if all(one.person_id != me for one in each.answers)}


@dataclass(frozen=True)
class Said:
    """One of the family, and the answer to a goal's words as they stand; None: none yet."""

    person: Person
    answer: Agreement | None


def said_of(goal: Goal, team: Iterable[Member]) -> list[Said]:
    """What each of the family has answered, the owner first. One question."""
    answers = {each.by_id: each for each in answers_now().filter(goal=goal).order_by("at")}
    family = [each for each in team if each.role in FAMILY]
    owner_first = sorted(family, key=lambda each: each.role != "owner")
    return [Said(each.person, answers.get(each.person.pk)) for each in owner_first]


def unanswered(me: Person, logs: Collection[UUID]) -> list[Goal]:
    """Open goals in these logs whose words this person has not answered. One question."""
    return _unanswered(me.pk, logs, keys_of(me).things)


@Question
def _unanswered(me: UUID, logs: Collection[UUID], hidden: Collection[UUID]) -> QuerySet[Goal]:
    mine = answers_now().filter(goal=OuterRef("pk"), by=me)
    goals = goals_shown(Keys(hidden)).filter(~Exists(mine), log__in=logs, closed_at=None)
    return goals.order_by("main_id", "order", "set_at")
