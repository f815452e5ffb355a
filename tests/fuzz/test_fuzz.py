"""Anything at all, sent to every address of the site as everybody: never an error of the server,
never a change where none is allowed, never a word of somebody else's log.

`make fuzz MINUTES=30` goes on for so long, in every situation of a log, each time with other input.
"""

import os
import time
from collections.abc import Iterator
from random import Random
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.junk import requests
from tests.fuzz.knocking import Fuzz, Place, keys_of, places, plant
from tests.matrix.seats import SITUATIONS, build
from tests.matrix.test_matrix import _undone_in_the_end
from tests.matrix.trying import undone
from tests.walls.addresses import contents_of_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.requirement("H1", "H2", "H3")]
MINUTES = float(os.environ.get("FUZZ_MINUTES", "0"))
SEED = int(os.environ.get("FUZZ_SEED", time.time() if MINUTES else 0))
ONLY = os.environ.get("FUZZ_ONLY", "").split()  # names of addresses
# Without MINUTES: for every change, the same input each time.
SECONDS = {name: MINUTES * 60 / len(SITUATIONS) for name in SITUATIONS} if MINUTES else {"open": 60}
EXAMPLES = 10
__all__ = ["_undone_in_the_end"]


@pytest.mark.timeout(int(max(SECONDS.values())) * 2 + 300)
@pytest.mark.parametrize("situation", SECONDS)
def test_nothing_breaks_and_nothing_leaks(situation: str) -> None:
    town = build(situation)
    known = keys_of(town, plant(town))
    doors, before = Fuzz(town, situation=situation), contents_of_the_database()
    found: dict[tuple[str, str], str] = {}
    for turn, place in until(time.monotonic() + SECONDS[situation]):
        number = SEED + turn * 10_000 + crc32((place.name + place.form).encode()) % 10_000
        for told, request in knock(doors, place, known, number):
            found.setdefault(
                (place.name, told[-150:]), f"{place.name} {place.form}: {told}\n{request}"
            )
    assert not found, f"{doors.asked} requests, FUZZ_SEED={SEED}:\n" + "\n\n".join(found.values())
    assert contents_of_the_database() == before
    assert doors.asked >= 200, f"only {doors.asked} requests: that proves little"


def until(end: float) -> Iterator[tuple[int, Place]]:
    """Every address in turn; again and again if there is time by hand, once otherwise."""
    wanted = [place for place in places() if not ONLY or place.name in ONLY]
    Random(SEED).shuffle(wanted)
    for turn in range(10_000 if MINUTES else 1):
        for place in wanted:
            if time.monotonic() > end:
                return
            yield turn, place


def knock(
    doors: Fuzz, place: Place, known: tuple[object, ...], number: int
) -> list[tuple[str, str]]:
    """Everything that was wrong at one address."""
    first, query, fields = doors.sent_at(place)
    troubles: list[tuple[str, str]] = []
    with doors.after(first) as town:
        right = {seat: pairs(fields(town, seat)) for seat in doors.seats}
        asked = pairs(dict(part.split("=") for part in query(town)[1:].split("&") if part))

        @seed(number)
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def one(data: st.DataObject) -> None:
            seat = data.draw(st.sampled_from(doors.seats))
            request = data.draw(requests(right[seat], asked, place.numbers, known))
            with undone():
                for told in doors.troubles(seat, place, town, request):
                    troubles.append((f"{seat} {told}", short(request)))

        one()
    return troubles


def pairs(fields: dict[str, object]) -> tuple[tuple[str, str], ...]:
    """As a form sends them."""
    return tuple(
        (name, str(each))
        for name, value in fields.items()
        for each in (value if isinstance(value, list) else [value])
    )


def short(request: object) -> str:
    """To be read by somebody."""
    said = repr(request)
    return said if len(said) < 2000 else f"{said[:1500]} ... {said[-500:]}"
