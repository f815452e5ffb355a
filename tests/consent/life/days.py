"""Steps by which days pass, and the register says something new."""

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import rule

from . import reference as r
from . import reference_days
from .cast import HOMES, alive, askers, open_log, seldom
from .core import Core
from .driving import day


class Days(Core):
    """What nobody in the log does."""

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
        logs = reference_days.due(self.town)
        note(f"the register is asked about {len(logs)} logs")
        if logs:
            reference_days.renew(self.town, self.told, logs)
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
            reference_days.renew(self.town, self.told, [self.log])
            self.driver.renew(by)
