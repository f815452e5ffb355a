"""What can be asked about a plan."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left

from stafett.logs.models import Log

from .models import Evaluation, Goal, Measure, Responsible
from .rules import State, state_on

SHORT = 300  # of a long comment, so much is told in a list


@dataclass(frozen=True)
class MeasureFacts:
    """A measure as a list tells it (K18)."""

    id: UUID
    goal_id: UUID
    title: str
    arena: str
    place: str
    starts_on: date | None
    deadline: date
    ended_at: datetime | None
    ending_comment: str  # its beginning, `SHORT` characters
    result: str  # of the last evaluation; "" where there is none
    responsible: tuple[tuple[UUID, str], ...]  # ids and names

    def state(self, today: date, *, log_closed: bool = False) -> State:
        """The measure's state on a day."""
        return state_on(
            today,
            starts_on=self.starts_on,
            deadline=self.deadline,
            ended=self.ended_at is not None,
            result=self.result,
            log_closed=log_closed,
        )

    def is_of(self, person_id: UUID) -> bool:
        """Whether this person is one of those responsible."""
        return any(each == person_id for each, _name in self.responsible)


@dataclass(frozen=True)
class GoalFacts:
    """A goal with what stands under it."""

    id: UUID
    main_id: UUID | None
    text: str
    review_on: date | None
    closed_at: datetime | None
    closing_comment: str  # its beginning, `SHORT` characters
    measures: tuple[MeasureFacts, ...]


@dataclass(frozen=True)
class Plan:
    """Everything agreed on in a log."""

    concern: str
    shared: str
    written_by: str
    written_at: datetime | None
    goals: tuple[GoalFacts, ...]

    @property
    def main(self) -> GoalFacts | None:
        """The open main goal."""
        mains = (goal for goal in self.goals if goal.main_id is None and not goal.closed_at)
        return next(mains, None)

    @property
    def measures(self) -> list[MeasureFacts]:
        """All measures, in the goals' order."""
        return [measure for goal in self.goals for measure in goal.measures]


def plan_of(log: Log) -> Plan:
    """A log's whole plan, goals and measures in their order. One question, whatever the size."""
    row: dict[str, Any] = dict(Log.objects.filter(pk=log.pk).values(**_ALL_OF_IT).get())
    people = _grouped(row["people_rows"], "measure_id")
    results = {each["measure_id"]: each["result"] for each in row["result_rows"]}
    under = _grouped(row["measure_rows"], "goal_id")
    goals = [
        _goal(goal, [_measure(each, people, results) for each in under[goal["id"]]])
        for goal in row["goal_rows"]
    ]
    return Plan(
        concern=row["concern"] or "",
        shared=row["shared"] or "",
        written_by=row["written_by"] or "",
        written_at=row["written_at"],
        goals=tuple(goals),
    )


def _rows(rows: QuerySet[Any], **fields: Any) -> ArraySubquery:
    """The log's rows as a list of JSON objects in one value."""
    return ArraySubquery(rows.filter(log=OuterRef("pk")).values(json=JSONObject(**fields)))


_ALL_OF_IT = {
    "concern": F("understanding__concern"),
    "shared": F("understanding__shared"),
    "written_by": F("understanding__written_by"),
    "written_at": F("understanding__changed_at"),
    "goal_rows": _rows(
        Goal.objects.order_by("order", "set_at"),
        id="id",
        main_id="main_id",
        text="text",
        review_on="review_on",
        closed_at="closed_at",
        closing_comment=Left("closing_comment", SHORT),
    ),
    "measure_rows": _rows(
        Measure.objects.order_by("order", "agreed_at"),
        id="id",
        goal_id="goal_id",
        title="title",
        arena="arena",
        place="place",
        starts_on="starts_on",
        deadline="deadline",
        ended_at="ended_at",
        ending_comment=Left("ending_comment", SHORT),
    ),
    "people_rows": _rows(
        Responsible.objects.order_by("person__given_name", "person__family_name"),
        measure_id="measure_id",
        id="person_id",
        given="person__given_name",
        family="person__family_name",
    ),
    "result_rows": _rows(
        Evaluation.objects.order_by("measure_id", "-at").distinct("measure_id"),
        measure_id="measure_id",
        result="result",
    ),
}


def _grouped(rows: list[dict[str, Any]], key: str) -> defaultdict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _goal(row: dict[str, Any], measures: list[MeasureFacts]) -> GoalFacts:
    return GoalFacts(
        id=UUID(row["id"]),
        main_id=UUID(row["main_id"]) if row["main_id"] else None,
        text=row["text"],
        review_on=_day(row["review_on"]),
        closed_at=_moment(row["closed_at"]),
        closing_comment=row["closing_comment"],
        measures=tuple(measures),
    )


def _measure(
    row: dict[str, Any], people: dict[str, list[dict[str, Any]]], results: dict[str, str]
) -> MeasureFacts:
    return MeasureFacts(
        id=UUID(row["id"]),
        goal_id=UUID(row["goal_id"]),
        title=row["title"],
        arena=row["arena"],
        place=row["place"],
        starts_on=_day(row["starts_on"]),
        deadline=date.fromisoformat(row["deadline"]),
        ended_at=_moment(row["ended_at"]),
        ending_comment=row["ending_comment"],
        result=results.get(row["id"], ""),
        responsible=tuple(
            (UUID(one["id"]), f"{one['given']} {one['family']}") for one in people[row["id"]]
        ),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
