"""The law of meetings: what an invitation begins from, which answers count, when a plan falls."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

NUMBERED = re.compile(r"^\s*\d{1,2}[.)]\s+(.*\S)\s*$")
BULLET = re.compile(r"^\s*[-–•*]\s+(.*\S)\s*$")


@dataclass(frozen=True)
class Beginning:
    """What an invitation begins with: the letter, and the agenda's items."""

    text: str
    items: tuple[str, ...]


def beginning_of(template: str) -> Beginning:
    """An adjustable template taken apart (L7): its numbered lines are the agenda.

    Lines that only ask for something ("When:") go, for the invitation has fields of its own.
    """
    items, kept = [], []
    for line in template.splitlines():
        found = NUMBERED.match(line) or BULLET.match(line)
        if found:
            items.append(found[1])
        elif not line.strip().endswith(":"):
            kept.append(line.rstrip())
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return Beginning(text, tuple(items))


def items_in(text: str) -> list[str]:
    """An agenda as somebody writes it, an item a line, with numbers before or without."""
    found = []
    for line in text.splitlines():
        match = NUMBERED.match(line) or BULLET.match(line)
        words = match[1] if match else line.strip()
        if words:
            found.append(words)
    return found


@dataclass(frozen=True)
class Times:
    """When an invitation was written, and the time it says."""

    written_at: datetime
    starts_at: datetime
    minutes: int


def stands_since(calls: Sequence[Times]) -> datetime:
    """Since when the meeting is at the time it has now. `calls` by number.

    A new place or another leader asks nobody again; another time does.
    """
    newest = calls[-1]
    since = newest.written_at
    for call in reversed(calls):
        if (call.starts_at, call.minutes) != (newest.starts_at, newest.minutes):
            break
        since = call.written_at
    return since


def still_counts(answered_at: datetime, since: datetime) -> bool:
    """Whether an answer was given to the time the meeting has now."""
    return answered_at >= since


def planned(first: datetime, *, weeks: int, times: int) -> list[datetime]:
    """The moments of a meeting plan: the same weekday and clock time, summer time or not (L6).

    `first` is in local time (its `tzinfo` knows summer time). Raises ValueError for no meeting.
    """
    if times < 1 or (times > 1 and weeks < 1):
        raise ValueError("a meeting plan has at least one meeting, and weeks between them")
    return [first + timedelta(weeks=weeks * each) for each in range(times)]


def not_told(guests: Iterable[str], *, helpers: Iterable[str]) -> set[str]:
    """The helpers who are not called in, and so do not see that the meeting is held (H9)."""
    return set(helpers) - set(guests)
