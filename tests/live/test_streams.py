"""What the process tells, to whom, and when it stops."""

import http.client
import re
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import Any

import pytest
from django.contrib.sessions.backends.base import SessionBase

from stafett.book.models import Book
from stafett.book.wall import acting_as
from stafett.consent.withdrawal import withdraw
from stafett.identity.session import end
from stafett.identity.session_store import SessionStore
from stafett.logs.models import Log
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from tests import world as w
from tests.live.process import ENDED, SITE, Ear, Process, connections_of_live
from tests.live.promptness import promptly

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L1")]
KeyOf = Callable[[str], str]


def write(world: w.World, log: Log, by: str = "kari", to: tuple[str, ...] = ()) -> int:
    """A message; gives back the number of its entry."""
    with acting_as(world.people[by].pk):
        people = [world.people[name].pk for name in to]
        place = w.stand(world.people[by], log)
        messages.send(place, Letter("message", "Torsdag", "Hemmelig"), people, at=w.now())
    return count(log)


def count(log: Log) -> int:
    return Book.objects.using("owner").get(pk=log.pk).count


def within(seconds: float, found: Callable[[], Any]) -> Any:
    began = time.monotonic()
    value = found()
    assert time.monotonic() - began < seconds, f"{value} came too late"
    return value


def test_a_new_entry_is_told_as_a_number_and_nothing_else(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    with live.listening(log.pk, key_of("marte"), after=count(log)) as marte:
        number = write(world, log)
        assert within(promptly(), marte.next) == str(number)
    said = "".join(marte.raw)
    assert re.fullmatch(rf"retry: 1000\n\n(:\n\n)*id: {number}\ndata: {number}\n", said), said


def test_who_was_away_is_told_how_far_it_has_come(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    before = count(log)
    key, number = key_of("marte"), write(world, log)
    with live.listening(log.pk, key, after=before) as marte:
        assert within(promptly(), marte.next) == str(number)
    # What the browser says when it comes back counts for more than the page's address.
    path = f"/logg/{log.pk}/direkte?etter=0"
    with live.get(path, key, Last_Event_ID=str(number)) as answer:
        assert answer.getheader("X-Accel-Buffering") == "no"
        assert answer.getheader("Cache-Control") == "no-store"
        assert [answer.readline() for _ in range(2)] == [b"retry: 1000\n", b"\n"]
        again = write(world, log)
        assert within(promptly(), Ear(answer).next) == str(again)


@pytest.mark.requirement("H1")
def test_anothers_log_is_as_one_that_does_not_exist(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    henrik, kari = key_of("henrik"), key_of("kari")
    asked = [
        live.get("/logg/00000000-0000-4000-8000-000000000000/direkte", kari),
        live.get(f"/logg/{log.pk}/direkte", henrik),
        live.get(f"/logg/{log.pk}/direkte"),
        live.get(f"/logg/{log.pk}/direkte", "x" * 32),
        live.get(f"/logg/{log.pk}/direkte", f"{kari}\\000"),
        live.get(f"/logg/{log.pk}/direkte", kari, Origin="https://evil.example"),
        live.get(f"/logg/{log.pk}/direkte", kari, Sec_Fetch_Site="cross-site"),
        live.get(f"/logg/{log.pk}/", kari),
    ]
    assert {each.status for each in asked} == {404}
    told = {(each.read(), tuple(h for h in each.getheaders() if h[0] != "date")) for each in asked}
    assert len(told) == 1
    with live.get(f"/logg/{log.pk}/direkte", kari, Origin=live.site) as ours:
        assert ours.status == 200
        assert ours.getheader("Access-Control-Allow-Origin") == live.site


@pytest.mark.requirement("H4")
def test_what_somebody_may_not_know_of_is_not_told(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    """A message to Tor: neither Sunniva nor Ragnhild, who sees the plan alone, hears a thing."""
    before = count(log)
    with ExitStack() as open_pages:
        tor, sunniva, ragnhild = (
            open_pages.enter_context(live.listening(log.pk, key_of(name), after=before))
            for name in ("tor", "sunniva", "ragnhild")
        )
        number = write(world, log, to=("tor",))
        assert within(promptly(), tor.next) == str(number)
        assert sunniva.silent(0.5)
        assert ragnhild.silent(0.1)


@pytest.mark.requirement("G18")
def test_it_ends_when_the_consent_is_withdrawn(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    with live.listening(log.pk, key_of("sunniva"), after=count(log) + 100) as sunniva:
        with acting_as(world.marte.pk):
            withdraw(w.stand(world.marte, log), at=w.now())
        assert within(promptly(), sunniva.next) == ENDED
        assert sunniva.next() == "closed"


def test_it_ends_when_somebody_signs_out(live: Process, log: Log, key_of: KeyOf) -> None:
    key = key_of("sunniva")
    with live.listening(log.pk, key, after=count(log)) as sunniva:
        session: SessionBase = SessionStore(key)
        end(session)
        assert within(promptly(), sunniva.next) == ENDED


def test_fifty_pages_hold_one_connection_and_one_person_not_all(
    live: Process, world: w.World, log: Log, key_of: KeyOf
) -> None:
    before = count(log)
    people = ["elias", "marte", "anders", "kari", "sunniva"]
    with ExitStack() as open_pages:
        ears = [
            open_pages.enter_context(live.listening(log.pk, key, after=before))
            for key in map(key_of, people)
            for _ in range(10)
        ]
        assert connections_of_live() == 1
        number = write(world, log)
        began = time.monotonic()
        assert within(promptly(), lambda: {ear.next() for ear in ears}) == {str(number)}
        assert time.monotonic() - began > 0.5, "all fetch themselves at once, and others wait"
        key, statuses = key_of("kari"), []
        for _ in range(3):
            answer = open_pages.enter_context(live.get(f"/logg/{log.pk}/direkte", key))
            statuses.append(answer.status)
        assert statuses == [200, 200, 429]


def test_after_a_kill_it_catches_up(
    django_db_setup: Any, world: w.World, log: Log, key_of: KeyOf
) -> None:
    process, key, before = (
        Process(django_db_setup, SITE),
        key_of("marte"),
        count(log),
    )
    process.start()
    try:
        with process.listening(log.pk, key, after=before) as marte:
            process.stop(kill=True)
            number = write(world, log)
            with suppress(http.client.IncompleteRead, OSError):
                assert marte.next() == "closed"
        process.start()
        with process.listening(log.pk, key, after=before) as marte:
            assert within(promptly(), marte.next) == str(number)
    finally:
        process.stop()
