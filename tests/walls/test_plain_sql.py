"""Those who are not let in, with plain SQL and the log's own number in their hands.

Every table behind the wall is found in the catalogue: a new one is tried too, and `full.fill` must
put something in it.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connections, transaction

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from tests import world as w
from tests.walls import catalogue
from tests.walls.full import fill
from tests.walls.sql import CHECK, DENIED, UNIQUE, ask, insert, run

pytestmark = pytest.mark.django_db

# Behind the wall, but not of one log.
NOT_OF_A_LOG = {
    "book_place",
    "book_verification",
    "meetings_calendarfeed",
    "guide_place",
    "guide_text",
    "messages_beginning",
    "municipality_invitation",
    "municipality_area",
    "municipality_policyversion",
    "municipality_position",
    "municipality_trained",
    "municipality_unit",
    "notices_kept",
    "notices_letter",
    "notices_preference",
}
ITS_OWN_KEY = {"logs_log": "id", "book_book": "id", "people_person": "id"}
ITS_OWN_KEY["identity_youthcode"] = "account_id"
ONLY_WHEN_CLOSED = {"logs_closing"}
# Kari has the baton, and sees neither what the child wrote for itself nor what Sunniva was told.
THE_CHILDS_OWN = {"voice_privatewords", "voice_toldto"}
# Nor what one of the family demands of the municipality.
DEMANDED = {"deletion_demand", "deletion_decision", "deletion_appeal"}
# Nor what was taken along with a yes that does not count now (test_packages).
TAKEN_ALONG = {"archive_package"}
# Written, and read through functions alone; or the worker's alone.
NEVER_READ = {"people_nationalidentity", "people_lookup", "logs_inquiry", "notices_notice"}
ENDS_WITH_THE_LOG = {"identity_youthaccount", "identity_youthcode"}
NEVER_READ |= ENDS_WITH_THE_LOG | {"identity_wayin"}


def key_of(table: str) -> str:
    """The column that tells whose row it is."""
    if table in ITS_OWN_KEY:
        return ITS_OWN_KEY[table]
    columns = {
        name
        for (name,) in catalogue.ask(
            connections["owner"],
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0",
            table,
        )
    }
    return next(name for name in ("log_id", "book_id", "child_id", "person_id") if name in columns)


def walled() -> list[str]:
    found = catalogue.tables(connections["owner"])
    return sorted(name for name, enabled in found.items() if enabled and name not in NOT_OF_A_LOG)


def rows_of(table: str, keys: list[UUID]) -> list[dict[str, Any]]:
    """What there is, seen by the owner."""
    question = f"SELECT * FROM {table} WHERE {key_of(table)} = ANY (%s)"
    with connections["owner"].cursor() as cursor:
        cursor.execute(question, [keys])
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def attempt(statement: str, values: list[Any]) -> tuple[int, str]:
    """How many rows it touched, or why it was refused."""
    try:
        with transaction.atomic():
            return run(statement, values), ""
    except DatabaseError as error:
        return 0, str(getattr(error.__cause__, "sqlstate", ""))


def reached(table: str, keys: list[UUID]) -> Iterator[str]:
    """What somebody sees or changes of these rows, as sentences."""
    key, rows = key_of(table), rows_of(table, keys)
    if table not in NEVER_READ and ask(f"SELECT 1 FROM {table} WHERE {key} = ANY (%s)", [keys]):
        yield f"sees {table}"
    for column in rows[0]:
        statement = f'UPDATE {table} SET "{column}" = "{column}" WHERE {key} = ANY (%s)'
        touched, why = attempt(statement, [keys])
        if touched or why not in ("", DENIED):
            yield f"changes {table}.{column} ({touched} {why})"
    touched, why = attempt(f"DELETE FROM {table} WHERE {key} = ANY (%s)", [keys])
    if touched or why not in ("", DENIED):
        yield f"removes from {table} ({touched} {why})"
    new = rows[0] | ({"id": uuid4()} if "id" in rows[0] and key != "id" else {})
    touched, why = attempt(*insert(table, **new))
    # A person or tie that is there already is not told apart from one that is not seen.
    if touched or why not in (DENIED, CHECK, *([UNIQUE] if table.startswith("people_") else [])):
        yield f"writes in {table} ({touched} {why})"


def reaches(world: w.World, who: str | None, log: Log) -> list[str]:
    family = [world.people[name].pk for name in ("elias", "marte", "anders")]
    with acting_as(world.people[who].pk if who else None):
        return [
            f"{who} {what}"
            for table in walled()
            if rows_of(table, [log.pk, *family])
            for what in reached(table, [log.pk, *family])
        ]


def empty_tables(world: w.World, log: Log) -> set[str]:
    family = [world.people[name].pk for name in ("elias", "marte", "anders")]
    return {table for table in walled() if not rows_of(table, [log.pk, *family])}


def test_an_open_log_is_out_of_reach(world: w.World, log: Log) -> None:
    """For nobody, another family, leaders here and elsewhere, and one whom the family is asked
    to let in."""
    fill(world, log)
    w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    w.open_log(world, owner="sander", signers=("liv",))
    assert empty_tables(world, log) == ONLY_WHEN_CLOSED
    for who in (None, "liv", "nils", "bjorg", "henrik", "tor"):
        assert reaches(world, who, log) == []


def test_a_draft_is_out_of_reach_for_those_it_names(world: w.World) -> None:
    log = w.start_draft(world)
    w.answer(world, w.ask_consent(world, log, named=("kari", "sunniva")), "marte")
    for who in (None, "sunniva", "bjorg", "liv"):
        assert reaches(world, who, log) == []


def test_a_closed_log_is_out_of_reach_for_those_who_helped(world: w.World, log: Log) -> None:
    fill(world, log)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert empty_tables(world, log) == ENDS_WITH_THE_LOG
    for who in (None, "kari", "sunniva", "ragnhild", "liv", "nils"):
        assert reaches(world, who, log) == []


def test_the_same_search_finds_what_is_seen(world: w.World, log: Log) -> None:
    """For one who is let in it finds rows in every table: it would see a hole."""
    fill(world, log)
    found = set(reaches(world, "kari", log))
    never_seen = NEVER_READ | ONLY_WHEN_CLOSED | THE_CHILDS_OWN | DEMANDED | TAKEN_ALONG
    never_seen |= {"identity_signedin", "identity_welcomed"}
    assert {f"kari sees {table}" for table in walled() if table not in never_seen} <= found
    assert "kari changes logs_log.short_name (1 )" in found
    assert "kari removes from plan_responsible (2 )" in found
    assert any(each.startswith("kari writes in book_content") for each in found)
