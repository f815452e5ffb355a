"""Two at once, in real threads on real PostgreSQL: one clear winner, the other told, nothing lost.

Each meeting is repeated, for threads do not always meet at the same place.
"""

import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings, starting
from stafett.consent.models import Consent, Signature
from stafett.logs import actions as logs
from stafett.logs.models import Admission, Closing, Handover, Leg, Log
from stafett.people.actions import find_family, known_person
from stafett.people.fictional_register import FictionalUnitChildren
from stafett.people.models import Guardianship, NationalIdentity, Person
from stafett.people.register import Ground
from stafett.plan import actions as plan
from stafett.plan.models import Comment, Evaluation, Measure, Understanding
from tests import world as w

pytestmark = pytest.mark.django_db
TIMES = 3
SECONDS = 5  # for two actions at once; a deadlock alone would take one

Ready = Callable[[], object]
Act = Callable[[Ready], Any]
AtOnce = Callable[..., list[Any]]


def as_(person: Person, log: Log | UUID, act: Callable[..., Any]) -> Act:
    """What a thread does: take a standing, wait until the others have theirs, and act.

    Every one of them has seen the log before any of them has changed it, as two who have the
    same page open.
    """

    def run(ready: Ready) -> str:
        with acting_as(person.pk):
            place = w.stand(person, log)
            ready()
            act(place)
        return "done"

    return run


def told(result: Any) -> str:
    """ "done", or the name of the refusal. Anything else was not told but broke."""
    if result == "done":
        return "done"
    assert isinstance(result, Refused), repr(result)
    assert str(result).endswith((".", "below."))
    return "conflict" if isinstance(result, Conflict) else "refused"


def meet(at_once: AtOnce, *acts: Act) -> list[Any]:
    """What each gave back, in time."""
    barrier = threading.Barrier(len(acts))
    begun = time.monotonic()
    results = at_once(*(partial(act, partial(barrier.wait, 10)) for act in acts))
    assert time.monotonic() - begun < SECONDS
    return results


def answers(at_once: AtOnce, *acts: Act) -> list[str]:
    """How each was answered, in time."""
    return [told(result) for result in meet(at_once, *acts)]


def one_winner(results: list[str]) -> int:
    """Who was first; the others were told."""
    assert results.count("done") == 1, results
    return results.index("done")


def verbs(log: Log) -> list[str]:
    entries = Entry.objects.using("owner").filter(book=log.pk).order_by("number")
    return list(entries.values_list("verb", flat=True))


@pytest.fixture(autouse=True)
def whole_books(db: None) -> Iterator[None]:
    """Afterwards every book verifies, and every open log stands as it must."""
    yield
    web = connections["default"]
    connections["default"] = connections["worker"]
    try:
        for book in Book.objects.all():
            assert list(faults_in(book)) == []
        for log in Log.objects.filter(opened_at__isnull=False, closed_at=None):
            assert log.legs.filter(ended_at=None).count() == 1
            assert log.consents.filter(activated_at__isnull=False, ended_at=None).count() == 1
    finally:
        connections["default"] = web


def offered(world: w.World, log: Log) -> Handover:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, log)
        return logs.offer_baton(place, world.sunniva.pk, word="", at=w.now())


def accept(offer: Handover) -> Callable[..., None]:
    return lambda by: logs.accept_baton(by, offer.pk, word="", at=w.now())


def decline(offer: Handover) -> Callable[..., None]:
    return lambda by: logs.decline_baton(by, offer.pk, word="", at=w.now())


def take_back(offer: Handover) -> Callable[..., None]:
    return lambda by: logs.take_back_offer(by, offer.pk, at=w.now())


def open_legs(log: Log) -> list[str]:
    legs = Leg.objects.using("owner").filter(log=log, ended_at=None).select_related("holder")
    return [leg.holder.given_name for leg in legs]


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
        return as_(world.kari, log, lambda by: logs.offer_baton(by, to.pk, word="", at=w.now()))

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


def close_by(world: w.World, log: Log, who: str = "kari") -> Act:
    def close(by: Any) -> None:
        endings.close(by, reason="reached", note_text="Bra.", at=w.now())

    return as_(world.people[who], log, close)


def sign(world: w.World, version: Consent, who: str, *, says_yes: bool = True) -> Act:
    def act(by: Any) -> None:
        consent.answer(
            by,
            version.pk,
            says_yes=says_yes,
            text_hash=version.text_hash,
            sealed=consent.Sealed("training", "none", "nb"),
            at=w.now(),
        )

    return as_(world.people[who], version.log_id, act)


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


def write(world: w.World, log: Log, who: str, text: str, opened_at: int) -> Act:
    def act(by: Any) -> None:
        plan.write_understanding(
            by, concern=text, shared="", written_by=who, opened_at=opened_at, at=w.now()
        )

    return as_(world.people[who], log, act)


@pytest.mark.parametrize("turn", range(TIMES))
@pytest.mark.parametrize("first_time", [True, False])
def test_the_same_text_has_one_winner_and_the_other_sees_it(
    world: w.World, log: Log, at_once: AtOnce, first_time: bool, turn: int
) -> None:
    if not first_time:
        assert write(world, log, "kari", "Før", 10_000)(lambda: None) == "done"
    opened_at = Book.objects.using("owner").get(pk=log.pk).count
    texts = ("Kari skriver", "Marte skriver")
    results = meet(
        at_once,
        write(world, log, "kari", texts[0], opened_at),
        write(world, log, "marte", texts[1], opened_at),
    )
    first = one_winner([told(result) for result in results])
    loser = results[1 - first]
    assert isinstance(loser, plan.Overtaken)
    assert loser.theirs["concern"] == texts[first]
    assert Understanding.objects.using("owner").get().concern == texts[first]


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_log_closes_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    results = answers(at_once, close_by(world, log), close_by(world, log))
    one_winner(results)
    assert Closing.objects.using("owner").count() == 1
    assert verbs(log).count("logs.closed") == 1
    assert open_legs(log) == []


def evaluate(world: w.World, log: Log, who: str, measure: UUID, then: str) -> Act:
    def act(by: Any) -> None:
        plan.evaluate(by, measure, result="worked", why=who, next_step=then, at=w.now())

    return as_(world.people[who], log, act)


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_measure_is_told_of_while_another_ends_it(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    (measure,) = w.agree_plan(world, log, measures=1)
    goes_on = evaluate(world, log, "marte", measure, "go_on")
    ends = evaluate(world, log, "kari", measure, "end")
    results = answers(at_once, goes_on, ends)
    assert results in (["done", "done"], ["conflict", "done"])
    assert Measure.objects.using("owner").get().ended_at is not None
    assert Evaluation.objects.using("owner").count() == results.count("done")
    ended_twice = answers(at_once, ends, goes_on)
    assert ended_twice == ["conflict", "conflict"]


@pytest.mark.parametrize("turn", range(TIMES))
def test_a_word_is_said_while_the_log_closes(
    world: w.World, log: Log, at_once: AtOnce, turn: int
) -> None:
    """Said before the closing or told that it was too late; never written in a closed log."""
    (measure,) = w.agree_plan(world, log, measures=1)

    def comment(by: Any) -> None:
        plan.comment(by, measure_id=measure, text="Vent!", at=w.now())

    results = answers(at_once, as_(world.sunniva, log, comment), close_by(world, log))
    assert results in (["done", "done"], ["refused", "done"])
    assert Comment.objects.using("owner").count() == (results[0] == "done")
    assert verbs(log)[-1] == "logs.closed"


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


def beginning(world: w.World, starter: str) -> starting.Beginning:
    """What a page of starting sends for Elias, whom the register knows and Stafett does not."""
    child = next(c for c in FictionalUnitChildren().children("eikvag-skole") if c.key == "elias")
    today, position = timezone.localdate(), world.positions[starter]
    return starting.Beginning(
        position=position,
        holder=position,
        found=find_family(child.number, Ground.START_LOG),
        groundwork=logs.Groundwork(today, today, today),
        said_yes=(),
        said_on=today,
        short_name="Elias",
        description="",
        level=1,
    )


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
def test_everybody_at_once(world: w.World, log: Log, at_once: AtOnce, turn: int) -> None:
    """Eight who write in one log: each comment is there, in one unbroken book."""
    (measure,) = w.agree_plan(world, log, measures=1)
    people = ("kari", "sunniva", "ragnhild", "marte", "anders", "elias", "kari", "marte")

    def comment(by: Any) -> None:
        plan.comment(by, measure_id=measure, text=str(by.person), at=w.now())

    before = len(verbs(log))
    results = answers(at_once, *(as_(world.people[name], log, comment) for name in people))
    assert results == ["done"] * len(people)
    assert Comment.objects.using("owner").count() == len(people)
    assert len(verbs(log)) == before + len(people)
