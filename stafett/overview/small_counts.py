"""Numbers shown to somebody who does not follow up each log: no count under five, and none that can
be reckoned out. Pure.

What is too small is counted together with others, so that a total is a sum of what is shown and
there is nothing to subtract. What counts nothing is small too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Together:
    """What is counted together, and how much it is."""

    keys: tuple[str, ...]
    number: int


def told(counts: Mapping[str, int]) -> list[Together]:
    """The counts that may be told, in the order given; the small ones together, last.

    Nothing where all of it is less than five. Who knows this rule learns no small count by it.
    """
    small = {key: number for key, number in counts.items() if number < LEAST}
    large = {key: number for key, number in counts.items() if number >= LEAST}
    if not small:
        return [Together((key,), number) for key, number in large.items()]
    while large and not _hides(small):
        least = min(large.values())  # all that are equal: which of them was taken would tell
        small |= {key: large.pop(key) for key in list(large) if large[key] == least}
    together = Together(tuple(key for key in counts if key in small), sum(small.values()))
    alone = [Together((key,), number) for key, number in large.items()]
    return [*alone, together] if together.number >= LEAST else []


def _hides(numbers: Mapping[str, int]) -> bool:
    """Whether the sum tells none of them: it is large enough to tell, and less than all of them at
    their largest would come to."""
    total = sum(numbers.values())
    most = sum(max(number, LEAST - 1) for number in numbers.values())
    return total >= LEAST and (total < most or max(numbers.values()) >= LEAST)
