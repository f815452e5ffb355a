"""Many rows, some at a time: what a job holds in memory does not grow with what there is."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    """The rows in their order, in lists of at most so many."""
    left = iter(rows)
    while some := list(islice(left, size)):
        yield some
