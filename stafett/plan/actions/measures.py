"""Measures: agreed, changed, and how they went (K8–K13, K15, K16)."""

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
from stafett.logs.overtaken import Overtaken
from stafett.logs.queries import team
from stafett.people.models import Person

from ..models import MEASURE_SAYS, Evaluation, Goal, Measure, Responsible
from ..shown import chain
from ..things import measure_seen
from ..versions import changed
from .goals import open_goal


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


def _going(by: Standing, measure_id: UUID) -> Measure:
    measure = measure_seen(by, measure_id)
    if measure is None:
        raise Refused(_("This measure is not in this log."))
    if measure.ended_at is not None:
        raise Conflict(_("This measure is ended."))
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
