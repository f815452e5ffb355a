"""When a deposit is tried again, and when somebody must help."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.archive.delivery_rules import EACH_DAY, State, Way, state_of, wait_after

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
pytestmark = pytest.mark.requirement("Q1")


def test_it_is_tried_after_minutes_then_hours_then_each_day() -> None:
    waits = [wait_after(tries) for tries in range(1, 9)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=5)
    assert waits[2] == timedelta(hours=1)
    assert waits[-1] == wait_after(1000) == EACH_DAY


@given(st.integers(0, 400), *[st.none() | st.just(NOW - timedelta(days=1))] * 2)
def test_nothing_is_archived_before_its_receipt(
    tries: int, handed: datetime | None, refused: datetime | None
) -> None:
    assert state_of(Way(tries, handed, None, refused), NOW) != State.RECEIVED
    assert state_of(Way(tries, handed, NOW, None), NOW) == State.RECEIVED


def test_somebody_must_help_after_some_tries_or_days_without_a_receipt() -> None:
    assert [state_of(Way(tries), NOW) for tries in (0, 3, 4)] == [
        State.WAITS,
        State.WAITS,
        State.NEEDS_HELP,
    ]
    days = [NOW - timedelta(days=2), NOW - timedelta(days=4)]
    assert [state_of(Way(1, day), NOW) for day in days] == [State.HANDED_OVER, State.NEEDS_HELP]
    assert state_of(Way(1, NOW, None, NOW), NOW) == State.REFUSED
