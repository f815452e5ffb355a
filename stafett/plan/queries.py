"""A log's whole plan in one question."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject, Left

from stafett.book.questions import Question
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import Log

from .facts import SHORT, Answer, GoalFacts, MeasureFacts, Plan
from .models import Evaluation, Next, Responsible
from .shown import answers_now, goals_shown, measures_shown, understandings_shown


def plan_of(log: Log, reader: Reader) -> Plan:
    """A log's whole plan as far as the reader may see it, goals and measures in their order.

    One question, whatever the size.
    """
    (row,) = _all_in(log.pk, keys_of(reader).things)
    agreed: dict[str, Any] = next(iter(row.understanding_rows), {})
    people = _grouped(row.people_rows, "measure_id")
    results = {each["measure_id"]: each for each in row.result_rows}
    under = _grouped(row.measure_rows, "goal_id")
    answers = _grouped(row.answer_rows, "goal_id")
    goals = [
        _goal(goal, [_measure(each, people, results) for each in under[goal["id"]]], answers)
        for goal in row.goal_rows
    ]
    return Plan(
        concern=agreed.get("concern", ""),
        shared=agreed.get("shared", ""),
        written_by=agreed.get("written_by", ""),
        written_at=_moment(agreed.get("changed_at")),
        goals=tuple(goals),
    )


def _rows(rows: QuerySet[Any], **fields: Any) -> ArraySubquery:
    """The log's rows as a list of JSON objects in one value."""
    return ArraySubquery(rows.filter(log=OuterRef("pk")).values(json=JSONObject(**fields)))


@Question
def _all_in(log: UUID, hidden: Collection[UUID]) -> QuerySet[Any]:
    return Log.objects.filter(pk=log).annotate(**_all_of_it(Keys(hidden))).only("pk")


def _all_of_it(reader: Reader) -> dict[str, ArraySubquery]:
    return {
        "understanding_rows": _rows(
            understandings_shown(reader).order_by("-changed_at"),
            concern="concern",
            shared="shared",
            written_by="written_by",
            changed_at="changed_at",
        ),
        "goal_rows": _rows(
            goals_shown(reader).order_by("order", "set_at"),
            id="id",
            main_id="main_id",
            text="text",
            review_on="review_on",
            closed_at="closed_at",
            closing_comment=Left("closing_comment", SHORT),
        ),
        "answer_rows": _rows(
            answers_now().order_by("goal_id", "by_id", "-at").distinct("goal_id", "by_id"),
            goal_id="goal_id",
            id="by_id",
            given="by__given_name",
            family="by__family_name",
            agrees="agrees",
        ),
        "measure_rows": _rows(
            measures_shown(reader).order_by("order", "agreed_at"),
            id="id",
            goal_id="goal_id",
            title="title",
            arena="arena",
            place="place",
            starts_on="starts_on",
            deadline="deadline",
            order="order",
            ended_at="ended_at",
            picture="picture",
            photo="photo_id",
        ),
        "people_rows": _rows(
            Responsible.objects.order_by("person__given_name", "person__family_name"),
            measure_id="measure_id",
            id="person_id",
            given="person__given_name",
            family="person__family_name",
        ),
        "result_rows": _rows(
            Evaluation.objects.filter(shown(reader, "pk"))
            .order_by("measure_id", "-at")
            .distinct("measure_id"),
            measure_id="measure_id",
            result="result",
            next="next",
            why=Left("why", SHORT),
        ),
    }


def _grouped(rows: list[dict[str, Any]], key: str) -> defaultdict[str, list[dict[str, Any]]]:
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def _goal(
    row: dict[str, Any],
    measures: list[MeasureFacts],
    answers: dict[str, list[dict[str, Any]]],
) -> GoalFacts:
    return GoalFacts(
        id=UUID(row["id"]),
        main_id=UUID(row["main_id"]) if row["main_id"] else None,
        text=row["text"],
        review_on=_day(row["review_on"]),
        closed_at=_moment(row["closed_at"]),
        closing_comment=row["closing_comment"],
        measures=tuple(measures),
        answers=tuple(
            Answer(UUID(one["id"]), f"{one['given']} {one['family']}", one["agrees"])
            for one in answers[row["id"]]
        ),
    )


def _measure(
    row: dict[str, Any],
    people: dict[str, list[dict[str, Any]]],
    results: dict[str, dict[str, Any]],
) -> MeasureFacts:
    last = results.get(row["id"], {})
    ended = last.get("next") == Next.END
    return MeasureFacts(
        id=UUID(row["id"]),
        goal_id=UUID(row["goal_id"]),
        title=row["title"],
        arena=row["arena"],
        place=row["place"],
        starts_on=_day(row["starts_on"]),
        deadline=date.fromisoformat(row["deadline"]),
        order=row["order"],
        ended_at=_moment(row["ended_at"]),
        ending_comment=last["why"] if ended else "",
        result=last.get("result", ""),
        responsible=tuple(
            (UUID(one["id"]), f"{one['given']} {one['family']}") for one in people[row["id"]]
        ),
        picture=row["picture"],
        photo_id=UUID(row["photo"]) if row["photo"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
