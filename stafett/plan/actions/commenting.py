"""What is said about a goal or a measure (K12)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle

from ..models import Comment
from ..shown import chain
from ..things import goal_seen, measure_seen


@transaction.atomic
def comment(
    by: Standing,
    *,
    goal_id: UUID | None = None,
    measure_id: UUID | None = None,
    text: str,
    at: datetime,
    health: Said = None,
) -> Comment:
    """Say something about a goal or a measure, also an ended one (K12)."""
    log, by = begin(by, Right.WRITE)
    goal = goal_seen(by, goal_id) if goal_id else None
    measure = measure_seen(by, measure_id) if measure_id else None
    thing = measure or goal
    if thing is None or (goal is not None and measure is not None):
        raise Refused(_("A comment belongs to one goal or one measure in this log."))
    words = goal.text if goal else measure.title if measure else ""
    data: dict[str, object] = {"who": str(by.person), "about": words, "text": text}
    said = Comment(log=log, goal=goal, measure=measure, by=by.person, at=at, text=text)
    about = [said.pk, *chain(thing)]
    note(log, "plan.commented", data, at=at, by=by, about=about)
    said.save(force_insert=True)
    settle(log, about, health, by=by, at=at)
    return said
