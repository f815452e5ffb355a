"""The shared understanding, and goals: set, changed, closed (K7, K14, K16)."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle
from stafett.logs.overtaken import Overtaken, still_there

from ..models import Goal, Measure, Understanding
from ..shown import chain, goals_shown, understanding_of
from ..things import goal_seen
from ..versions import changed


@transaction.atomic
def write_understanding(
    by: Standing,
    *,
    concern: str,
    shared: str,
    written_by: str,
    opened_at: int,
    at: datetime,
    about: UUID | None = None,
    health: Said = None,
) -> None:
    """Write the concern and the shared understanding (K2, K3).

    `opened_at` is the entry number that the form was opened at, `about` what stood there, if the
    form tells. `health`, here and below: whether it is health information; None leaves that as it
    is. Raises Overtaken, and Conflict where what stood there is hidden from the writer since.
    """
    log, by = begin(by, Right.WRITE)
    now = understanding_of(log, by.person)
    still_there(about, now.pk if now else None)
    if now is not None and now.entry > opened_at:
        raise Overtaken({"concern": now.concern, "shared": now.shared})
    agreed = now or Understanding(log=log)
    data: dict[str, object] = {"who": str(by.person), "concern": concern, "shared": shared}
    entry = note(log, "plan.understanding_written", data, at=at, by=by, about=[agreed.pk])
    agreed.concern, agreed.shared, agreed.written_by = concern, shared, written_by
    agreed.changed_at, agreed.entry = at, entry
    agreed.save(force_insert=now is None)
    settle(log, [agreed.pk], health, by=by, at=at)


@transaction.atomic
def set_goal(
    by: Standing,
    *,
    main_id: UUID | None,
    text: str,
    background: str,
    review_on: date | None,
    at: datetime,
    area: str = "",
    health: Said = None,
) -> Goal:
    """Set the main goal (`main_id` None) or a subgoal under it (K4, K5).

    Raises Refused for a second main goal, or a subgoal under what is no open main goal.
    """
    log, by = begin(by, Right.WRITE)
    main = open_goal(by, main_id) if main_id else None
    if main is None and goals_shown(by.person).filter(log=log, main=None, closed_at=None).exists():
        raise Refused(_("There is a main goal already. Close it before you set another."))
    if main is not None and main.main_id is not None:
        raise Refused(_("A subgoal stands under the main goal, not under another subgoal."))
    order = Goal.objects.filter(log=log, main=main).count() + 1
    goal_id = uuid4()
    data: dict[str, object] = {
        "who": str(by.person),
        "goal_id": str(goal_id),
        "goal": text,
        "main": main is None,
    }
    about = [goal_id, main.pk] if main else [goal_id]
    entry = note(log, "plan.goal_set", data, at=at, by=by, about=about)
    goal = Goal(
        pk=goal_id,
        log=log,
        main=main,
        text=text,
        background=background,
        review_on=review_on,
        area=area,
        order=order,
        set_at=at,
        worded_at=at,
        entry=entry,
    )
    goal.save(force_insert=True)
    settle(log, about, health, by=by, at=at)
    return goal


def open_goal(by: Standing, goal_id: UUID) -> Goal:
    """A goal of this log that is open. Raises Refused, or Conflict when it is closed."""
    goal = goal_seen(by, goal_id)
    if goal is None:
        raise Refused(_("This goal is not in this log."))
    if goal.closed_at is not None:
        raise Conflict(_("This goal is closed."))
    return goal


@transaction.atomic
def change_goal(
    by: Standing,
    goal_id: UUID,
    *,
    text: str,
    background: str,
    review_on: date | None,
    opened_at: int,
    at: datetime,
    area: str = "",
    health: Said = None,
) -> None:
    """Change a goal's words (K16). Raises Overtaken, or Conflict when it is closed."""
    log, by = begin(by, Right.WRITE)
    goal = open_goal(by, goal_id)
    if goal.entry > opened_at:
        raise Overtaken({"text": goal.text, "background": goal.background})
    data: dict[str, object] = {
        "who": str(by.person),
        "goal_id": str(goal.pk),
        "goal": text,
        "was": goal.text,
        "changed": changed(
            vars(goal), {"background": background, "review_on": review_on, "area": area}
        ),
    }
    goal.entry = note(log, "plan.goal_changed", data, at=at, by=by, about=chain(goal))
    if goal.text != text:
        goal.worded_at = at  # so that everyone is asked anew (K7)
    goal.text, goal.background, goal.review_on, goal.area = text, background, review_on, area
    goal.save(update_fields=["text", "worded_at", "background", "review_on", "area", "entry"])
    settle(log, chain(goal), health, by=by, at=at)


@transaction.atomic
def close_goal(
    by: Standing, goal_id: UUID, *, comment: str, at: datetime, health: Said = None
) -> None:
    """Close a goal with a short summary (K14).

    Raises Refused while measures or subgoals under it are still going on.
    """
    log, by = begin(by, Right.WRITE)
    goal = open_goal(by, goal_id)
    if Measure.objects.filter(goal=goal, ended_at=None).exists():
        raise Refused(_("End the measures under this goal first."))
    if Goal.objects.filter(main=goal, closed_at=None).exists():
        raise Refused(_("Close the subgoals first."))
    data: dict[str, object] = {
        "who": str(by.person),
        "goal_id": str(goal.pk),
        "goal": goal.text,
        "comment": comment,
    }
    goal.entry = note(log, "plan.goal_closed", data, at=at, by=by, about=chain(goal))
    goal.closed_at, goal.closing_comment = at, comment
    goal.save(update_fields=["closed_at", "closing_comment", "entry"])
    settle(log, chain(goal), health, by=by, at=at)
