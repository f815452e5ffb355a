"""Steps by which a question is answered, and a log opened, for the first time or again."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from . import reference as r
from . import reference_answers as verbs
from . import reference_asking
from .cast import answerers, askers, closed, family, sees, sent, staff, yes
from .driving import day
from .writing import Writing


class Answering(Writing):
    """Yes and no, said or recorded, and what they open."""

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
        should = reference_asking.let_ask(self.town, self.log, who)
        self.same(should, self.driver.let_ask, who)

    @closed
    @rule()
    def the_administrator_takes_it_back(self) -> None:
        should = reference_asking.stop_asking(self.town, self.log)
        self.same(should, self.driver.stop_asking)

    @closed
    @rule(who=staff, sees=sees, asks=staff)
    def opens_the_log_again(self, who: str, sees: str, asks: str) -> None:
        """All the way, where the family lets it be opened again."""
        if self.log.state == "closed":
            self.an_administrator_names_who_may_ask(asks)
            if self.log.reopening:
                self.asks_as_one_should(who, sees, {"reopen"}, 900, False)
                self.everybody_says_yes("mother")
