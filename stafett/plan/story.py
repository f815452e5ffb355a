"""The story of one goal or one measure: what was agreed, changed, tried and said, oldest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Subquery

from stafett.book.models import Content, Entry
from stafett.logs.hidden import Reader, shown, shown_entries
from stafett.logs.models import HealthMark, MarkKind

from .models import Comment, Evaluation, Goal, Measure, Rating
from .shown import of_measures_shown
from .versions import told


@dataclass(frozen=True)
class Told:
    """One thing in a story. `kind` says which of the texts are there."""

    at: datetime
    who: str
    kind: str  # agreed, changed, closed, reopened, evaluated or commented
    text: str = ""
    was: str = ""
    about: str = ""  # the measure that was evaluated, where the story is its goal's
    changes: tuple[tuple[str, object, object], ...] = ()  # label, what was, what came
    result: str = ""
    result_words: str = ""
    next_words: str = ""
    key: UUID | None = None  # of an evaluation or a comment, which is marked on its own
    health: bool = False


KINDS = {
    "plan.goal_set": "agreed",
    "plan.goal_changed": "changed",
    "plan.goal_closed": "closed",
    "plan.goal_reopened": "reopened",
    "plan.goal_agreed": "agreed_with",
    "plan.goal_disagreed": "other_words",
    "plan.measure_agreed": "agreed",
    "plan.measure_changed": "changed",
    "plan.measure_reopened": "reopened",
}


# Whether a row is marked as health information.
MARKED = Exists(
    HealthMark.objects.filter(subject=OuterRef("pk"), kind=MarkKind.HEALTH, ended_at=None)
)


def story_of_goal(goal: Goal, reader: Reader) -> list[Told]:
    """All that happened with a goal, as far as the reader may see; how its measures went
    too. Four questions."""
    comments = Comment.objects.filter(shown(reader, "pk"), log=goal.log_id, goal=goal)
    ratings = Rating.objects.filter(shown(reader, "pk"), log=goal.log_id, goal=goal)
    under = of_measures_shown(reader, "measure") & shown(reader, "pk")
    went = Evaluation.objects.filter(under, log=goal.log_id, measure__goal=goal)
    return _in_order(
        _from_book(goal, "goal", reader),
        map(_of_measure, went.annotate(is_health=MARKED).select_related("by", "measure")),
        map(_comment, comments.annotate(is_health=MARKED).select_related("by")),
        map(_rating, ratings.annotate(is_health=MARKED).select_related("by")),
    )


def story_of_measure(measure: Measure, reader: Reader) -> list[Told]:
    """All that happened with a measure, as far as the reader may see. Three questions."""
    mine = shown(reader, "pk")
    comments = Comment.objects.filter(mine, log=measure.log_id, measure=measure)
    evaluations = Evaluation.objects.filter(mine, log=measure.log_id, measure=measure)
    return _in_order(
        _from_book(measure, "measure", reader),
        map(_evaluation, evaluations.annotate(is_health=MARKED).select_related("by")),
        map(_comment, comments.annotate(is_health=MARKED).select_related("by")),
    )


def _in_order(*parts: Iterator[Told]) -> list[Told]:
    return sorted((told for part in parts for told in part), key=lambda told: told.at)


def _from_book(thing: Goal | Measure, kind: str, reader: Reader) -> Iterator[Told]:
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    entries = (
        Entry.objects.filter(book=thing.log_id, verb__in=KINDS)
        .annotate(data=Subquery(content.values("data")[:1]))
        .filter(Exists(content.filter(shown_entries(reader))))
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
            changes=tuple(told(data)),
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
        key=row.pk,
        health=row.is_health,  # type: ignore[attr-defined]
    )


def _of_measure(row: Evaluation) -> Told:
    return replace(_evaluation(row), about=row.measure.title)


def _comment(row: Comment) -> Told:
    return Told(
        at=row.at,
        who=str(row.by),
        kind="commented",
        text=row.text,
        key=row.pk,
        health=row.is_health,  # type: ignore[attr-defined]
    )


def _rating(row: Rating) -> Told:
    return Told(
        at=row.at,
        who=str(row.by),
        kind="rated",
        text=row.word,
        result_words=str(row.value),
        key=row.pk if row.word else None,
        health=row.is_health,  # type: ignore[attr-defined]
    )
