"""Steps by which a yes is taken back, a log ends, and the baton goes on."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from . import reference as r
from . import reference_ends as verbs
from .cast import askers, has_log, leads, offered, open_log, seldom, signers, staff, yes
from .core import Core
from .people import STAFF


class Ending(Core):
    """What the family and the holder do in an open log."""

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
