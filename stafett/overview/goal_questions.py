"""Goals whose words one of the family may agree with: a quiet question, which stops nothing."""

from dataclasses import dataclass

from django.urls import reverse

from stafett.logs.access import FAMILY
from stafett.people.models import Person
from stafett.plan.agreement import unanswered
from stafett.plan.models import Goal

from .mine import MyLog


@dataclass(frozen=True)
class Question:
    """The first of the goals in one log, and how many there are."""

    row: MyLog
    goal: Goal
    number: int

    @property
    def address(self) -> str:
        """Where one answers."""
        return reverse("plan:agree", args=[self.row.log.pk, self.goal.pk])


def quiet_questions(me: Person, rows: list[MyLog]) -> list[Question]:
    """One for each log in which goals ask me as the owner or a guardian (K7). One question."""
    mine = {row.log.pk: row for row in rows if row.state == "open" and row.roles & FAMILY}
    found: dict[object, list[Goal]] = {}
    for goal in unanswered(me, mine):
        found.setdefault(goal.log_id, []).append(goal)
    return [Question(row, found[pk][0], len(found[pk])) for pk, row in mine.items() if pk in found]
