"""The story of one goal or one measure: what was agreed, changed, tried and said, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from stafett.book.models import Content, Entry

from .models import Comment, Evaluation, Goal, Measure


@dataclass(frozen=True)
class Told:
    """One thing in a story. `kind` says which of the texts are there."""

    at: datetime
    who: str
    kind: str  # agreed, changed, closed, evaluated or commented
    text: str = ""
    was: str = ""
    result: str = ""
    result_words: str = ""
    next_words: str = ""


KINDS = {
    "plan.goal_set": "agreed",
    "plan.goal_changed": "changed",
    "plan.goal_closed": "closed",
    "plan.measure_agreed": "agreed",
    "plan.measure_changed": "changed",
}


def story_of_goal(goal: Goal) -> list[Told]:
    """All that happened with a goal. Two questions."""
    comments = Comment.objects.filter(log=goal.log_id, goal=goal)
    return _in_order(_from_book(goal, "goal"), map(_comment, comments.select_related("by")))


def story_of_measure(measure: Measure) -> list[Told]:
    """All that happened with a measure. Three questions."""
    comments = Comment.objects.filter(log=measure.log_id, measure=measure)
    evaluations = Evaluation.objects.filter(log=measure.log_id, measure=measure)
    return _in_order(
        _from_book(measure, "measure"),
        map(_evaluation, evaluations.select_related("by")),
        map(_comment, comments.select_related("by")),
    )


def _in_order(*parts: Iterator[Told]) -> list[Told]:
    return sorted((told for part in parts for told in part), key=lambda told: told.at)


def _from_book(thing: Goal | Measure, kind: str) -> Iterator[Told]:
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    entries = (
        Entry.objects.filter(book=thing.log_id, verb__in=KINDS)
        .annotate(data=Subquery(content.values("data")[:1]))
        .filter(**{f"data__{kind}_id": str(thing.pk)})
    )
    for entry in entries:
        data: dict[str, Any] = entry.data
        yield Told(
            at=entry.at,
            who=data["who"],
            kind=KINDS[entry.verb],
            text=data.get("comment") or data[kind],
            was=data.get("was", ""),
        )


def _evaluation(row: Evaluation) -> Told:
    return Told(
        at=row.at,
        who=str(row.by),
        kind="evaluated",
        text=row.why,
        result=row.result,
        result_words=row.get_result_display(),
        next_words=row.get_next_display(),
    )


def _comment(row: Comment) -> Told:
    return Told(at=row.at, who=str(row.by), kind="commented", text=row.text)
