"""Numbers as pictures: bars and a line, with places in the picture counted here (screen 12).

A picture never stands alone: its heading is its conclusion, and the same numbers stand in a table.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

WIDEST = 86  # of a hundred: the number stands behind the bar
BAR_HEIGHT = 58
LEFT, RIGHT = 19, 93  # where a line's first and last point stand
TOP, FLOOR = 20, 150  # a hundred per cent, and none


@dataclass(frozen=True)
class Bar:
    """One number. `tone`: "", "-2" or "-warn"."""

    words: str
    number: int
    tone: str = ""
    width: str = ""  # per cent, written so in every language
    beside: str = ""
    top: int = 0

    @property
    def text_at(self) -> int:
        """Where the words stand."""
        return self.top + 14

    @property
    def bar_at(self) -> int:
        """Where the bar begins."""
        return self.top + 23

    @property
    def number_at(self) -> int:
        """Where the number stands."""
        return self.top + 38


@dataclass(frozen=True)
class Bars:
    """Some numbers beside each other. `heading` says what they show, `about` what is counted."""

    key: str
    heading: str
    about: str
    bars: tuple[Bar, ...]
    template: str = "overview/figures/bars.html"

    @property
    def height(self) -> int:
        """Of the picture."""
        return BAR_HEIGHT * len(self.bars)

    @property
    def said(self) -> str:
        """The picture in words, for who does not see it."""
        return ". ".join(f"{bar.words}: {bar.number}" for bar in self.bars)


def bars(key: str, heading: str, about: str, numbers: Iterable[tuple[str, int, str]]) -> Bars:
    """A picture of these words with their numbers and tones."""
    found = list(numbers)
    most = max((number for _words, number, _tone in found), default=0) or 1
    drawn = []
    for place, (words, number, tone) in enumerate(found):
        wide = WIDEST * number / most
        top = BAR_HEIGHT * place
        drawn.append(Bar(words, number, tone, f"{wide:.1f}", f"{wide + 1.5:.1f}", top=top))
    return Bars(key, heading, about, tuple(drawn))


@dataclass(frozen=True)
class Month:
    """How many were done in a month, and how many of them in time."""

    day: date  # its first
    done: int
    in_time: int

    @property
    def share(self) -> int:
        """Per cent."""
        return round(100 * self.in_time / self.done)


@dataclass(frozen=True)
class Point:
    """One month in the picture; none where nothing was done."""

    month: Month
    x: str
    y: str
    above: str
    shown: bool  # the first and the last say their number


@dataclass(frozen=True)
class Line:
    """What became of a share, month by month."""

    key: str
    heading: str
    about: str
    months: tuple[Month, ...]
    points: tuple[Point, ...]
    template: str = "overview/figures/line.html"

    @property
    def parts(self) -> list[tuple[Point, Point]]:
        """From point to point."""
        return list(zip(self.points, self.points[1:], strict=False))

    @property
    def said(self) -> str:
        """The picture in words."""
        return self.heading


def in_time(months: Sequence[Month]) -> Line | None:
    """Measures that were ended by their deadline, month by month; None where none was ended."""
    done = sum(month.done for month in months)
    if not done:
        return None
    kept = sum(month.in_time for month in months)
    heading = _("%(n)s of %(all)s measures were done in time") % {"n": kept, "all": done}
    about = _("Share done by the deadline, by month")
    points = [_point(months, place) for place, month in enumerate(months) if month.done]
    return Line("i-tide", heading, about, tuple(months), tuple(points))


def _point(months: Sequence[Month], place: int) -> Point:
    month = months[place]
    x = LEFT + (RIGHT - LEFT) * place / max(len(months) - 1, 1)
    y = FLOOR - (FLOOR - TOP) * month.share / 100
    with_something = [each for each in months if each.done]
    ends = month in (with_something[0], with_something[-1])
    return Point(month, f"{x:.1f}", f"{y:.1f}", f"{max(y - 13, 12):.1f}", ends)
