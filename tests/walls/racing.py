"""Two who act at once: both have seen the log before either has changed it."""

import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db import connections
from django.http import Http404

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.consent.models import Consent
from stafett.logs.models import Leg, Log
from stafett.people.models import Person
from tests import world as w

TIMES = 2  # threads do not always meet at the same place
SECONDS = 5  # for all of them; PostgreSQL notices a deadlock after one

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
    """ "done", or the name of the refusal. Anything else was not told but broke. Who is let out
    meanwhile finds no log, and the own words on the page that says so."""
    if result == "done":
        return "done"
    if isinstance(result, Http404):
        return "refused"
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


def open_legs(log: Log) -> list[str]:
    legs = Leg.objects.using("owner").filter(log=log, ended_at=None).select_related("holder")
    return [leg.holder.given_name for leg in legs]


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
