"""How near a goal is, as the child and the family see it over time: from 0 to 10."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.book.questions import Question
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import Log

from .actions import open_goal
from .agreement import may_say
from .models import Goal, Rating
from .shown import chain

MOST = 10
TWICE = timedelta(minutes=10)  # a form that is sent twice


@transaction.atomic
def rate(
    by: Standing,
    goal_id: UUID,
    *,
    value: int,
    word: str,
    at: datetime,
    health: Said = None,
) -> None:
    """Say how near an open goal is, from 0 (far away) to 10 (there), with a word about it.

    What was said before stays. Raises Refused for others than the family, and for a word by one
    who may not write in the plan.
    """
    log, by = begin(by, Right.READ)
    if not may_say(by) or (word and not by.may(Right.WRITE)):
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    goal = open_goal(by, goal_id)
    said = Rating(log=log, goal=goal, by=by.person, at=at, value=value, word=word)
    if _said_now(said):
        return
    data: dict[str, object] = {
        "who": str(by.person),
        "goal_id": str(goal.pk),
        "goal": goal.text,
        "value": value,
        "text": word,
    }
    about = [said.pk, *chain(goal)]
    note(log, "plan.rated", data, at=at, by=by, about=about)
    said.save(force_insert=True)
    settle(log, about, health, by=by, at=at)


def _said_now(said: Rating) -> bool:
    """Whether the very same was the last that this person said, a moment ago."""
    mine = Rating.objects.filter(goal=said.goal, by=said.by).order_by("-at").first()
    if mine is None or mine.at < said.at - TWICE:
        return False
    return (mine.value, mine.word) == (said.value, said.word)


def ratings_in(log: Log, reader: Reader) -> dict[UUID, list[Rating]]:
    """What was said of each of the log's goals, oldest first. One question."""
    said: dict[UUID, list[Rating]] = {}
    for row in _ratings(log.pk, keys_of(reader).things):
        said.setdefault(row.goal_id, []).append(row)
    return said


@Question
def _ratings(log: UUID, hidden: Collection[UUID]) -> QuerySet[Rating]:
    rows = Rating.objects.filter(shown(Keys(hidden), "pk", "goal", "goal__main"), log=log)
    return rows.select_related("by").order_by("at")


def ratings_of(goal: Goal, reader: Reader) -> list[Rating]:
    """What was said of a goal, oldest first. One question."""
    rows = Rating.objects.filter(shown(reader, "pk"), log=goal.log_id, goal=goal)
    return list(rows.select_related("by").order_by("at"))


@dataclass(frozen=True)
class Dot:
    """One value in the plot: where it stands, in per cent of the plot's width and height."""

    x: float
    y: float


@dataclass(frozen=True)
class Line:
    """What one person has said, as it is drawn. `shape` tells it apart without colour."""

    name: str
    shape: str
    of_child: bool
    last: int
    dots: tuple[Dot, ...]

    @property
    def parts(self) -> list[tuple[Dot, Dot]]:
        """From dot to dot."""
        return list(zip(self.dots, self.dots[1:], strict=False))


@dataclass(frozen=True)
class Plot:
    """A goal's values as a page draws them; `conclusion` is what they say."""

    conclusion: str
    lines: tuple[Line, ...]
    rows: tuple[Rating, ...]


SHAPES = ("circle", "square", "diamond", "triangle")


def plot(rows: Sequence[Rating], owner_id: UUID) -> Plot | None:
    """The plot of what was said, the child's own line first; None where nobody has said it."""
    if not rows:
        return None
    people = list(dict.fromkeys(row.by_id for row in rows))
    people.sort(key=lambda each: each != owner_id)
    places = _places([row.at for row in rows])
    lines = []
    for number, person in enumerate(people):
        mine = [(row, x) for row, x in zip(rows, places, strict=True) if row.by_id == person]
        dots = tuple(Dot(x, height(row.value)) for row, x in mine)
        shape = SHAPES[number % len(SHAPES)]
        last = mine[-1][0]
        lines.append(Line(str(last.by), shape, person == owner_id, last.value, dots))
    about = owner_id if owner_id in people else rows[-1].by_id
    return Plot(conclusion([row for row in rows if row.by_id == about]), tuple(lines), tuple(rows))


def height(value: int) -> float:
    """How far down a value stands, in per cent: 10 on top, 0 at the bottom, with some air."""
    return round(92 - value * 8.4, 1)


def _places(moments: list[datetime]) -> list[float]:
    """How far right each stands, in per cent, by its time; side by side where it is all one day."""
    first, whole = moments[0], moments[-1] - moments[0]
    if whole < timedelta(days=1):
        step = 84 / max(len(moments) - 1, 1)
        return [round(8 + number * step, 1) for number, _at in enumerate(moments)]
    return [round(8 + 84 * ((each - first) / whole), 1) for each in moments]


def conclusion(rows: Sequence[Rating]) -> str:
    """What one person's values say, in a sentence that is the plot's heading."""
    first, last = rows[0].value, rows[-1].value
    name = rows[-1].by.given_name
    if len(rows) == 1:
        return _("%(name)s says %(value)s of 10") % {"name": name, "value": last}
    if first == last:
        return _("%(name)s says %(value)s of 10, as at first") % {"name": name, "value": last}
    words = {"name": name, "first": first, "last": last}
    return _("%(name)s has gone from %(first)s to %(last)s of 10") % words
