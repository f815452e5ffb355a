"""No count under five is told or can be reckoned out, also by one who knows how they are hidden."""

from collections import defaultdict
from itertools import product
from string import ascii_lowercase

import pytest

from stafett.overview.small_counts import LEAST, told

pytestmark = pytest.mark.requirement("C9", "H1")


def named(counts: tuple[int, ...]) -> dict[str, int]:
    return dict(zip(ascii_lowercase, counts, strict=False))


@pytest.mark.parametrize(("cells", "most"), [(2, 30), (3, 16), (4, 10)])
def test_whoever_knows_the_rule_reckons_out_no_small_count(cells: int, most: int) -> None:
    """Every municipality that would be shown the same is one that it might be."""
    worlds = defaultdict(list)
    for counts in product(range(most + 1), repeat=cells):
        worlds[tuple(told(named(counts)))].append(counts)
    for shown, might_be in worlds.items():
        for counts in might_be:
            if sum(counts) > most:
                continue  # others that might be are larger than those tried here
            for cell, number in enumerate(counts):
                others = {each[cell] for each in might_be}
                assert number >= LEAST or len(others) > 1, (shown, counts)


def test_all_are_counted_once_and_none_is_small() -> None:
    for counts in product(range(8), repeat=4):
        found = told(named(counts))
        if not found:
            assert sum(counts) < LEAST
            continue
        assert sum(each.number for each in found) == sum(counts)
        assert sorted(key for each in found for key in each.keys) == ["a", "b", "c", "d"]
        assert all(each.number >= LEAST for each in found)
