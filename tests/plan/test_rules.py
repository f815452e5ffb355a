"""What state a measure is in."""

from datetime import date, timedelta

import pytest

from stafett.plan.rules import State, state_on

TODAY = date(2026, 11, 22)


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("starts", "deadline", "result", "ended", "state"),
    [
        (None, 0, "", False, State.GOING),  # the deadline's own day is in time
        (None, -1, "", False, State.LATE),
        (None, -1, "worked", False, State.LATE),
        (0, 5, "", False, State.GOING),
        (1, 5, "", False, State.TO_COME),
        (None, -1, "worked", True, State.DONE),
        (None, 5, "partly", True, State.DONE),
        (None, 5, "not", True, State.ENDED),
        (None, 5, "", True, State.ENDED),
    ],
)
def test_states(starts: int | None, deadline: int, result: str, ended: bool, state: State) -> None:
    starts_on = None if starts is None else days(starts)
    known = {"starts_on": starts_on, "deadline": days(deadline), "ended": ended, "result": result}
    assert state_on(TODAY, **known) is state  # type: ignore[arg-type]


def test_in_a_closed_log_nothing_is_late() -> None:
    known = {"starts_on": None, "deadline": days(-9), "result": "", "log_closed": True}
    assert state_on(TODAY, ended=False, **known) is State.LEFT  # type: ignore[arg-type]
    assert state_on(TODAY, ended=True, **known) is State.ENDED  # type: ignore[arg-type]
