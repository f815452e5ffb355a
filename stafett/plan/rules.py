"""What state a measure is in. Pure."""

from datetime import date
from enum import StrEnum


class State(StrEnum):
    """A measure's state on a day, in the order in which a page shows them."""

    LATE = "late"
    GOING = "going"
    TO_COME = "to_come"
    DONE = "done"
    ENDED = "ended"  # ended without having worked
    LEFT = "left"  # still going on when the log was closed


def state_on(
    today: date,
    *,
    starts_on: date | None,
    deadline: date,
    ended: bool,
    result: str,
    log_closed: bool = False,
) -> State:
    """The state on a day. `result` is the last evaluation's, "" where there is none, or where
    the reader may not see it: then an ended measure says no more than that (K13).

    The deadline's own day is in time. In a closed log nothing is late any more.
    """
    if ended:
        return State.DONE if result in ("worked", "partly") else State.ENDED
    if log_closed:
        return State.LEFT
    if deadline < today:
        return State.LATE
    if starts_on is not None and starts_on > today:
        return State.TO_COME
    return State.GOING
