"""The rules of meetings, without a database."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.meetings import rules
from stafett.meetings.rules import Times

OSLO = ZoneInfo("Europe/Oslo")
T = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.requirement("L7")
def test_a_template_gives_the_letter_and_the_agenda() -> None:
    begun = rules.beginning_of(
        "Velkommen.\n\nNår: \nHvor: \n\nDette snakker vi om:\n1. Det Nora vil si\n"
        "2) Neste møte\n\nSi fra om tida ikke passer.\n\nHilsen Kari"
    )
    assert begun.items == ("Det Nora vil si", "Neste møte")
    assert begun.text == "Velkommen.\n\nSi fra om tida ikke passer.\n\nHilsen Kari"


def test_an_agenda_is_an_item_a_line() -> None:
    assert rules.items_in("1. Skolen\n\n- Ferien\n  Neste møte  \n") == [
        "Skolen", "Ferien", "Neste møte",
    ]  # fmt: skip


@given(st.text())
def test_any_template_is_taken_apart(text: str) -> None:
    begun = rules.beginning_of(text)
    assert all(each.strip() for each in begun.items)
    assert rules.items_in("\n".join(begun.items)) or not begun.items


def test_only_another_time_asks_anew() -> None:
    first = Times(T, T + 24 * HOUR, 60)
    new_place = Times(T + HOUR, first.starts_at, 60)
    moved = Times(T + 2 * HOUR, first.starts_at + HOUR, 60)
    longer = Times(T + 3 * HOUR, moved.starts_at, 90)
    assert rules.stands_since([first, new_place]) == T
    assert rules.stands_since([first, new_place, moved]) == moved.written_at
    assert rules.stands_since([first, moved, longer]) == longer.written_at
    # Back at the first time: who said yes before it was moved is asked again.
    back = Times(T + 4 * HOUR, first.starts_at, 60)
    assert rules.stands_since([first, moved, back]) == back.written_at
    assert rules.still_counts(T, T)
    assert not rules.still_counts(T, moved.written_at)


@pytest.mark.requirement("L6")
def test_a_meeting_plan_keeps_its_clock_time_over_summer_time() -> None:
    first = datetime(2027, 3, 16, 13, tzinfo=OSLO)
    found = rules.planned(first, weeks=2, times=3)
    assert [f"{each:%d.%m. %H.%M %z}" for each in found] == [
        "16.03. 13.00 +0100", "30.03. 13.00 +0200", "13.04. 13.00 +0200",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="at least one"):
        rules.planned(first, weeks=2, times=0)
