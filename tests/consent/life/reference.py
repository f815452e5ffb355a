"""A log's consent once more: small, by hand from docs/consent.md, for `test_stateful`.

It shares no code with the rules: it asks `oracle` whether signers are enough, and knows people by
what they are to the child. A verb gives the entries that the book gets, None where it is refused;
`days` has what time and the register do. All dates are seen from today: when days pass, they move.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from types import SimpleNamespace

from tests.consent import oracle

OWNER = "owner"
FAMILY = (OWNER, "mother", "father", "aunt")
SERVICE = {"kari": "school", "sunniva": "school", "ragnhild": "kindergarten", "tor": "ppt"}
ABOUT = {"participants", "transition", "ordinary_care", "education", "transfer"}
Sets = frozenset[frozenset[str]]
Entries = list[str] | None


def people_in(sets: Sets) -> set[str]:
    return {who for each in sets for who in each}


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    while True:
        try:
            return date(year, month + 1, day.day)
        except ValueError:
            day -= timedelta(days=1)


@dataclass
class Family:
    """The child and its guardians, as the register has said."""

    birth: date
    together: bool
    guardians: dict[str, SimpleNamespace]  # id, kind, responsibility, fixed_residence

    def decides(self, who: str) -> bool:
        return who == OWNER or self.guardians[who].responsibility

    def enough(self, policy: SimpleNamespace, on: date, scopes: set[str]) -> Sets:
        """The smallest sets of people whose yes is enough; none where no answer can be given.

        Whatever else it is about, it is by this version that the log is kept open.
        """
        found: list[frozenset[str]] = []
        ties = list(self.guardians.values())
        for size in range(1, len(FAMILY) + 1):
            for chosen in map(frozenset, combinations(FAMILY, size)):
                if not scopes or any(smaller <= chosen for smaller in found):
                    continue
                if oracle.enough(
                    chosen, policy, self.birth, on, ties, sorted(scopes | {"open"}), self.together
                ):
                    found.append(chosen)
        return frozenset(found)

    def last_day_as_child(self) -> date:
        try:
            return self.birth.replace(year=self.birth.year + 18) - timedelta(days=1)
        except ValueError:
            return date(self.birth.year + 18, 2, 28)


@dataclass
class Question:
    """One version of the consent."""

    scopes: set[str]
    named: dict[str, tuple[str, date]] = field(default_factory=dict)  # sees, until
    health: set[str] = field(default_factory=set)  # those of them who see what is about health
    kept_out: set[str] = field(default_factory=set)
    next_holder: str | None = None
    leaving: tuple[str, date] | None = None  # service, last day
    asked_on: date | None = None
    asked_by: str = ""
    enough: Sets = frozenset()
    answers: dict[str, bool] = field(default_factory=dict)
    refused_on: date | None = None  # the first no
    counts: bool = False
    lapses_on: date | None = None
    taken_out: set[str] = field(default_factory=set)
    end: str = ""

    @property
    def state(self) -> str:
        if self.end:
            return "ended"
        return "active" if self.counts else "prepared" if self.asked_on is None else "asked"


@dataclass
class Log:
    """One log of the child, and who is let in to it."""

    starter: str
    planned: str
    started_on: date
    state: str = "draft"  # open, closed, deleted
    oral: set[str] = field(default_factory=set)  # who has noted a spoken yes
    spoken: bool = False  # there is one that counts for the first question, or for a reopening
    reopening: tuple[str, date] | None = None  # who may ask to open it again, until when
    versions: list[Question] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # let in to answer
    guardians: dict[str, date] = field(default_factory=dict)  # let in, until
    helpers: dict[str, tuple[str, date]] = field(default_factory=dict)  # let in: sees, until
    ended_by_owner: set[str] = field(default_factory=set)
    holder: str | None = None
    offer: tuple[str, str] | None = None
    birthdays: set[int] = field(default_factory=set)  # that have come

    def last(self, state: str) -> Question | None:
        return next((each for each in self.versions if each.state == state), None)

    @property
    def in_the_making(self) -> Question | None:
        return self.last("prepared") or self.last("asked")


@dataclass
class Town:
    """One municipality, one child, its logs; the last can be alive."""

    today: date
    policy: SimpleNamespace
    family: Family
    checked_on: date
    logs: list[Log] = field(default_factory=list)

    @property
    def log(self) -> Log | None:
        alive = [log for log in self.logs if log.state in ("draft", "open")]
        return alive[-1] if alive else None

    def enough(self, scopes: set[str], on: date | None = None) -> Sets:
        return self.family.enough(self.policy, on or self.today, scopes)

    def years(self) -> int:
        return oracle.age(self.family.birth, self.today)

    # Who sees what.

    def roles(self, log: Log, who: str) -> set[str]:
        """As what somebody is let in now."""
        found = set()
        if log.state == "draft" and who == log.starter:
            found.add("starter")
        if log.reopening and log.reopening[0] == who and log.reopening[1] >= self.today:
            found.add("starter")
        if who in log.asked and self.family.decides(who):
            found.add("asked")
        if who == OWNER and log.state in ("open", "closed"):
            found.add("owner")
        if log.guardians.get(who, date.min) >= self.today and self.family.decides(who):
            found.add("guardian")
        if who in log.helpers and log.helpers[who][1] >= self.today:
            found.add("helper")
        return found

    def rights(self, log: Log, who: str) -> set[str]:
        roles = self.roles(log, who)
        if not roles:
            return set()
        if log.state == "draft" or not roles & {"owner", "guardian", "helper"}:
            return {"see", "prepare"} if "starter" in roles else {"see"}
        may = {"see", "read"}
        if log.state == "open":
            if roles & {"owner", "helper"} or self.policy.guardians_write:
                may.add("write")
            if log.holder == who:
                may.add("coordinate")
        return may

    def sight(self, log: Log, who: str) -> set[str]:
        """What the database shows: the log, what is written in it, the questions and answers."""
        roles = self.roles(log, who)
        seen = {"log"} if roles else set()
        if roles & {"owner", "guardian", "helper"}:
            seen.add("plan")
        everything = who in log.helpers and log.helpers[who][0] == "everything"
        if roles - {"helper"} or (roles and (everything or log.holder == who)):
            seen.add("answers")
        # Of a closed log's past, who asks or is asked sees what they said themselves.
        past = log.state == "closed" and not roles & {"owner", "guardian"}
        return seen - {"answers"} if past and who not in log.oral else seen

    def leads(self, log: Log, who: str) -> bool:
        """Whether this is the one who asks: an open log's holder, else the starter."""
        return ("coordinate" if log.state == "open" else "prepare") in self.rights(log, who)
