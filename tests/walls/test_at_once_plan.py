"""Writing in the plan, by several at once: nobody's text is lost, nobody's is overwritten."""

from typing import Any
from uuid import UUID

import pytest

from stafett.book.models import Book
from stafett.logs.models import Log
from stafett.logs.overtaken import Overtaken
from stafett.plan import actions as plan
from stafett.plan.models import Comment, Evaluation, Measure, Understanding
from tests import world as w
from tests.walls.racing import (
    TIMES,
    Act,
    AtOnce,
    answers,
    as_,
    close_by,
    meet,
    one_winner,
    told,
    verbs,
    whole_books,
)

__all__ = ["whole_books"]
pytestmark = pytest.mark.django_db


def write(world: w.World, log: Log, who: str, text: str, opened_at: int) -> Act:
    def act(by: Any) -> None:
        plan.write_understanding(
            by, concern=text, shared="", written_by=who, opened_at=opened_at, at=w.now()
        )

    return as_(world.people[who], log, act)


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("first_time", [True, False])
def test_the_same_text_has_one_winner_and_the_other_sees_it(
    world: w.World, log: Log, at_once: AtOnce, first_time: bool, turn: int
) -> None:
    if not first_time:
        assert write(world, log, "kari", "Før", 10_000)(lambda: None) == "done"
    opened_at = Book.objects.using("owner").get(pk=log.pk).count
    texts = ("Kari skriver", "Marte skriver")
    results = meet(
        at_once,
        write(world, log, "kari", texts[0], opened_at),
        write(world, log, "marte", texts[1], opened_at),
    )
    first = one_winner([told(result) for result in results])
    loser = results[1 - first]
    assert isinstance(loser, Overtaken)
    assert loser.theirs["concern"] == texts[first]
    assert Understanding.objects.using("owner").get().concern == texts[first]


def evaluate(world: w.World, log: Log, who: str, measure: UUID, then: str) -> Act:
    def act(by: Any) -> None:
        plan.evaluate(by, measure, result="worked", why=who, next_step=then, at=w.now())

    return as_(world.people[who], log, act)


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_measure_is_told_of_while_another_ends_it(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)
    goes_on = evaluate(world, log, "marte", measure, "go_on")
    ends = evaluate(world, log, "kari", measure, "end")
    results = answers(at_once, goes_on, ends)
    assert results in (["done", "done"], ["conflict", "done"])
    assert Measure.objects.using("owner").get().ended_at is not None
    assert Evaluation.objects.using("owner").count() == results.count("done")
    ended_twice = answers(at_once, ends, goes_on)
    assert ended_twice == ["conflict", "conflict"]


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_word_is_said_while_the_log_closes(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    """Said before the closing or told that it was too late; never written in a closed log."""
    (measure,) = w.agree_plan(world, log, measures=1)

    def comment(by: Any) -> None:
        plan.comment(by, measure_id=measure, text="Vent!", at=w.now())

    results = answers(at_once, as_(world.sunniva, log, comment), close_by(world, log))
    assert results in (["done", "done"], ["refused", "done"])
    assert Comment.objects.using("owner").count() == (results[0] == "done")
    assert verbs(log)[-1] == "logs.closed"


@pytest.mark.parametrize("turn", range(TIMES))
def test_everybody_at_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    """Eight who write in one log: each comment is there, in one unbroken book."""
    (measure,) = w.agree_plan(world, log, measures=1)
    people = ("kari", "sunniva", "ragnhild", "marte", "anders", "elias", "kari", "marte")

    def comment(by: Any) -> None:
        plan.comment(by, measure_id=measure, text=str(by.person), at=w.now())

    before = len(verbs(log))
    results = answers(at_once, *(as_(world.people[name], log, comment) for name in people))
    assert results == ["done"] * len(people)
    assert Comment.objects.using("owner").count() == len(people)
    assert len(verbs(log)) == before + len(people)
