"""Until when somebody is let in."""

from datetime import date

import pytest

from stafett.consent.until import last_day, usual_day
from stafett.municipality.policy import PRESETS, Policy

NATIONAL, SOGNDAL = PRESETS["national"], PRESETS["sogndal"]


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 8, 20), date(2027, 6, 30)),
        (date(2026, 11, 22), date(2027, 6, 30)),
        (date(2027, 5, 1), date(2027, 6, 30)),
        (date(2027, 5, 2), date(2028, 5, 2)),  # next summer is further away than a consent counts
        (date(2027, 7, 1), date(2028, 6, 30)),
    ],
)
def test_the_usual_day_is_the_end_of_a_school_year(today: date, end: date) -> None:
    assert usual_day(NATIONAL, today) == end


def test_nobody_is_let_in_for_longer_than_a_consent_counts() -> None:
    today = date(2026, 11, 30)
    assert last_day(NATIONAL, today) == date(2027, 11, 30)
    assert last_day(Policy(consent_valid_months=3), today) == date(2027, 2, 28)
    assert usual_day(Policy(consent_valid_months=3), today) == date(2027, 2, 28)
    assert last_day(SOGNDAL, today) == date(2031, 11, 30)
