"""Signing, refusing and asking, by two at once: the log opens once, or not."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent.models import Signature
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.walls.racing import (
    TIMES,
    AtOnce,
    answers,
    as_,
    one_winner,
    open_legs,
    sign,
    verbs,
    whole_books,
)

__all__ = ["whole_books"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_last_two_sign_and_the_log_opens_once(
    world: w.World, at_once: AtOnce, turn: int
) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log, named=("kari", "sunniva"))
    results = answers(at_once, sign(world, version, "marte"), sign(world, version, "anders"))
    assert results == ["done", "done"]
    told_back = verbs(log)
    for once in ("logs.opened", "logs.leg_began", "consent.activated"):
        assert told_back.count(once) == 1
    assert told_back.count("consent.signed") == 2
    assert open_legs(log) == ["Kari"]
    let_in = Admission.objects.using("owner").filter(log=log, ended_at=None)
    assert sorted(let_in.values_list("role", "person__given_name")) == [
        ("guardian", "Anders"),
        ("guardian", "Marte"),
        ("owner", "Elias"),
        ("participant", "Kari"),
        ("participant", "Sunniva"),
    ]


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("last", [False, True])
def test_the_same_person_signs_once(world: w.World, at_once: AtOnce, last: bool, turn: int) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    if last:
        w.answer(world, version, "anders")
    twice = sign(world, version, "marte")
    assert sorted(answers(at_once, twice, twice)) == ["conflict", "done"]
    assert Signature.objects.using("owner").count() == 1 + last
    assert verbs(log).count("logs.opened") == last


@pytest.mark.parametrize("turn", range(TIMES))
def test_one_signs_while_the_other_refuses(world: w.World, at_once: AtOnce, turn: int) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    yes, no = sign(world, version, "marte"), sign(world, version, "anders", says_yes=False)
    assert answers(at_once, yes, no) == ["done", "done"]
    assert "logs.opened" not in verbs(log)
    assert open_legs(log) == []


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_last_signs_while_the_asking_is_taken_back(
    world: w.World, at_once: AtOnce, turn: int
) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    w.answer(world, version, "marte")

    def act(by: Any) -> None:
        consent.take_back(by, version.pk, at=w.now())

    results = answers(at_once, sign(world, version, "anders"), as_(world.kari, log, act))
    signed = one_winner(results) == 0
    assert ("logs.opened" in verbs(log)) == signed


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_consent_is_asked_for_once(world: w.World, at_once: AtOnce, turn: int) -> None:
    log = w.start_draft(world)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["open"], purpose="", kept_out="", at=w.now())
        until = timezone.localdate() + timedelta(days=9)
        invitation = consent.Invitation(world.positions["kari"].pk, "x", "everything", until)
        consent.invite(by, version.pk, invitation, at=w.now())
        consent.note_oral(by, [world.marte], said_on=timezone.localdate(), at=w.now())
    twice = as_(world.kari, log, lambda by: consent.ask(by, version.pk, at=w.now()))
    assert sorted(answers(at_once, twice, twice)) == ["conflict", "done"]
    assert verbs(log).count("consent.asked") == 1
    assert Admission.objects.using("owner").filter(role="asked").count() == 2


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_consent_is_prepared_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    def prepare(by: Any) -> None:
        consent.prepare(by, scopes=["participants"], purpose="", kept_out="", at=w.now())

    twice = as_(world.kari, log, prepare)
    assert sorted(answers(at_once, twice, twice)) == ["conflict", "done"]
