"""A meeting's parts come in their order, and each way on leads somewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.meetings.sitting_rules import (
    FOLLOWS,
    Follows,
    Part,
    SoFar,
    Way,
    goes_on_at,
    left_out,
    levels_up_from,
    undone,
)

EVERYTHING = SoFar(True, True, 2, 2, True, True, True)


@pytest.mark.requirement("L4", "M2")
@pytest.mark.parametrize(
    ("so_far", "goes_on"),
    [
        (SoFar(), Part.PRESENT),
        (SoFar(begun=True, measures=2), Part.VOICE),
        (SoFar(True, True, measures=2), Part.MEASURES),
        (SoFar(True, True, measures=2, reviewed=1), Part.MEASURES),
        (SoFar(True, True, measures=2, reviewed=2), Part.WAY),
        (SoFar(True, True), Part.WAY),
        (SoFar(True, True, way_chosen=True), Part.NEXT),
        (SoFar(True, True, way_chosen=True, child_told=True), Part.READ),
        (EVERYTHING, Part.READ),
    ],
)
def test_an_interrupted_meeting_goes_on_where_it_stopped(so_far: SoFar, goes_on: Part) -> None:
    assert goes_on_at(so_far) is goes_on


@pytest.mark.requirement("L4")
@given(st.builds(SoFar))
def test_what_is_left_comes_in_order_and_reading_comes_last(so_far: SoFar) -> None:
    left = undone(so_far)
    assert left == [part for part in Part if part in left]
    assert (Part.READ in left) is not so_far.read
    assert set(left_out(so_far)) <= {Part.VOICE, Part.MEASURES, Part.WAY, Part.NEXT}


@pytest.mark.requirement("K17")
def test_each_of_the_five_ways_leads_somewhere() -> None:
    assert len(Way) == 5
    assert FOLLOWS.keys() == set(Way)
    assert FOLLOWS[Way.HELP] is Follows.ASK_CONSENT
    assert FOLLOWS[Way.CLOSE] is Follows.CLOSE_LOG


@pytest.mark.requirement("B12", "B13", "B20")
def test_levels_go_up() -> None:
    assert [levels_up_from(level) for level in (1, 2, 3)] == [[2, 3], [3], []]
