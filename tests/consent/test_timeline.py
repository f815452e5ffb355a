"""The line of time that the pages draw, in per cent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.consent.timeline import Line

TODAY = date(2026, 11, 19)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


def test_the_line_of_the_design() -> None:
    line = Line.over([date(2026, 9, 3), date(2027, 8, 31)], TODAY)
    assert (line.first, line.end) == (date(2026, 9, 1), date(2027, 9, 1))
    assert line.today_x == "21.6%"
    assert [(mark.x, mark.anchor, mark.day.month) for mark in line.marks] == [
        ("0.0%", "start", 9),
        ("33.4%", "start", 1),
        ("66.3%", "start", 5),
        ("100.0%", "end", 8),
    ]
    bar = line.bar(date(2026, 11, 19), date(2027, 3, 31))
    assert (bar.x, bar.width) == ("21.6%", "36.2%")


@pytest.mark.parametrize(
    ("today", "anchor"),
    [(date(2026, 9, 1), "start"), (date(2027, 2, 1), "middle"), (date(2027, 8, 31), "end")],
)
def test_the_word_today_stays_inside(today: date, anchor: str) -> None:
    line = Line.over([date(2026, 9, 3), date(2027, 8, 1)], today)
    assert line.today_anchor == anchor


def test_no_month_stands_where_today_stands() -> None:
    line = Line.over([date(2027, 8, 1)], date(2026, 9, 5))
    assert 9 not in [mark.day.month for mark in line.marks]


def test_a_single_month_is_a_line_too() -> None:
    line = Line.over([TODAY], TODAY)
    assert line.bar(TODAY, date(2026, 11, 30)).width == "36.7%"
    assert len(line.marks) <= 1


def test_a_long_line_is_marked_by_years() -> None:
    assert Line.over([date(2030, 1, 1)], TODAY).by_years
    assert not Line.over([date(2028, 10, 1)], TODAY).by_years


@given(st.lists(DAYS, min_size=1, max_size=6), DAYS)
def test_nothing_falls_outside(days: list[date], today: date) -> None:
    line = Line.over(days, today)
    for since in days:
        bar = line.bar(since, max(since, *days))
        x, width = float(bar.x[:-1]), float(bar.width[:-1])
        assert x >= 0
        assert width >= 0
        assert x + width <= 100.1
    assert all(0 <= float(mark.x[:-1]) <= 100 for mark in line.marks)
