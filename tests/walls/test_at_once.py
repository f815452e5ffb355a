"""The baton and the log's ends, by two at once: one clear winner, the other told."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.utils import timezone

from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.consent import starting
from stafett.logs import baton
from stafett.logs.models import Closing, Handover, Log
from stafett.people.models import Guardianship, NationalIdentity, Person
from stafett.people.numbers import known_person
from tests import world as w
from tests.walls.racing import (
    TIMES,
    Act,
    AtOnce,
    Ready,
    answers,
    as_,
    close_by,
    meet,
    one_winner,
    open_legs,
    verbs,
    whole_books,
)
from tests.walls.sql import insert, run
from tests.walls.starts import beginning

__all__ = ["whole_books"]
pytestmark = pytest.mark.django_db


def offered(world: w.World, log: Log) -> Handover:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        return baton.offer_baton(place, world.sunniva.pk, word="", at=w.now())


def accept(offer: Handover) -> Callable[..., None]:
    return lambda by: baton.accept_baton(by, offer.pk, word="", at=w.now())


def decline(offer: Handover) -> Callable[..., None]:
    return lambda by: baton.decline_baton(by, offer.pk, word="", at=w.now())


def take_back(offer: Handover) -> Callable[..., None]:
    return lambda by: baton.take_back_offer(by, offer.pk, at=w.now())


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_same_baton_is_accepted_once(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    offer = offered(world, log)
    twice = as_(world.sunniva, log, accept(offer))
    results = answers(at_once, twice, twice)
    one_winner(results)
    assert "conflict" in results
    assert open_legs(log) == ["Sunniva"]
    assert verbs(log).count("logs.baton_accepted") == 1


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("other", ["take back", "decline"])
def test_accepted_or_not_but_never_both(
    world: w.World, log: Log, at_once: AtOnce, other: str, turn: int
) -> None:
    offer = offered(world, log)
    person, act = (
        (world.kari, take_back(offer)) if other == "take back" else (world.sunniva, decline(offer))
    )
    results = answers(at_once, as_(world.sunniva, log, accept(offer)), as_(person, log, act))
    accepted = one_winner(results) == 0
    assert open_legs(log) == ["Sunniva" if accepted else "Kari"]
    answer = Handover.objects.using("owner").get().answer
    assert (answer == "accepted") == accepted
    assert verbs(log).count("logs.leg_began") == 1 + accepted


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_baton_is_offered_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    def offer(to: Person) -> Act:
        return as_(world.kari, log, lambda by: baton.offer_baton(by, to.pk, word="", at=w.now()))

    results = answers(at_once, offer(world.sunniva), offer(world.ragnhild))
    first = one_winner(results)
    assert "conflict" in results
    to = Handover.objects.using("owner").get().offered_to_id
    assert to == (world.sunniva, world.ragnhild)[first].pk


@pytest.mark.parametrize("turn", range(TIMES))
def test_the_baton_goes_on_or_the_log_closes(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    offer = offered(world, log)
    results = answers(at_once, as_(world.sunniva, log, accept(offer)), close_by(world, log))
    accepted = one_winner(results) == 0
    assert open_legs(log) == (["Sunniva"] if accepted else [])


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_log_closes_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    results = answers(at_once, close_by(world, log), close_by(world, log))
    one_winner(results)
    assert Closing.objects.using("owner").count() == 1
    assert verbs(log).count("logs.closed") == 1
    assert open_legs(log) == []


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("starters", [("kari", "sunniva"), ("kari", "kari")])
def test_a_child_gets_one_draft(
    world: w.World, at_once: AtOnce, starters: tuple[str, str], turn: int
) -> None:
    def start(who: str) -> Act:
        def act(ready: Ready) -> str:
            ready()
            w.start_draft(world, starter=who)
            return "done"

        return act

    results = answers(at_once, *(start(who) for who in starters))
    one_winner(results)
    assert Log.objects.using("owner").count() == 1
    assert Book.objects.using("owner").filter(log__isnull=False).count() == 1


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_family_nobody_knew_is_taken_in_once(world: w.World, at_once: AtOnce, turn: int) -> None:
    def begin(starter: str) -> Act:
        def act(ready: Ready) -> str:
            told = beginning(world, starter)
            ready()
            with acting_as(world.people[starter].pk):
                starting.begin_draft(told, at=w.now())
            return "done"

        return act

    one_winner(answers(at_once, begin("kari"), begin("sunniva")))
    assert Log.objects.using("owner").count() == 1
    assert NationalIdentity.objects.using("owner").count() == 3
    child = Log.objects.using("owner").get().owner_id
    assert Guardianship.objects.using("owner").filter(child=child).count() == 2
    with acting_as(world.kari.pk):
        assert known_person(beginning(world, "kari").found.child.number) == child


@pytest.mark.parametrize("turn", range(TIMES))
def test_two_holders_do_not_both_lay_down_the_baton(at_once: AtOnce, turn: int) -> None:
    """In plain SQL, where no action locks the log: the database itself lets one of them wait."""
    world = w.make_world("sogndal")
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        row = {"log_id": log.pk, "holder_id": world.sunniva.pk, "from_at": timezone.now()}
        run(*insert("logs_leg", id=uuid4(), **row))
        run("UPDATE logs_leg SET tasks = 'x', is_contact = holder_id = %s", [world.kari.pk])

    def lay_down(person: Person) -> Act:
        def act(ready: Ready) -> str:
            with acting_as(person.pk):
                run("UPDATE logs_leg SET ended_at = now() WHERE holder_id = %s", [person.pk])
                ready()
            return "done"

        return act

    results = meet(at_once, lay_down(world.kari), lay_down(world.sunniva))
    assert results.count("done") == 1
    refusal = next(result for result in results if result != "done")
    assert isinstance(refusal, DatabaseError)
    assert "an open log must have a holder" in str(refusal)
