"""The picture of who is let in from when to when: a line of time, in per cent of its width. Pure.

Per cents are text with a point, as SVG wants them in every language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

# What a word takes up of the line on a telephone, in per cent.
LABEL, TODAY = 13.0, 15.0
YEARS_FROM_MONTHS = 25


@dataclass(frozen=True)
class Mark:
    """A word under the line: `day` is a month's first day."""

    x: str
    anchor: str  # SVG's text-anchor
    day: date


@dataclass(frozen=True)
class Bar:
    """One person's time on the line."""

    x: str
    width: str


@dataclass(frozen=True)
class Line:
    """Whole months from `first` to the day before `end`, with `today` somewhere on it."""

    first: date
    end: date
    today: date

    @classmethod
    def over(cls, days: Iterable[date], today: date) -> Line:
        """The shortest line of whole months that holds all the days and today."""
        held = [*days, today]
        return cls(_month(min(held)), _month(max(held), 1), today)

    def bar(self, since: date, until: date) -> Bar:
        """A bar over these days, both included."""
        return Bar(_per_cent(self._at(since)), _per_cent(self._at(until) - self._at(since)))

    @property
    def today_x(self) -> str:
        """Where today is."""
        return _per_cent(self._at(self.today))

    @property
    def today_anchor(self) -> str:
        """How the word «today» hangs on its place, so that it stays inside."""
        x = self._at(self.today)
        if x < TODAY / 2:
            return "start"
        return "end" if x > 100 - TODAY / 2 else "middle"

    @property
    def by_years(self) -> bool:
        """Whether the line is so long that its marks are years."""
        return self._months() >= YEARS_FROM_MONTHS

    @property
    def marks(self) -> list[Mark]:
        """Up to four months along the line; none where «today» stands."""
        count = self._months()
        found = []
        wanted = (0, round(count / 3), round(2 * count / 3), count - 1)
        for month in dict.fromkeys(each for each in wanted if each < count):
            x, anchor = self._place(month, count)
            begins, ends = (x - LABEL, x) if anchor == "end" else (x, x + LABEL)
            if ends <= self._today_begins() or begins >= self._today_begins() + TODAY:
                found.append(Mark(_per_cent(x), anchor, _month(self.first, month)))
        return found

    def _place(self, month: int, count: int) -> tuple[float, str]:
        if month and month == count - 1:
            return 100.0, "end"
        return self._at(_month(self.first, month)), "start"

    def _today_begins(self) -> float:
        x = self._at(self.today)
        return {"start": x, "end": x - TODAY}.get(self.today_anchor, x - TODAY / 2)

    def _months(self) -> int:
        return (self.end.year - self.first.year) * 12 + self.end.month - self.first.month

    def _at(self, day: date) -> float:
        share = (day - self.first).days / (self.end - self.first).days
        return min(max(share, 0.0), 1.0) * 100


def _month(day: date, later: int = 0) -> date:
    """The first day of the day's month, or of one so many months later."""
    year, month = divmod(day.month - 1 + later, 12)
    return date(day.year + year, month + 1, 1)


def _per_cent(number: float) -> str:
    return f"{number:.1f}%"
