"""A request is done whole or not at all, and nobody sees with the eyes of the one before."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from stafett.logs.models import Log
from tests import world as w
from tests.clients import signed_in
from tests.walls.addresses import contents_of_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.walls.probes")]


@pytest.fixture
def kari(world: w.World) -> Client:
    return signed_in(world.kari, world.eikvag, raise_request_exception=False)


def left_on_the_connection() -> tuple[Any, ...]:
    """What somebody finds who takes the same connection next, without a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(current_setting('stafett.person', true), ''),"
            " (SELECT count(*) FROM logs_log), (SELECT count(*) FROM people_person)"
        )
        return tuple(cursor.fetchone())


NOBODY = ("", 0, 0)


def test_what_ends_well_is_kept(kari: Client, log: Log) -> None:
    before = contents_of_the_database()
    assert kari.get(f"/probe/{log.pk}/kept/").status_code == 200
    after = contents_of_the_database()
    changed = {table for table in before if before[table] != after[table]}
    of_the_record = {"logs_reading"}
    assert changed == {"plan_goal", "book_book", "book_entry", "book_content"} | of_the_record


BADLY = {
    "error": 500,
    "rendering": 500,
    "not-found": 404,
    "forbidden": 404,
    "suspicious": 400,
    "answer-500": 500,
    "answer-503": 503,
    "no-holder": 500,
    "caught": 500,
}


def test_what_ends_badly_leaves_nothing_behind(kari: Client, log: Log) -> None:
    """Neither a goal nor an entry, nor a word of why, nor a person on the connection."""
    before = contents_of_the_database()
    for how, status in BADLY.items():
        answer = kari.get(f"/probe/{log.pk}/{how}/")
        assert answer.status_code == status, how
        assert contents_of_the_database() == before, how
        assert b"secret" not in answer.content
        assert left_on_the_connection() == NOBODY
        assert kari.get("/probe/sees/").json()["logs"] == [str(log.pk)]  # the connection is sound


def test_one_connection_serves_many_and_mixes_none(world: w.World, log: Log) -> None:
    """In turn: one let in, a visitor, a stranger, one whose request breaks, a visitor."""
    kari = signed_in(world.kari, world.eikvag, raise_request_exception=False)
    nils = signed_in(world.nils, world.nordvik)
    visitor = Client()
    processes = set()
    for client, person, logs in (
        (kari, world.kari, [str(log.pk)]),
        (visitor, None, []),
        (nils, world.nils, []),
        (kari, None, None),
        (visitor, None, []),
        (nils, world.nils, []),
    ):
        if logs is None:
            client.get(f"/probe/{log.pk}/error/")
            continue
        seen = client.get("/probe/sees/").json()
        assert seen["person"] == (str(person.pk) if person else "")
        assert seen["logs"] == logs
        assert seen["role"] == "stafett_web"
        assert seen["in_transaction"]
        processes.add(seen["process"])
        assert left_on_the_connection() == NOBODY
    assert len(processes) == 1  # else it would prove nothing


def test_what_comes_after_the_request_sees_nothing(kari: Client, log: Log) -> None:
    streamed = kari.get("/probe/streams/")
    assert b"".join(streamed.streaming_content) == b"00"  # type: ignore[attr-defined]


@pytest.mark.parametrize("value", ["x", "' OR true --", "00000000-0000-0000-0000-000000000000"])
def test_a_session_that_says_nonsense_shows_nothing(world: w.World, log: Log, value: str) -> None:
    """Who could write sessions could be anybody; a broken one is nobody."""
    client = signed_in(world.kari, world.eikvag, raise_request_exception=False)
    session = client.session
    session["person"] = value
    session.save()
    answer = client.get("/probe/sees/")
    assert answer.status_code == 500 or answer.json()["logs"] == []
    assert left_on_the_connection() == NOBODY
