"""Any life of a log, step by step, against a reference written by hand from docs/consent.md.

After each step: who may do what and who sees what, by the access rules and by plain SQL; that a
log is open exactly when a consent is active, and has a holder exactly then; that nothing that was
sent or signed has changed; that each change has its entry. At the end every book is whole.

`STAFETT_LONG=600` looks for new lives that many seconds; otherwise the same ones each time.
"""

import os
from copy import deepcopy
from datetime import date, timedelta
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, run_state_machine_as_test

from tests.database import Emptier

from .life import reference as r
from .life.answering import Answering
from .life.cast import HOMES, seldom_so, yes
from .life.days import Days
from .life.ending import Ending
from .life.policies import POLICIES

LONG = float(os.environ.get("STAFETT_LONG", "0"))
SHRINK = "STAFETT_SHRINK" in os.environ
EXAMPLES, STEPS = 14, 50


class Life(Answering, Ending, Days):
    """One child, its family, and its logs one after the other."""

    @initialize(
        preset=st.sampled_from(sorted(POLICIES)),
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
        policy = SimpleNamespace(**POLICIES[preset])
        self.begin(preset, r.Town(today, policy, deepcopy(told), checked_on=today), told)
        if opened:
            self.opens_a_log("kari", "sunniva", "tor", "everything")


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
    settings.STAFETT_REGISTER = "tests.consent.life.people.asked_register"
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
