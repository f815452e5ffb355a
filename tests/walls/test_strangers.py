"""For everybody who is not let in, a log and everything in it might as well not exist."""

import re
from collections.abc import Iterable, Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import assisted, endings
from stafett.logs.models import Log
from tests import world as w
from tests.clients import signed_in
from tests.walls.addresses import (
    POSTED,
    USUAL,
    WAYS,
    addresses_of_a_log,
    contents_of_the_database,
    looks,
    numbers_in,
)
from tests.walls.full import fill

pytestmark = pytest.mark.django_db
SENT_ON, NO_TOKEN, NOT_FOUND, NOT_ALLOWED = 302, 403, 404, 405

SIGNED_IN_BY_THE_TEST = {"django_session", "identity_signedin"}
# A closed log, and one whose owner signs alone.
ONLY_IN_OTHER_LOGS = {"consent:withdrawn", "consent:review"}
ONLY_FOR_THE_YOUNG = {"health"}  # an owner who decides alone; Elias is eight


def client_of(world: w.World, name: str) -> Client:
    home = world.nordvik if name == "nils" else world.eikvag
    return signed_in(world.people[name], home)


def differences(world: w.World, name: str, log: Log, ways: Iterable[str] = USUAL) -> Iterator[str]:
    """Where a log that exists answers this person otherwise than one that does not.

    The usual ways are held against one answer for a log that does not exist; asked for every way,
    every address is held against its own.
    """
    client, theirs, nothing = client_of(world, name), numbers_in(log), uuid4()
    baton = f"/logg/{nothing}/stafettpinne/"  # takes both GET and POST
    not_there = {how: looks(WAYS[how](client, baton)) for how in ways}
    for address in addresses_of_a_log():
        numbers = {kind: uuid4() for kind in address.numbers}
        for how in ways:
            real = WAYS[how](client, address.of(log.pk, theirs))
            unreal = not_there[how]
            if ways is WAYS or real.status_code == NOT_ALLOWED:
                unreal = looks(WAYS[how](client, address.of(nothing, numbers)))
            where = f"{name}: {how} {address.name}"
            if looks(real) != unreal:
                yield f"{where} answers {real.status_code}, elsewhere {unreal[0]}"
            if real.status_code not in (NOT_FOUND, NOT_ALLOWED):
                yield f"{where} answers {real.status_code}"
            if how == "GET" and real.status_code != NOT_FOUND:
                yield f"{where} is found"


def test_the_walk_is_on_the_list() -> None:
    """The resolver gives what the journey uses: an empty list would prove nothing."""
    names = {address.name for address in addresses_of_a_log()}
    assert {"log", "history", "baton", "consent:sign", "consent:close", "plan:measure"} <= names
    assert "archive:pdf" in names


@pytest.fixture
def full_log(world: w.World, log: Log) -> Log:
    """An open log with something at every address, whose family is asked to let Tor in."""
    fill(world, log)
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    with acting_as(world.kari.pk):
        assisted.record_answer(
            w.stand(world.kari, log),
            version.pk,
            world.anders.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=version.text_hash,
            at=w.now(),
        )
    return log


# The unit's own leader and the administrator do not read by office; Tor is asked about, not in.
STRANGERS = ("liv", "nils", "bjorg", "henrik", "tor", "hanne")


def test_an_open_log_is_not_there_for_strangers(world: w.World, full_log: Log) -> None:
    w.ask_consent(world, w.start_draft(world, owner="nora"), said_yes="hanne")
    before = contents_of_the_database()
    assert list(differences(world, "liv", full_log, WAYS)) == []
    for name in STRANGERS[1:]:
        assert list(differences(world, name, full_log)) == []
    after = contents_of_the_database()
    changed = {table for table in before if before[table] != after[table]}
    assert changed <= SIGNED_IN_BY_THE_TEST


def test_a_draft_is_not_there_for_those_it_names(world: w.World) -> None:
    draft = w.start_draft(world)
    w.answer(world, w.ask_consent(world, draft, named=("kari", "sunniva")), "marte")
    before = contents_of_the_database()
    for name in ("sunniva", "bjorg", "liv"):
        assert list(differences(world, name, draft)) == []
    after = contents_of_the_database()
    assert {table for table in before if before[table] != after[table]} <= SIGNED_IN_BY_THE_TEST


def test_a_closed_log_is_not_there_for_those_who_helped(world: w.World, full_log: Log) -> None:
    with acting_as(world.kari.pk):
        place = w.stand(world.kari, full_log)
        endings.close(place, reason="reached", note_text="", at=w.now())
    for name in ("kari", "sunniva", "ragnhild", "tor"):
        assert list(differences(world, name, full_log)) == []


def test_the_same_search_finds_what_is_there(world: w.World, full_log: Log) -> None:
    """For those let in every address answers otherwise: the test would see a hole."""
    found = {
        sentence.split(" answers")[0].removeprefix(f"{name}: GET ")
        for name in ("kari", "marte", "elias")
        for sentence in differences(world, name, full_log, ["GET"])
    }
    assert {address.name for address in addresses_of_a_log()} - found <= (
        ONLY_IN_OTHER_LOGS | ONLY_FOR_THE_YOUNG
    )


def test_a_visitor_is_sent_to_sign_in_whether_it_exists_or_not(
    client: Client, full_log: Log
) -> None:
    theirs, nothing = numbers_in(full_log), uuid4()
    numbers = {kind: uuid4() for kind in theirs}
    before = contents_of_the_database()
    for address in addresses_of_a_log():
        for how, ask in WAYS.items():
            real = ask(client, address.of(full_log.pk, theirs))
            unreal = ask(client, address.of(nothing, numbers))
            if real.status_code == SENT_ON:
                assert how in ("GET", "HEAD")
                there = unreal["Location"].replace(str(nothing), str(full_log.pk))
                for kind in address.numbers:
                    there = there.replace(str(numbers[kind]), str(theirs[kind]))
                assert real["Location"] == there
                assert there.startswith(
                    ("/logg-inn/?neste=%2Flogg%2F", "/logg-inn/?neste=%2Fkommune%2F")
                )
                del real["Location"], unreal["Location"]
            else:
                assert real.status_code in (NO_TOKEN, NOT_ALLOWED), (how, address)
            assert looks(real) == looks(unreal), (how, address)
    assert contents_of_the_database() == before


def test_without_a_token_nothing_is_taken(world: w.World, full_log: Log) -> None:
    """Kari has the baton; a page elsewhere makes her browser send a form."""
    session = signed_in(world.kari, world.eikvag, enforce_csrf_checks=True)
    before = contents_of_the_database()
    for address in addresses_of_a_log():
        place = address.of(full_log.pk, numbers_in(full_log))
        for headers in ({}, {"origin": "https://evil.example"}):
            answer = session.post(place, POSTED, headers=headers)
            assert answer.status_code in (NO_TOKEN, NOT_ALLOWED), address
    assert contents_of_the_database() == before


def test_nor_does_the_time_it_takes_tell(world: w.World, full_log: Log) -> None:
    """The database is asked the same, whether the log exists or not."""
    client, theirs, nothing = client_of(world, "bjorg"), numbers_in(full_log), uuid4()
    for address in addresses_of_a_log():
        asked = []
        for number in (full_log.pk, nothing):
            with CaptureQueriesContext(connection) as queries:
                client.get(address.of(number, theirs))
            asked.append([re.sub("'[^']*'", "", query["sql"]) for query in queries])
        assert asked[0] == asked[1], address


def test_no_other_page_tells_of_the_child(world: w.World) -> None:
    draft = w.start_draft(world, short_name="Fotballen")
    w.ask_consent(world, draft, named=("kari", "sunniva"))
    for name in (*STRANGERS, "sunniva"):
        client = client_of(world, name)
        for place in ("/", "/min-side/", "/logg/ny/", "/?sprak=nn"):
            page = client.get(place, follow=True).content.decode()
            for secret in ("Fotballen", "Elias", "Marte", "Anders", str(draft.pk)):
                assert secret not in page, (name, place, secret)
