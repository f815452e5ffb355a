"""One child, its family and its logs; how a step is done, and what holds after each."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any, ClassVar

from hypothesis import note
from hypothesis.stateful import RuleBasedStateMachine, invariant

from stafett.book.errors import Refused
from stafett.book.verify import faults
from tests.database import Emptier
from tests.logins import as_worker

from . import reference as r
from . import reference_days as days
from . import watching
from .cast import a_signer, an_asked, leads
from .driving import Driver, NotFound
from .people import STRANGERS


class Core(RuleBasedStateMachine):
    """What every step leans on."""

    emptier: ClassVar[Emptier]
    steps: ClassVar[int] = 0
    done: ClassVar[Counter[str]] = Counter()
    town: r.Town
    told: r.Family  # by the register
    driver: Driver

    def begin(self, preset: str, town: r.Town, told: r.Family) -> None:
        """Make the real world that the reference's is."""
        self.town, self.told, self.driver = town, told, Driver(preset, told)
        self.calendar = watching.Calendar(self.emptier.connection)
        self.names = {person.pk: who for who, person in self.driver.people.items()}
        self.was_signed: dict[str, tuple[str, str]] = {}
        self.turn, self.moved = 0, True

    def teardown(self) -> None:
        try:
            if hasattr(self, "driver"):
                with as_worker():
                    assert faults() == []
        finally:
            self.emptier.empty()

    @property
    def log(self) -> r.Log:
        """The log that the steps are about: the last one, alive or not."""
        return self.town.logs[-1]

    def who(self, by: str) -> str:
        if by != leads:
            return by
        if self.log.state == "closed":
            return self.log.reopening[0] if self.log.reopening else self.log.starter
        return self.log.holder or self.log.starter

    def asks_again(self) -> bool:
        """Whether somebody may ask for a closed log to be opened again."""
        return bool(self.town.logs) and self.log.reopening is not None

    def one_asked(self, by: str, question: r.Question) -> str:
        """Somebody who has not answered yet, where that is meant."""
        left = sorted(r.people_in(question.enough) - set(question.answers)) or [r.OWNER]
        return left[self.turn % len(left)] if by == an_asked else by

    def signer(self, by: str) -> str:
        """Somebody whose yes is in force, where that is meant."""
        active = self.log.last("active")
        return min(active.answers) if by == a_signer and active else by.replace(a_signer, "mother")

    def version(self) -> int:
        return len(self.log.versions)

    def same(self, should: r.Entries, do: Callable[..., None], *args: Any) -> None:
        """The real verb is refused exactly where the reference refuses it, and is written down."""
        earlier = self.driver.logs[-1] if self.driver.logs else None
        before = len(watching.verbs(earlier, 0)) if earlier else 0
        refusal: Exception | None = None
        try:
            do(*args)
        except (Refused, NotFound) as error:
            refusal = error
        told = f"{do.__name__}{args}"
        note(f"{told}: {should if refusal is None else repr(refusal)}")
        assert (refusal is not None) == (should is None), f"{told}, by the reference: {should}"
        self.done[do.__name__] += refusal is None
        self.moved |= refusal is None
        if not self.driver.logs:
            return
        latest = self.driver.logs[-1]
        written = watching.verbs(latest, before if latest == earlier else 0)
        assert bool(written) == bool(should), written
        assert set(should or []) <= set(written)

    def daily_job(self) -> None:
        self.moved = True
        note(f"daily job, {self.calendar.days} days on")
        days.daily(self.town)
        self.driver.daily()

    def let_pass(self, number: int) -> None:
        self.moved = True
        if number > 0 and self.calendar.days + number < 1900:
            note(f"{number} days pass")
            days.pass_days(self.town, number)
            self.told.birth -= timedelta(days=number)
            self.calendar.pass_days(number)

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "town"):
            type(self).steps += 1
            self.turn += 1
            self.it_stands_as_the_reference_says()
            if self.moved:  # what was refused is looked at by the others
                self.each_sees_what_the_consent_gives()
            self.moved = False
            self.nothing_signed_has_changed()

    def it_stands_as_the_reference_says(self) -> None:
        for log, key in zip(self.town.logs, self.driver.logs, strict=True):
            holders = {log.holder} if log.holder else set()
            versions = [
                (
                    each.state,
                    each.end,
                    r.people_in(each.enough),
                    set(each.named),
                    each.answers,
                )
                for each in log.versions
            ]
            state, found, real = watching.stands(key, self.names)
            if log.state == "deleted":
                assert state == "deleted"
                continue
            assert (state, found) == (log.state, holders)
            assert real == versions
            # A log is open exactly when a consent is active, and has a holder exactly then.
            active = [each for each in real if each[0] == "active"]
            assert len(active) == len(found) == (1 if state == "open" else 0)

    def each_sees_what_the_consent_gives(self) -> None:
        logs = list(zip(self.town.logs, self.driver.logs, strict=True))
        for who, person in self.driver.people.items():
            if who in STRANGERS and self.turn % 4:
                continue
            rights, seen, knows = watching.eyes(
                person, [key for _log, key in logs], self.driver.owner.pk
            )
            for log, key in logs:
                gone = log.state == "deleted"
                may = set() if gone else self.town.rights(log, who)
                sees = set() if gone else self.town.sight(log, who)
                if not log.oral:
                    sees -= {"answers"}
                assert rights[key] == may, who
                assert seen[key] == sees, who
            assert knows == (who == r.OWNER or any(rights.values())), who

    def nothing_signed_has_changed(self) -> None:
        now = self.calendar.signed()
        kept = {
            str(key)
            for log, key in zip(self.town.logs, self.driver.logs, strict=True)
            if log.state != "deleted"
        }
        for key, (log_id, told) in self.was_signed.items():
            assert log_id not in kept or now.get(key) == (log_id, told), key
        self.was_signed = now
