"""A log's page that cannot have changed is not made anew; and is never another's."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.logs.models import Log, Reading
from stafett.plan import actions as plan
from stafett.plan.models import Goal
from tests import world as w
from tests.clients import signed_in
from tests.plan.full import make_full

pytestmark = pytest.mark.django_db
# Rows without a log's number that the page shows, or is shown by: the mark holds their state.
MARKED = {
    "book_book",
    "logs_log",
    "municipality_municipality",
    "municipality_policyversion",
    "municipality_position",
    "municipality_unit",
    "people_guardianship",
    "people_person",
}
# Who is signed in is asked anew each time.
ASKED_ANEW = {"identity_signedin"}
# Each of these has the book's own number.
OF_THE_BOOK = {"book_entry", "book_content"}
TABLE = re.compile(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)"?')


@pytest.fixture
def log(world: w.World) -> Log:
    log = w.open_log(world)
    make_full(world, log)
    return log


def get(client: Client, log: Log, tag: str = "") -> Any:
    return client.get(f"/logg/{log.pk}/", headers={"If-None-Match": tag} if tag else {})


def tag_of(client: Client, log: Log) -> str:
    """The page's tag, when it has been seen before."""
    get(client, log)
    tag = get(client, log).headers["ETag"]
    assert get(client, log).headers["ETag"] == tag
    return str(tag)


def change(statement: str, *values: object) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount == 1


def test_a_page_seen_before_is_the_same_and_costs_less(world: w.World, log: Log) -> None:
    kari = signed_in(world.kari, world.eikvag)
    get(kari, log)
    built = get(kari, log)
    with CaptureQueriesContext(connection) as asked:
        again = get(kari, log)
    assert again.content == built.content
    assert len(asked) <= 10
    assert not any("plan_" in each["sql"] for each in asked)
    caches["pages"].clear()
    assert get(kari, log).content == built.content


def test_unchanged_is_one_question_that_still_asks_who_it_is(world: w.World, log: Log) -> None:
    kari = signed_in(world.kari, world.eikvag)
    tag = tag_of(kari, log)
    Reading.objects.using("owner").filter(log=log).delete()
    with CaptureQueriesContext(connection) as asked:
        answer = get(kari, log, tag)
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", tag)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(asked) == 1
    reading = Reading.objects.using("owner").get(log=log)
    assert (reading.person_id, reading.kind) == (world.kari.pk, "log")


@pytest.mark.requirement("H1")
def test_nobody_gets_anothers_page(world: w.World, log: Log) -> None:
    """Not with another's tag, in another session of one's own, nor without being let in."""
    kari, marte = (signed_in(world.people[name], world.eikvag) for name in ("kari", "marte"))
    tag = tag_of(kari, log)
    theirs = get(marte, log, tag)
    assert theirs.status_code == 200
    assert "Kari Nordlund" not in theirs.content.decode().split("<main")[0]
    elsewhere = signed_in(world.kari, world.eikvag)
    assert get(elsewhere, log, tag).status_code == 200
    tor = signed_in(world.tor, world.eikvag)
    assert get(tor, log, tag).status_code == 404
    assert get(Client(), log, tag).status_code == 302
    kari.post("/logg-ut/")
    assert get(kari, log, tag).status_code == 302


@pytest.mark.requirement("G11")
def test_who_is_let_in_no_more_gets_nothing_that_was_kept(world: w.World, log: Log) -> None:
    sunniva = signed_in(world.sunniva, world.eikvag)
    tag = tag_of(sunniva, log)
    with acting_as(world.anders.pk):
        withdrawal.withdraw(w.stand(world.anders, log), at=w.now())
    assert get(sunniva, log, tag).status_code == 404
    assert get(sunniva, log).status_code == 404


@pytest.mark.parametrize(
    ("statement", "whose"),
    [
        ("UPDATE people_person SET given_name = 'Ane' WHERE id = %s", "anders"),
        ("UPDATE people_person SET language = 'nn' WHERE id = %s", "kari"),
        ("UPDATE municipality_position SET title = 'Rektor' WHERE person_id = %s", "sunniva"),
        ("UPDATE people_guardianship SET relation = 'other' WHERE guardian_id = %s", "anders"),
    ],
)
def test_what_has_no_entry_is_seen_as_well(
    world: w.World, log: Log, statement: str, whose: str
) -> None:
    kari = signed_in(world.kari, world.eikvag)
    tag = tag_of(kari, log)
    change(statement, world.people[whose].pk)
    assert get(kari, log, tag).status_code == 200


def test_what_somebody_writes_is_new_once(world: w.World, log: Log) -> None:
    kari = signed_in(world.kari, world.eikvag)
    tag = tag_of(kari, log)
    with acting_as(world.marte.pk):
        by, (main,) = w.stand(world.marte, log), Goal.objects.filter(log=log, main=None)
        words = {"text": "Sove hele natten", "background": "", "review_on": None}
        plan.set_goal(by, main_id=main.pk, **words, at=w.now())
    fresh = get(kari, log, tag)
    assert fresh.status_code == 200
    assert "Sove hele natten" in fresh.content.decode()
    again = get(kari, log, fresh.headers["ETag"])
    assert again.status_code == 200  # for it is not new to her any more
    assert get(kari, log, again.headers["ETag"]).status_code == 304


def test_each_table_of_the_page_is_in_its_mark(world: w.World, log: Log) -> None:
    """Whatever a log's own rows say has its entry in the book; every other table is named."""
    shown = set[str]()
    for name in ("kari", "marte", "sunniva"):
        client = signed_in(world.people[name], world.eikvag)
        with CaptureQueriesContext(connection) as asked:
            get(client, log)
        for each in asked.captured_queries:
            shown |= set(TABLE.findall(each["sql"]))
    of_a_log = {
        model._meta.db_table
        for model in apps.get_models()
        if any(field.column == "log_id" for field in model._meta.concrete_fields)
    }
    assert {"plan_measure", "people_person"} <= shown
    tables = {model._meta.db_table for model in apps.get_models()}
    assert (shown & tables) - of_a_log - OF_THE_BOOK - ASKED_ANEW <= MARKED


@pytest.mark.requirement("I2")
@pytest.mark.parametrize(
    "now",
    [
        "level = 'code'",
        "seen_at = now() - interval '31 minutes'",
        "began_at = now() - interval '9 hours'",
    ],
)
def test_a_session_that_holds_no_more_gets_no_short_answer(
    world: w.World, log: Log, now: str
) -> None:
    kari = signed_in(world.kari, world.eikvag)
    tag = tag_of(kari, log)
    change(f"UPDATE identity_signedin SET {now} WHERE person_id = %s", world.kari.pk)
    assert get(kari, log, tag).status_code in (302, 404)
