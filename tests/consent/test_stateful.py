"""Any life of a log, step by step, against a reference written by hand from docs/consent.md.

After each step: who may do what and who sees what, by the access rules and by plain SQL; that a
log is open exactly when a consent is active, and has a holder exactly then; that nothing that was
sent or signed has changed; that each change has its entry. At the end every book is whole.

`STAFETT_LONG=600` looks for new lives that many seconds; otherwise the same ones each time.
"""

import os
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from datetime import date, timedelta
from time import monotonic
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stafett.book.errors import Refused
from stafett.book.verify import faults
from tests.database import Emptier
from tests.logins import as_worker

from . import reference as r
from . import reference_days as days
from . import reference_verbs as verbs
from . import watching
from .driving import STAFF, STRANGERS, Driver, NotFound, day

LONG = float(os.environ.get("STAFETT_LONG", "0"))
SHRINK = "STAFETT_SHRINK" in os.environ
EXAMPLES, STEPS = 20, 50

leads = "leads"  # whoever asks in this log now
a_signer = "a signer"
signers = st.sampled_from([a_signer] * 6 + [*r.FAMILY, "kari", "hanne"])
askers = st.sampled_from([leads] * 8 + [*STAFF, "mother", r.OWNER, "hanne"])
staff = st.sampled_from(STAFF)
family = st.sampled_from(r.FAMILY)
an_asked = "one of the asked"
answerers = st.sampled_from([an_asked] * 9 + [*r.FAMILY, "kari", "nils"])
yes = st.sampled_from([True] * 5 + [False])
sees = st.sampled_from(["everything", "plan"])
seldom_so = st.sampled_from([False] * 3 + [True])
about = st.sets(st.sampled_from(sorted(r.ABOUT)), min_size=1, max_size=2)
soon = st.sampled_from([-1, 0, 5, 40, 200, 500])
HOMES = {  # live together, and with whom the child has fixed residence
    "together": (True, {"mother", "father"}),
    "both homes": (False, {"mother", "father"}),
    "with mother": (False, {"mother"}),
    "elsewhere": (False, set()),
}


def mostly(fits: Callable[["Life"], bool]) -> Any:
    """A step that is tried where it fits, and now and then where it does not."""
    return precondition(
        lambda self: (
            bool(self.town.logs)
            and self.log.state != "deleted"
            and (fits(self) or self.turn % 6 == 0)
        )
    )


class Life(RuleBasedStateMachine):
    """One child, its family, and its logs one after the other."""

    emptier: ClassVar[Emptier]
    steps: ClassVar[int] = 0
    done: ClassVar[Counter[str]] = Counter()

    @initialize(
        preset=st.sampled_from(sorted(r.POLICIES)),
        years=st.sampled_from([5, 13, 14, 15, 16, 17]),
        to_birthday=st.sampled_from([1, 6, 50, 300]),
        home=st.sampled_from(sorted(HOMES)),
        alone=seldom_so,
        opened=yes,
    )
    def a_child(
        self, preset: str, years: int, to_birthday: int, home: str, alone: bool, opened: bool
    ) -> None:
        """A child of so many years, whose mother may have the responsibility alone; most often
        with a log that is open already."""
        today = timezone.localdate()
        together, fixed = HOMES[home]
        kinds = {"mother": "parent", "father": "parent", "aunt": "other"}
        has = {"mother"} if alone else {"mother", "father"}
        told = r.Family(
            birth=born(years, to_birthday),
            together=together,
            guardians={
                who: SimpleNamespace(
                    id=who, kind=kind, responsibility=who in has, fixed_residence=who in fixed
                )
                for who, kind in kinds.items()
            },
        )
        policy = SimpleNamespace(**r.POLICIES[preset])
        self.town = r.Town(today, policy, deepcopy(told), checked_on=today)
        self.told = told
        self.driver = Driver(preset, told)
        self.calendar = watching.Calendar(self.emptier.connection)
        self.names = {person.pk: who for who, person in self.driver.people.items()}
        self.turn = 0
        self.was_signed: dict[str, tuple[str, str]] = {}
        self.moved = True
        if opened:
            self.opens_a_log("kari", "sunniva", "tor", "everything")

    def teardown(self) -> None:
        try:
            if hasattr(self, "driver"):
                with as_worker():
                    assert faults() == []
        finally:
            self.emptier.empty()

    # How a step is done.

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

    # The log begins.

    @precondition(lambda self: self.town.log is None or self.calendar.days % 5 == 4)
    @rule(by=st.sampled_from(["kari", "kari", "tor"]), planned=st.sampled_from(["kari", "sunniva"]))
    def starts_a_draft(self, by: str, planned: str) -> None:
        should = verbs.start(self.town, by, planned)
        self.same(should, self.driver.start, by, planned)

    has_log = mostly(lambda self: self.log.state == "open")
    open_log = precondition(lambda self: self.town.log is not None and self.log.state == "open")
    alive = precondition(lambda self: self.town.log is not None or self.asks_again())
    written = precondition(
        lambda self: bool(self.town.logs) and self.log.last("prepared") is not None
    )
    sent = precondition(
        lambda self: (
            bool(self.town.logs)
            and self.log.state != "deleted"
            and self.version() > 0
            and (self.log.last("asked") is not None or self.turn % 6 == 0)
        )
    )
    offered = mostly(lambda self: self.log.offer is not None)
    silent = mostly(lambda self: not self.log.spoken)
    unwritten = mostly(lambda self: self.log.in_the_making is None)
    closed = mostly(lambda self: self.log.state == "closed")
    # What moves far in time, or only sets the scene, comes more seldom.
    seldom = precondition(lambda self: self.turn % 4 == 0)

    @alive
    @unwritten
    @rule(by=askers, scopes=about)
    def prepares_a_question(self, by: str, scopes: set[str]) -> None:
        by = self.who(by)
        if self.log.state != "open":
            scopes = {"open"} if self.log.state == "draft" else {"reopen"}
        should = verbs.prepare(self.town, self.log, by, scopes)
        self.same(should, self.driver.prepare, by, scopes)

    @written
    @rule(by=askers, who=staff, sees=sees, in_days=soon, health=seldom_so)
    def names_somebody(self, by: str, who: str, sees: str, in_days: int, health: bool) -> None:
        by, number, until = self.who(by), self.version(), day(in_days)
        should = verbs.name(self.town, self.log, by, who, sees, until, health)
        self.same(should, self.driver.name, by, number, who, sees, until, health)

    @written
    @rule(by=askers, who=staff)
    def takes_somebody_off_the_list(self, by: str, who: str) -> None:
        by, number = self.who(by), self.version()
        should = verbs.unname(self.town, self.log, by, who)
        self.same(should, self.driver.unname, by, number, who)

    @written
    @rule(by=askers, who=staff)
    def keeps_somebody_out(self, by: str, who: str) -> None:
        by, number = self.who(by), self.version()
        should = verbs.keep_out(self.town, self.log, by, who)
        self.same(should, self.driver.keep_out, by, number, who)

    @written
    @rule(by=askers, scopes=about)
    def chooses_what_it_is_about(self, by: str, scopes: set[str]) -> None:
        by, number = self.who(by), self.version()
        should = verbs.choose(self.town, self.log, by, scopes)
        self.same(should, self.driver.choose, by, number, scopes)

    @written
    @open_log
    @rule(by=askers, to=staff, in_days=soon)
    def plans_a_transition(self, by: str, to: str, in_days: int) -> None:
        by, number, last = self.who(by), self.version(), day(in_days)
        if by in STAFF:
            should = verbs.move(self.town, self.log, by, to, last)
            self.same(should, self.driver.move, by, number, to, last)

    @alive
    @silent
    @rule(by=askers)
    def notes_a_spoken_yes(self, by: str) -> None:
        by = self.who(by)
        self.same(verbs.note_oral(self.town, self.log, by), self.driver.note_oral, by)

    @precondition(lambda self: self.town.log is None or self.log.state == "draft")
    @rule(
        by=st.sampled_from(["kari", "tor"]),
        planned=st.sampled_from(["kari", "sunniva"]),
        who=staff,
        sees=sees,
    )
    def opens_a_log(self, by: str, planned: str, who: str, sees: str) -> None:
        """From nothing, or from a draft, to an open log, where the family lets it be opened."""
        if self.town.log is None:
            self.starts_a_draft(by, planned)
        if self.log.state == "draft":
            self.asks_as_one_should(who, sees, {"open"}, 900, False)
            self.everybody_says_yes("mother")

    @closed
    @rule(who=staff)
    def an_administrator_names_who_may_ask(self, who: str) -> None:
        should = verbs.let_ask(self.town, self.log, who)
        self.same(should, self.driver.let_ask, who)

    @closed
    @rule(who=staff, sees=sees, asks=staff)
    def opens_the_log_again(self, who: str, sees: str, asks: str) -> None:
        """All the way, where the family lets it be opened again."""
        if self.log.state == "closed":
            self.an_administrator_names_who_may_ask(asks)
            if self.log.reopening:
                self.asks_as_one_should(who, sees, {"reopen"}, 900, False)
                self.everybody_says_yes("mother")

    # Asking, answering.

    @written
    @rule(by=askers)
    def asks(self, by: str) -> None:
        by, number = self.who(by), self.version()
        self.same(verbs.ask(self.town, self.log, by), self.driver.ask, by, number)

    @alive
    @rule(
        who=staff,
        sees=sees,
        scopes=about,
        in_days=st.sampled_from([300, 900, 900]),
        health=seldom_so,
        kept=st.sampled_from([*STAFF] + [""] * 6),
    )
    def asks_as_one_should(
        self, who: str, sees: str, scopes: set[str], in_days: int, health: bool, kept: str = ""
    ) -> None:
        """The whole way to a sent question; with one more on the list."""
        if self.log.last("prepared") is None:
            self.prepares_a_question(leads, scopes)
        if (question := self.log.last("prepared")) is None:
            return
        batons = {question.next_holder, *verbs.batons_of(self.log, self.who(leads))}
        for each in sorted({*batons, who} - {None} - set(question.named)):
            self.names_somebody(leads, each, sees if each == who else "everything", in_days, health)
        if kept:
            self.takes_somebody_off_the_list(leads, kept)
            self.keeps_somebody_out(leads, kept)
        if not self.log.spoken:
            self.notes_a_spoken_yes(leads)
        self.asks(leads)

    @sent
    @rule(by=answerers, says=yes, back=st.sampled_from([0] * 6 + [1]))
    def answers(self, by: str, says: bool, back: int) -> None:
        number = max(1, self.version() - back)
        question = self.log.versions[number - 1]
        by = self.one_asked(by, question)
        opened = self.log.state
        should = verbs.answer(self.town, self.log, by, question, says)
        self.same(should, self.driver.answer, by, number, says)
        if (opened, self.log.state) == ("draft", "open"):
            self.driver.write_a_goal()

    @sent
    @rule(first=family)
    def everybody_says_yes(self, first: str) -> None:
        for who in sorted(r.FAMILY, key=lambda who: who != first):
            question = self.log.versions[-1]
            if question.state == "asked" and who in r.people_in(question.enough):
                self.answers(who, True, 0)

    @sent
    @rule(by=askers, who=answerers, says=yes, ago=st.sampled_from([0, 0, 1, -1]))
    def records_an_answer(self, by: str, who: str, says: bool, ago: int) -> None:
        by, number, on = self.who(by), self.version(), day(-ago)
        who = self.one_asked(who, self.log.versions[-1])
        opened = self.log.state
        should = verbs.record(self.town, self.log, by, self.log.versions[-1], who, says, on)
        self.same(should, self.driver.record, by, number, who, says, on)
        if (opened, self.log.state) == ("draft", "open"):
            self.driver.write_a_goal()

    @sent
    @rule(by=askers)
    def takes_the_question_back(self, by: str) -> None:
        by, number = self.who(by), self.version()
        should = verbs.take_back(self.town, self.log, by, self.log.versions[-1])
        self.same(should, self.driver.take_back, by, number)

    # Taking back, and ending.

    @has_log
    @seldom
    @rule(by=signers)
    def withdraws(self, by: str) -> None:
        by = self.signer(by)
        self.same(verbs.withdraw(self.town, self.log, by), self.driver.withdraw, by)

    @has_log
    @seldom
    @rule(by=st.sampled_from([*STAFF, "father"]), who=signers)
    def writes_down_a_withdrawal(self, by: str, who: str) -> None:
        who = self.signer(who)
        should = verbs.record_withdrawal(self.town, self.log, by, who)
        self.same(should, self.driver.record_withdrawal, by, who)

    @has_log
    @rule(by=signers, who=staff)
    def withdraws_for_one(self, by: str, who: str) -> None:
        by = self.signer(by)
        should = verbs.withdraw_for(self.town, self.log, by, who)
        self.same(should, self.driver.withdraw_for, by, who)

    @has_log
    @seldom
    @rule(by=st.sampled_from([leads, *STAFF, "mother"]))
    def closes(self, by: str) -> None:
        by = self.who(by)
        self.same(verbs.close(self.town, self.log, by), self.driver.close, by)

    @has_log
    @seldom
    @rule(by=signers)
    def the_family_closes(self, by: str) -> None:
        by = self.signer(by)
        should = verbs.close_by_family(self.town, self.log, by)
        self.same(should, self.driver.close_by_family, by)

    @has_log
    @rule(
        by=st.sampled_from([r.OWNER, r.OWNER, leads, "mother"]),
        guardian=st.sampled_from(["mother", "father", "aunt"]),
        keeps=st.booleans(),
    )
    def reviews_a_guardians_access(self, by: str, guardian: str, keeps: bool) -> None:
        by = self.who(by)
        should = verbs.review(self.town, self.log, by, guardian, keeps)
        self.same(should, self.driver.review, by, guardian, keeps)

    # The baton.

    @open_log
    @rule(by=askers, to=st.sampled_from([*STAFF, "kept out", "kept out"]))
    def offers_the_baton(self, by: str, to: str) -> None:
        by = self.who(by)
        if to == "kept out":
            asked = self.log.last("asked")
            to = min(asked.kept_out, default="tor") if asked else "tor"
        self.same(verbs.offer(self.town, self.log, by, to), self.driver.offer, by, to)

    @offered
    @rule(by=st.one_of(st.just("receiver"), staff), accepts=yes)
    def answers_the_offer(self, by: str, accepts: bool) -> None:
        if by == "receiver":
            by = self.log.offer[1] if self.log.offer else "tor"
        should = verbs.reply(self.town, self.log, by, accepts)
        self.same(should, self.driver.reply, by, accepts)

    # Time, and the register.

    @seldom
    @rule(number=st.sampled_from([1, 3, 8, 30, 61, 200]), job=st.booleans())
    def days_pass(self, number: int, job: bool) -> None:
        self.let_pass(number)
        if job:
            self.daily_job()

    @seldom
    @rule(before=st.sampled_from([0, 0, 1]), job=st.booleans())
    def the_next_birthday_comes(self, before: int, job: bool) -> None:
        birth, years = self.town.family.birth, self.town.years()
        nights = next(number for number in range(400) if r.oracle.age(birth, day(number)) > years)
        self.let_pass(nights - before)
        if job:
            self.daily_job()

    @open_log
    @seldom
    @rule(before=st.sampled_from([0, 0, 1]), job=st.booleans())
    def the_consents_last_day_comes(self, before: int, job: bool) -> None:
        active = self.log.last("active")
        if active and active.lapses_on:
            self.let_pass((active.lapses_on - self.town.today).days - before)
        if job:
            self.daily_job()

    @seldom
    @rule()
    def the_daily_job_runs(self) -> None:
        self.daily_job()

    @seldom
    @rule(who=st.sampled_from(["mother", "father", "aunt"]), has=st.booleans())
    def the_register_gives_or_takes_responsibility(self, who: str, has: bool) -> None:
        self.told.guardians[who].responsibility = has

    @seldom
    @rule(home=st.sampled_from(sorted(HOMES)))
    def the_child_moves(self, home: str) -> None:
        self.told.together, fixed = HOMES[home]
        for who in ("mother", "father"):
            self.told.guardians[who].fixed_residence = who in fixed

    @seldom
    @rule()
    def the_worker_asks_the_register(self) -> None:
        self.moved = True
        logs = days.due(self.town)
        note(f"the register is asked about {len(logs)} logs")
        if logs:
            days.renew(self.town, self.told, logs)
        self.driver.renew_families()

    @alive
    @seldom
    @rule(by=askers)
    def the_asker_asks_the_register(self, by: str) -> None:
        by = self.who(by)
        self.moved = True
        should = self.town.leads(self.log, by)
        note(f"{by} asks the register: {should}")
        if should:
            days.renew(self.town, self.told, [self.log])
            self.driver.renew(by)

    # What holds after every step.

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


def born(years: int, to_birthday: int) -> date:
    """Somebody who fills the next year in so many days."""
    on = timezone.localdate() + timedelta(days=to_birthday)
    if (on.month, on.day) == (2, 29):
        on += timedelta(days=1)
    return on.replace(year=on.year - years - 1)


@pytest.mark.slow
@pytest.mark.timeout(max(400, 2 * LONG))
@pytest.mark.requirement("G1", "G2", "G6", "G7", "G8", "G18", "G19", "P3", "H1")
def test_any_life_of_a_log_goes_as_the_consent_rules_say(
    django_db_setup: Emptier, db: None, settings: Any
) -> None:
    settings.STAFETT_REGISTER = "tests.consent.driving.asked_register"
    Life.emptier, end = django_db_setup, monotonic() + LONG
    run_state_machine_as_test(Life, settings=how_long())
    while monotonic() < end:
        run_state_machine_as_test(Life, settings=how_long())
    told = ", ".join(f"{verb} {times}" for verb, times in sorted(Life.done.items()))
    print(f"{Life.steps} steps. Done: {told}")  # noqa: T201
    assert sum(Life.done.values()) > 200, "a run in which little is done shows little"


def how_long() -> settings:
    return settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=not LONG,
        database=None,
        deadline=None,
        print_blob=False,
        # Shrinking repeats a slow life for minutes: asked for when there is something to shrink.
        phases=[Phase.generate, *([Phase.shrink] if SHRINK else [])],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
