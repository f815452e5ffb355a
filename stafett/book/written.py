"""What Django writes once, with marks in the places of its values, for `questions` to ask again.

A list of keys is one value, however long: Django writes it for one, as `IN (…)`, and it is asked
as `= ANY(…)`.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

Value = UUID | date | datetime | str | Collection[UUID]


@dataclass(frozen=True)
class Written:
    """SQL, and its values: with the places of the marks that stand in one, or as it always is."""

    sql: str
    values: tuple[tuple[tuple[int, ...], Any], ...]

    def filled(self, values: Sequence[Value]) -> tuple[Any, ...]:
        """The values, with those given in the marks' places."""
        return tuple(
            _sent([values[place] for place in of], fixed) if of else fixed
            for of, fixed in self.values
        )


def _sent(values: list[Any], marked: Any) -> Any:
    """As it is; lists as one array without a type of its own, or an empty one would need a plan
    of its own."""
    if is_single(marked) and is_single(values[0]):
        return values[0]
    keys = [each for value in values for each in ([value] if is_single(value) else value)]
    return "{" + ",".join(key.hex for key in keys) + "}"


def is_single(value: Value) -> bool:
    return isinstance(value, UUID | date | str)


def marks(values: Sequence[Value]) -> list[Any]:
    """A mark of each value's kind, that no row holds."""
    return [_mark(value, place) for place, value in enumerate(values)]


def _mark(value: Value, place: int) -> Value:
    if isinstance(value, UUID):
        return UUID(int=place + 1)
    if isinstance(value, datetime):
        return datetime(1, 1, 1, second=place, tzinfo=UTC)
    if isinstance(value, date):
        return date(1, 1, place + 1)
    return f"\x01{place}" if isinstance(value, str) else [UUID(int=place + 1)]


def as_written(sql: str, values: Sequence[Any], marked: Sequence[Any]) -> Written:
    """What Django wrote with marks. Raises ValueError where one of them is not found: the question
    would be asked without it."""
    places = {mark if is_single(mark) else mark[0]: place for place, mark in enumerate(marked)}
    kept = tuple((_places(places, value), value) for value in values)
    if {place for of, _value in kept for place in of} != set(places.values()):
        raise ValueError("A value of this question does not stand in it as it was given.")
    in_list = [
        bool(of) and isinstance(value, UUID) and not is_single(marked[of[0]]) for of, value in kept
    ]
    return Written(_any_length(sql, in_list), kept)


def _places(places: dict[Any, int], value: Any) -> tuple[int, ...]:
    within = value if isinstance(value, list) else [value]
    found = [places.get(each) for each in within if isinstance(each, UUID | date | str)]
    return tuple(place for place in found if place is not None) if None not in found else ()


def _any_length(sql: str, in_list: Sequence[bool]) -> str:
    """With `= ANY(…)` where Django wrote `IN (…)` for a list of one."""
    parts = sql.split("%s")
    for place, after in enumerate(in_list):
        if after and not (parts[place].endswith(" IN (") and parts[place + 1].startswith(")")):
            raise ValueError("A list stands in this question otherwise than after IN.")
        parts[place] = parts[place].removesuffix("IN (") + "= ANY(" if after else parts[place]
    return "%s".join(parts)
