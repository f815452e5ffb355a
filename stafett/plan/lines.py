"""Measures as a list shows them, every word and sign ready: long lists are cheap to draw."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log

from .facts import MeasureFacts
from .models import Arena
from .ordering import standing_order
from .rules import State

WORDS: dict[State, Promise] = {
    State.LATE: _("Late"),
    State.GOING: _("In progress"),
    State.TO_COME: _("Begins later"),
    State.DONE: _("Done"),
    State.ENDED: _("Ended"),
    State.LEFT: _("Was in progress when the log was closed"),
}
# Sign and class; to come is told by its word.
SIGNS = {
    State.LATE: ("late", "st-late"),
    State.GOING: ("going", "st-going"),
    State.TO_COME: ("calendar", "st-going"),
    State.DONE: ("done", "st-done"),
    State.ENDED: ("ended", "st-ended"),
    State.LEFT: ("ended", "st-ended"),
}
PLACES = {Arena.HOME: "home", Arena.UNIT: "school", Arena.ELSEWHERE: "place"}
OVER = (State.DONE, State.ENDED)


@dataclass(frozen=True)
class Line:
    """One measure in a list."""

    id: str
    address: str
    title: str
    people: str
    place: str | Promise
    place_icon: str
    state: State
    word: Promise
    icon: str
    css: str
    when: date  # the day that the state speaks of
    comment: str  # how it ended
    picture: str = ""
    photo_id: UUID | None = None

    @property
    def is_pictured(self) -> bool:
        """Whether somebody has chosen a picture for it."""
        return bool(self.picture or self.photo_id)


@dataclass(frozen=True)
class Lines:
    """What goes on, in its order; and what is over, the last first."""

    going: list[Line]
    over: list[Line]


def line_address(log: Log, measure_id: UUID) -> str:
    """Where a new measure stands on the log's page: far down, so it has the focus and a mark."""
    return f"{reverse('log', args=[log.pk])}?ny={measure_id}#tiltak-{measure_id}"


def lines(log: Log, measures: Iterable[MeasureFacts], today: date) -> Lines:
    """The measures under one goal as a page shows them (K13, K18)."""
    placed = standing_order(measures, today, log_closed=log.closed_at is not None)
    drawn = [line(log, measure, today) for measure in placed]
    over = [each for each in drawn if each.state in OVER]
    return Lines(
        [each for each in drawn if each.state not in OVER],
        sorted(over, key=lambda each: each.when, reverse=True),
    )


def line(log: Log, measure: MeasureFacts, today: date) -> Line:
    """One measure as a page shows it."""
    state = measure.state(today, log_closed=log.closed_at is not None)
    icon, css = SIGNS[state]
    arena = Arena(measure.arena)
    return Line(
        id=f"tiltak-{measure.id}",
        address=reverse("plan:measure", args=[log.pk, measure.id]),
        title=measure.title,
        people=", ".join(name for _id, name in measure.responsible),
        place=measure.place or (log.where if arena is Arena.UNIT else arena.label),
        place_icon=PLACES[arena],
        state=state,
        word=WORDS[state],
        icon=icon,
        css=css,
        when=_day(measure, state),
        comment=measure.ending_comment,
        picture=measure.picture,
        photo_id=measure.photo_id,
    )


def _day(measure: MeasureFacts, state: State) -> date:
    if state in OVER and isinstance(measure.ended_at, datetime):
        return timezone.localdate(measure.ended_at)
    if state is State.TO_COME and measure.starts_on:
        return measure.starts_on
    return measure.deadline
