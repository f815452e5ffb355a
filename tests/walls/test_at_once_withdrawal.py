"""Taking back and deleting while somebody signs, takes the baton or writes: one of the two."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import assisted, withdrawal
from stafett.consent.models import Consent, Signature, Withdrawal
from stafett.logs import baton
from stafett.logs.models import Admission, Closing, Log
from stafett.plan import actions as plan
from stafett.plan.models import Comment
from tests import world as w
from tests.walls.racing import (
    TIMES,
    Act,
    AtOnce,
    Ready,
    answers,
    as_,
    meet,
    one_winner,
    open_legs,
    sign,
    verbs,
    whole_books,
)

__all__ = ["whole_books"]
pytestmark = pytest.mark.django_db


def withdraw(world: w.World, log: Log, who: str) -> Act:
    return as_(world.people[who], log, lambda by: withdrawal.withdraw(by, at=w.now()))


def helpers(log: Log) -> list[str]:
    let_in = Admission.objects.using("owner").filter(log=log, role="participant", ended_at=None)
    return sorted(let_in.values_list("person__given_name", flat=True))


@pytest.mark.parametrize("turn", range(TIMES))
def test_both_parents_take_it_back(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    one_winner(answers(at_once, withdraw(world, log, "marte"), withdraw(world, log, "anders")))
    assert Withdrawal.objects.using("owner").count() == 1
    assert Closing.objects.using("owner").count() == 1
    assert verbs(log).count("logs.closed") == 1


@pytest.mark.parametrize("turn", range(TIMES))
def test_one_takes_back_while_the_other_signs_the_next(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    """Whoever is first: afterwards nobody is let in by a consent that was taken back."""
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    w.answer(world, version, "marte")
    results = answers(at_once, withdraw(world, log, "marte"), sign(world, version, "anders"))
    assert results[0] == "done"
    assert helpers(log) == []
    assert open_legs(log) == []
    active = Consent.objects.using("owner").filter(activated_at__isnull=False, ended_at=None)
    assert not active.exists()


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_baton_is_taken_while_the_consent_is_taken_back(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        offer = baton.offer_baton(place, world.sunniva.pk, word="", at=w.now())

    def accept(by: Any) -> None:
        baton.accept_baton(by, offer.pk, word="", at=w.now())

    results = answers(at_once, withdraw(world, log, "marte"), as_(world.sunniva, log, accept))
    assert results[0] == "done"
    assert open_legs(log) == []
    assert helpers(log) == []


@pytest.mark.parametrize("turn", range(TIMES))
def test_one_is_taken_out_while_offered_the_baton(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    """Never the baton with somebody who was taken out."""
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        offer = baton.offer_baton(place, world.sunniva.pk, word="", at=w.now())

    def accept(by: Any) -> None:
        baton.accept_baton(by, offer.pk, word="", at=w.now())

    def take_out(by: Any) -> None:
        withdrawal.withdraw_for(by, world.sunniva.pk, at=w.now())

    results = answers(at_once, as_(world.sunniva, log, accept), as_(world.marte, log, take_out))
    accepted = one_winner(results) == 0
    assert open_legs(log) == (["Sunniva"] if accepted else ["Kari"])
    assert ("Sunniva" in helpers(log)) == accepted


@pytest.mark.parametrize("turn", range(TIMES))
def test_nothing_is_written_after_it_is_taken_back(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)

    def comment(by: Any) -> None:
        plan.comment(by, measure_id=measure, text="Vent!", at=w.now())

    results = answers(at_once, as_(world.kari, log, comment), withdraw(world, log, "marte"))
    assert results[1] == "done"
    assert Comment.objects.using("owner").count() == (results[0] == "done")
    assert verbs(log)[-1] == "logs.closed"


@pytest.mark.parametrize("turn", range(TIMES))
def test_one_signs_while_another_writes_it_down(world: w.World, at_once: AtOnce, turn: int) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)

    def record(by: Any) -> None:
        assisted.record_answer(
            by,
            version.pk,
            world.marte.pk,
            says_yes=False,
            how="oral",
            said_on=timezone.localdate(),
            text_hash=version.text_hash,
            at=w.now(),
        )

    one_winner(answers(at_once, sign(world, version, "marte"), as_(world.kari, log, record)))
    assert Signature.objects.using("owner").count() == 1


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_draft_is_deleted_or_opened(world: w.World, at_once: AtOnce, turn: int) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    w.answer(world, version, "marte")

    def discard(ready: Ready) -> str:
        with acting_as(world.kari.pk), connection.cursor() as cursor:
            ready()
            cursor.execute("SELECT discard_draft(%s)", [log.pk])
            deleted = cursor.fetchone()[0]
        return "done" if deleted else "too late"

    signed, deleted = meet(at_once, sign(world, version, "anders"), discard)
    left = Log.objects.using("owner").filter(pk=log.pk).exists()
    assert (str(signed) == "done") == left
    assert (deleted == "done") == (not left)
    assert Signature.objects.using("owner").count() == (2 if left else 0)
