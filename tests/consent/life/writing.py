"""Steps by which a log begins and a question is written and sent."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from . import reference_asking as verbs
from .cast import (
    about,
    alive,
    askers,
    leads,
    open_log,
    sees,
    seldom_so,
    silent,
    soon,
    staff,
    unwritten,
    written,
)
from .core import Core
from .driving import day
from .people import STAFF


class Writing(Core):
    """From a draft to a sent question."""

    @precondition(lambda self: self.town.log is None or self.calendar.days % 5 == 4)
    @rule(by=st.sampled_from(["kari", "kari", "tor"]), planned=st.sampled_from(["kari", "sunniva"]))
    def starts_a_draft(self, by: str, planned: str) -> None:
        should = verbs.start(self.town, by, planned)
        self.same(should, self.driver.start, by, planned)

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
