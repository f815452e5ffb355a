"""The open pages: whose they are, what they have been told, and when they must end."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

# Of one person: a few windows on a few machines.
MOST_OF_ONE = 12
MOST = 2000


class Full(Exception):
    """This person, or everybody together, has as many pages open as we keep live."""


@dataclass(eq=False)
class Stream:
    """One open page. `told` is the entry it has come to, `number` the newest it may know of."""

    key: str  # the session's, hashed
    log: UUID
    told: int
    who: UUID | None = None
    number: int = 0
    ended: bool = False  # the session or the access
    crowd: int = 1  # so many pages of this log were open when it was told last
    broken: bool = False  # nobody could say whether it still holds: the page asks again
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    def hear(self, who: UUID, number: int | None) -> None:
        """Still let in. `number` is None where only that was asked."""
        self.who = who
        if number is not None and number > self.number:
            self.number = number
            self.moved.set()

    def end(self) -> None:
        """Not let in any more, or not signed in."""
        self.ended = True
        self.moved.set()

    def drop(self) -> None:
        """End it without a word; the page comes back."""
        self.broken = True
        self.moved.set()

    @property
    def open(self) -> bool:
        """Whether there is more to say."""
        return not (self.ended or self.broken)


class Streams:
    """All that are open; few enough that one machine keeps them, and one person not all."""

    def __init__(self) -> None:
        self.all: set[Stream] = set()

    def let_in(self, stream: Stream, answer: asyncio.Future[bool]) -> None:
        """Take in one that was looked at, and say whether it was."""
        of_one = sum(each.who == stream.who for each in self.all)
        if not stream.open:
            answer.set_result(False)
        elif len(self.all) >= MOST or of_one >= MOST_OF_ONE:
            answer.set_exception(Full())
        else:
            self.all.add(stream)
            answer.set_result(True)

    def of(self, logs: set[UUID]) -> list[Stream]:
        """Those of some logs; each learns how many it is among."""
        found = [each for each in self.all if each.log in logs]
        crowds = Counter(each.log for each in found)
        for each in found:
            each.crowd = crowds[each.log]
        return found

    def drop(self) -> None:
        """End all of them; their pages come back."""
        for stream in self.all:
            stream.drop()
