"""The baton cannot fall: any order of offers, absences, leavings and decisions, step by step.

After each step an open log has somebody who has accepted the baton and can act, or a leg that lies
and a leader who has it as a task; and each leader is told exactly what waits. The reference is
written by hand and shares no code with the rooms.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.logs import access, baton, coordinating, leaving, standing_in
from stafett.logs.models import Absence, Handover, Log
from stafett.logs.queries import holders
from stafett.logs.unattended import lying_batons, waiting_batons
from stafett.municipality.models import Position
from tests import world as w
from tests.database import Emptier
from tests.logins import as_worker

EXAMPLES, STEPS = 20, 30
LEADER = {"kari": "bjorg", "sunniva": "bjorg", "ragnhild": "henrik"}  # no leader: administrator
people = st.sampled_from(sorted(LEADER))
holding = "who has the baton"
a_colleague = "somebody else who works here"
actors = st.sampled_from([holding] * 9 + sorted(LEADER))
receivers = st.sampled_from([a_colleague] * 9 + sorted(LEADER))
PATIENCE, AHEAD = 7, 3
DECIDED: dict[str, Any] = {
    "decider": "Kommunedirektøren",
    "decided_on": timezone.localdate() - timedelta(days=1),
    "reason": "Skolen møter barnet hver dag.",
}


@dataclass
class Away:
    """So many days from today, both included."""

    deputy: str
    first: int
    last: int
    answer: str = ""


@dataclass
class Race:
    """What should be: who has the baton, what is offered to whom, who is away, who works here."""

    holder: str = "kari"
    offer: tuple[str, str, int] | None = None  # from, to, days without an answer
    away: dict[str, Away] = field(default_factory=dict)
    works: set[str] = field(default_factory=lambda: set(LEADER))
    wanted: bool = False  # the municipality is asked to decide who coordinates

    def told(self, leader: str) -> set[tuple[str, str]]:
        """What waits for a leader: with whom, and what."""
        if LEADER[self.holder] != leader:
            return set()
        found = set()
        if self.holder not in self.works:
            found.add(("lies", self.holder))
        if self.offer and self.offer[0] == self.holder and self.offer[2] >= PATIENCE:
            found.add(("offer", self.holder))
        if self.wanted:
            found.add(("decision", self.holder))
        away = self.away.get(self.holder)
        if away and away.last >= 0:
            if away.answer == "yes" and away.deputy in self.works:
                found.add(("away", self.holder))
            elif away.first <= AHEAD:
                found.add(("absence", self.holder))
        return found

    def stands_in(self) -> str:
        away = self.away.get(self.holder)
        if away is None or not away.first <= 0 <= away.last or self.holder not in self.works:
            return ""
        return away.deputy if away.answer == "yes" and away.deputy in self.works else "nobody"


class Baton(RuleBasedStateMachine):
    """Three helpers of one child."""

    emptier: ClassVar[Emptier]
    done: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.world = w.make_world()
        self.log = w.open_log(self.world)
        self.race = Race()

    def teardown(self) -> None:
        self.emptier.empty()

    def who(self, by: str) -> str:
        return self.race.holder if by == holding else by

    def one(self, to: str) -> str:
        if to != a_colleague:
            return to
        left = sorted(self.race.works - {self.race.holder}) or [self.race.holder]
        return left[len(self.race.away) % len(left)]

    def key(self, name: str) -> Any:
        return self.world.people[name].pk

    def tries(self, by: str, allowed: bool, act: Any) -> bool:
        """Do it as this person; it is refused exactly where the reference says so."""
        refusal: object = None
        with acting_as(self.key(by)):
            place = access.standing(self.world.people[by], self.log.pk)
            try:
                refusal = "not let in" if place is None else None
                if place is not None:
                    act(place)
            except Refused as error:
                refusal = error
        note(f"{by}: {refusal or 'done'}")
        assert (refusal is None) == allowed, refusal
        Baton.done += refusal is None
        return refusal is None

    @precondition(lambda self: not self.race.offer)
    @rule(by=actors, to=receivers)
    def offers(self, by: str, to: str) -> None:
        by, to, race = self.who(by), self.one(to), self.race
        may = by == race.holder and {by, to} <= race.works and to != by
        if self.tries(by, may, lambda p: baton.offer_baton(p, self.key(to), word="", at=w.now())):
            race.offer = (by, to, 0)

    @precondition(lambda self: self.race.offer)
    @rule(by=st.sampled_from(["the asked"] * 4 + sorted(LEADER)), says=st.booleans())
    def answers(self, by: str, says: bool) -> None:
        assert self.race.offer
        giver, to, _days = self.race.offer
        by = to if by == "the asked" else by
        verb = baton.accept_baton if says else baton.decline_baton
        offer = Handover.objects.using("owner").get(answer=None).pk
        may = by == to and by in self.race.works and giver == self.race.holder
        if self.tries(by, may, lambda p: verb(p, offer, word="", at=w.now())):
            self.race.offer = None
            self.race.holder = to if says else giver

    @precondition(lambda self: self.race.offer)
    @rule(by=actors)
    def takes_back(self, by: str) -> None:
        by, offer = self.who(by), self.race.offer
        may = bool(offer) and by == offer[0] == self.race.holder and by in self.race.works
        row = Handover.objects.using("owner").filter(answer=None).first()
        key = row.pk if row else uuid4()
        if self.tries(by, may, lambda p: baton.take_back_offer(p, key, at=w.now())):
            self.race.offer = None

    @rule(by=actors, to=receivers, first=st.integers(0, 5), days=st.integers(0, 9))
    def is_away(self, by: str, to: str, first: int, days: int) -> None:
        by, to, race = self.who(by), self.one(to), self.race
        today = timezone.localdate()
        known = race.away.get(by)
        busy = known is not None and known.last >= 0 and known.answer != "no"
        may = by == race.holder and {by, to} <= race.works and to != by and not busy
        said = {
            "from_date": today + timedelta(days=first),
            "until": today + timedelta(days=first + days),
            "deputy_id": self.key(to),
        }
        if self.tries(by, may, lambda p: standing_in.tell_absence(p, **said, at=w.now())):
            race.away[by] = Away(to, first, first + days)

    @precondition(lambda self: self.race.away)
    @rule(about=people, by=st.sampled_from(["the asked"] * 4 + sorted(LEADER)), says=st.booleans())
    def answers_to_standing_in(self, about: str, by: str, says: bool) -> None:
        about = about if about in self.race.away else min(self.race.away)
        away = self.race.away[about]
        by = away.deputy if by == "the asked" else by
        verb = standing_in.accept_standing_in if says else standing_in.decline_standing_in
        row = Absence.objects.using("owner").get(holder=self.key(about), ended_at=None)
        may = by == away.deputy and by in self.race.works and not away.answer and away.last >= 0
        if self.tries(by, may, lambda p: verb(p, row.pk, at=w.now())):
            away.answer = "yes" if says else "no"

    @precondition(lambda self: self.race.away)
    @rule(by=actors)
    def comes_back(self, by: str) -> None:
        by, race = self.who(by), self.race
        away = race.away.get(by)
        may = by == race.holder and by in race.works and away is not None and away.last >= 0
        if self.tries(by, may, lambda p: standing_in.come_back(p, at=w.now())):
            del race.away[by]

    @rule(by=actors)
    def asks_for_a_decision(self, by: str) -> None:
        by, race = self.who(by), self.race
        if race.wanted:  # a second question is another refusal
            return
        may = by in race.works
        if self.tries(
            by, may, lambda p: coordinating.ask_for_decision(p, about="Hvem?", at=w.now())
        ):
            race.wanted = True

    @precondition(lambda self: self.race.wanted)
    @rule(by=actors, of=people)
    def writes_the_decision_down(self, by: str, of: str) -> None:
        by, race = self.who(by), self.race
        unit = self.world.positions[of].unit_id
        units = {self.world.positions[each].unit_id for each in race.works}
        may = by == race.holder and by in race.works and unit in units
        said = {"unit_id": unit, **DECIDED}
        if self.tries(by, may, lambda p: coordinating.record_decision(p, **said, at=w.now())):
            race.wanted = False

    @precondition(lambda self: not self.race.offer)
    @rule(by=actors, to=receivers)
    def a_coordinator_is_appointed(self, by: str, to: str) -> None:
        by, to, race = self.who(by), self.one(to), self.race
        may = by == race.holder and {by, to} <= race.works and to != by
        key = self.key(to)
        if self.tries(
            by, may, lambda p: coordinating.appoint_coordinator(p, key, **DECIDED, at=w.now())
        ):
            race.offer = (by, to, 0)

    @precondition(lambda self: len(self.race.works) > 1)
    @rule(who=people, job=st.booleans(), sure=st.integers(0, 2))
    def leaves(self, who: str, job: bool, sure: int) -> None:
        if sure or who not in self.race.works:  # seldom, for nobody comes back
            return
        position = Position.objects.using("owner").filter(pk=self.world.positions[who].pk)
        position.update(until=timezone.localdate(), ended_at=timezone.now())
        self.race.works -= {who}
        if job:
            self.the_job_runs()

    @rule()
    def the_job_runs(self) -> None:
        with as_worker():
            leaving.let_go(timezone.now())
        if self.race.offer and self.race.offer[1] not in self.race.works:
            self.race.offer = None

    @rule(days=st.sampled_from([1, 2, 4, 7]))
    def days_pass(self, days: int) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute(
                "UPDATE logs_handover SET offered_at = offered_at - make_interval(days => %s)"
                " WHERE answer IS NULL",
                [days],
            )
            cursor.execute(
                "UPDATE logs_absence SET from_date = from_date - %s, until = until - %s",
                [days, days],
            )
        if self.race.offer:
            giver, to, waited = self.race.offer
            self.race.offer = (giver, to, waited + days)
        for away in self.race.away.values():
            away.first, away.last = away.first - days, away.last - days

    @invariant()
    def somebody_has_it_or_a_leader_has_the_task(self) -> None:
        assert Log.objects.using("owner").get(pk=self.log.pk).state == "open"
        with acting_as(self.world.marte.pk):
            (runner,) = holders(w.stand(self.world.marte, self.log))
        assert runner.member.person.pk == self.key(self.race.holder)
        assert runner.attended == (self.race.holder in self.race.works)
        away = runner.away
        name = away and (away.deputy or "nobody").split()[0].lower()
        assert (name or "") == self.race.stands_in()

    @invariant()
    def each_leader_is_told_what_waits(self) -> None:
        for leader in ("bjorg", "henrik", "nils"):
            with acting_as(self.key(leader)):
                found = {("lies", each.holder.split()[0].lower()) for each in lying_batons()}
                found |= {(each.kind, each.holder.split()[0].lower()) for each in waiting_batons()}
            assert found == self.race.told(leader), leader


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.requirement("D11", "D12", "D5", "N2", "N4", "A3", "Z13")
def test_the_baton_cannot_fall(django_db_setup: Emptier, db: None) -> None:
    Baton.emptier = django_db_setup
    how = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Baton, settings=how)
    assert Baton.done > 15, "a run in which little is done shows little"
