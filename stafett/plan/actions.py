"""What can be done in a plan: one function a verb, one transaction, one entry in the book."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle
from stafett.logs.models import Log
from stafett.logs.overtaken import Overtaken, still_there
from stafett.logs.queries import team
from stafett.people.models import Person

from .models import MEASURE_SAYS, Comment, Evaluation, Goal, Measure, Responsible, Understanding
from .queries import chain, goals_shown, understanding_of
from .things import goal_seen, measure_seen
from .versions import changed


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


@dataclass(frozen=True)
class MeasureText:
    """What a measure says (K8–K11)."""

    title: str
    description: str
    arena: str
    place: str
    starts_on: date | None
    deadline: date
    responsible: tuple[UUID, ...]
    health: Said = None
    area: str = ""


@transaction.atomic
def agree_measure(by: Standing, goal_id: UUID, said: MeasureText, *, at: datetime) -> Measure:
    """Agree on a measure under an open goal, with at least one responsible and a deadline (K11)."""
    log, by = begin(by, Right.WRITE)
    goal = open_goal(by, goal_id)
    people = _team_members(log, said.responsible)
    measure_id = uuid4()
    data = _told(by, measure_id, said, people)
    about = [measure_id, *chain(goal)]
    entry = note(log, "plan.measure_agreed", data, at=at, by=by, about=about)
    measure = Measure(
        pk=measure_id,
        log=log,
        goal=goal,
        order=_last_place(goal),
        agreed_at=at,
        entry=entry,
        **{name: getattr(said, name) for name in MEASURE_SAYS},
    )
    measure.save(force_insert=True)
    _make_responsible(measure, people)
    settle(log, about, said.health, by=by, at=at)
    return measure


def _last_place(goal: Goal) -> int:
    """After those that people have put in order; 0 where nobody has."""
    last: int | None = Measure.objects.filter(goal=goal).aggregate(last=Max("order"))["last"]
    return last + 1 if last else 0


def _told(
    by: Standing, measure_id: UUID, said: MeasureText, people: Iterable[Person]
) -> dict[str, object]:
    return {
        "who": str(by.person),
        "measure_id": str(measure_id),
        "measure": said.title,
        "responsible": [str(person) for person in people],
        "deadline": said.deadline.isoformat(),
    }


def _team_members(log: Log, wanted: tuple[UUID, ...]) -> list[Person]:
    people = {member.person.pk: member.person for member in team(log)}
    if not wanted or not set(wanted) <= set(people):
        raise Refused(_("Choose who is responsible among those who are in the log."))
    return [people[pk] for pk in dict.fromkeys(wanted)]


def _make_responsible(measure: Measure, people: Iterable[Person]) -> None:
    Responsible.objects.bulk_create(
        Responsible(log_id=measure.log_id, measure=measure, person=person) for person in people
    )


def _going(by: Standing, measure_id: UUID) -> Measure:
    measure = measure_seen(by, measure_id)
    if measure is None:
        raise Refused(_("This measure is not in this log."))
    if measure.ended_at is not None:
        raise Conflict(_("This measure is ended."))
    return measure


@transaction.atomic
def change_measure(
    by: Standing, measure_id: UUID, said: MeasureText, *, opened_at: int, at: datetime
) -> None:
    """Change a measure (K12, K16). Raises Overtaken, or Conflict when it is ended."""
    log, by = begin(by, Right.WRITE)
    measure = _going(by, measure_id)
    if measure.entry > opened_at:
        raise Overtaken({"title": measure.title, "description": measure.description})
    people = _team_members(log, said.responsible)
    data = _told(by, measure_id, said, people) | {"was": measure.title}
    before = vars(measure) | {"responsible": sorted(map(str, measure.responsible.all()))}
    now = vars(said) | {"responsible": sorted(map(str, people))}
    data["changed"] = changed(before, now)
    measure.entry = note(log, "plan.measure_changed", data, at=at, by=by, about=chain(measure))
    for name in MEASURE_SAYS:
        setattr(measure, name, getattr(said, name))
    measure.save()
    measure.responsibles.all().delete()
    _make_responsible(measure, people)
    settle(log, chain(measure), said.health, by=by, at=at)


@transaction.atomic
def evaluate(
    by: Standing,
    measure_id: UUID,
    *,
    result: str,
    why: str,
    next_step: str,
    at: datetime,
    health: Said = None,
) -> Evaluation:
    """Say how a measure went, why, and what now; "end" ends it and it goes grey (F4, K13, K15)."""
    log, by = begin(by, Right.WRITE)
    measure = _going(by, measure_id)
    data: dict[str, object] = {
        "who": str(by.person),
        "measure_id": str(measure.pk),
        "measure": measure.title,
        "result": result,
        "why": why,
        "next": next_step,
    }
    # `entry` stays: the measure's words are as they were, nobody's open form is overtaken.
    said_id = uuid4()
    about = [said_id, *chain(measure)]
    note(log, "plan.measure_evaluated", data, at=at, by=by, about=about)
    said = Evaluation(
        pk=said_id,
        log=log,
        measure=measure,
        by=by.person,
        at=at,
        result=result,
        why=why,
        next=next_step,
    )
    said.save(force_insert=True)
    if next_step == "end":
        ended: dict[str, object] = {
            "who": str(by.person),
            "measure_id": str(measure.pk),
            "measure": measure.title,
        }
        measure.entry = note(log, "plan.measure_ended", ended, at=at, by=by, about=chain(measure))
        measure.ended_at = at
        measure.save(update_fields=["entry", "ended_at"])
    settle(log, about, health, by=by, at=at)
    return said


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
