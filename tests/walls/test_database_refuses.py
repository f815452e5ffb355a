"""What the database refuses of a log, its baton and its book, tried in SQL by those let in."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from tests import world as w
from tests.walls.sql import CHECK, DENIED, UNIQUE, ask, insert, refused, run, several

pytestmark = pytest.mark.django_db


def leg(log: Log, holder: Any, **more: Any) -> tuple[str, list[Any]]:
    now = timezone.now()
    return insert("logs_leg", id=uuid4(), log_id=log.pk, holder_id=holder.pk, from_at=now, **more)


def offer(log: Log, giver: Any, receiver: Any, **more: Any) -> tuple[str, list[Any]]:
    return insert(
        "logs_handover",
        id=uuid4(),
        log_id=log.pk,
        offered_by_id=giver.pk,
        offered_to_id=receiver.pk,
        offered_at=timezone.now(),
        word="",
        answer_word="",
        **more,
    )


END_LEGS = "UPDATE logs_leg SET ended_at = now() WHERE log_id = %s AND ended_at IS NULL"


def test_one_holder_where_the_policy_says_one(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        refused(CHECK, "more holders than", *leg(log, world.sunniva))
        several(
            CHECK,
            "more holders than",
            ("SET CONSTRAINTS ALL DEFERRED", []),
            leg(log, world.sunniva),
        )


def test_two_holders_where_the_policy_says_two() -> None:
    world = w.make_world("sogndal")
    log = w.open_log(world)
    divided = "UPDATE logs_leg SET tasks = 'Ringer', is_contact = holder_id = %s"
    with acting_as(world.kari.pk):
        undivided = leg(log, world.sunniva), ("SET CONSTRAINTS ALL IMMEDIATE", [])
        several(CHECK, "write who does what", *undivided)
        run(*leg(log, world.sunniva))
        run(divided, [world.kari.pk])
    with acting_as(world.kari.pk):
        refused(CHECK, "more holders than", *leg(log, world.ragnhild))
        refused(UNIQUE, "one_open_leg_a_holder", *leg(log, world.sunniva))


def test_a_laid_down_baton_is_not_taken_up_again(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        run(END_LEGS, [log.pk])
        run(*leg(log, world.sunniva))
    with acting_as(world.kari.pk):
        refused(
            CHECK,
            "what has ended",
            "UPDATE logs_leg SET ended_at = NULL WHERE log_id = %s",
            [log.pk],
        )


def test_only_one_whom_the_consent_names_has_the_baton(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        for person in (world.tor, world.nils, world.marte, world.elias):
            several(CHECK, "does not name", (END_LEGS, [log.pk]), leg(log, person))
            refused(CHECK, "does not name", *offer(log, world.kari, person))


def test_an_open_log_has_a_holder(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        refused(CHECK, "must have a holder", END_LEGS, [log.pk])


def test_an_open_log_has_an_active_consent(world: w.World, log: Log) -> None:
    end = "UPDATE consent_consent SET ended_at = now(), \"end\" = 'closed' WHERE log_id = %s"
    no_helpers = "UPDATE logs_admission SET ended_at = now() WHERE role = 'participant'"
    with acting_as(world.marte.pk):
        several(CHECK, "must have an active consent", (no_helpers, []), (end, [log.pk]))
        refused(CHECK, "access ends with the consent", end, [log.pk])


def test_a_closed_log_has_neither_helpers_nor_holder_nor_consent(world: w.World, log: Log) -> None:
    close = ("UPDATE logs_log SET closed_at = now() WHERE id = %s", [log.pk])
    no_helpers = ("UPDATE logs_admission SET ended_at = now() WHERE role = 'participant'", [])
    no_consent = ("UPDATE consent_consent SET ended_at = now() WHERE log_id = %s", [log.pk])
    with acting_as(world.marte.pk):
        refused(CHECK, "only an open log", *close)
        several(CHECK, "only an open log", no_helpers, no_consent, close)
        several(CHECK, "only an open log", (END_LEGS, [log.pk]), close)
        several(CHECK, "access ends with", (END_LEGS, [log.pk]), no_consent, close)


def test_a_log_is_neither_reopened_nor_made_a_draft(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with acting_as(world.marte.pk):
        for change in ("closed_at = NULL", "opened_at = NULL", "opened_at = now()"):
            refused(
                CHECK,
                "opened and closed once",
                f"UPDATE logs_log SET {change} WHERE id = %s",
                [log.pk],
            )
        refused(CHECK, "does not name", *leg(log, world.kari))


def test_a_log_never_becomes_anothers(world: w.World, log: Log) -> None:
    who = ("id", "owner_id", "municipality_id", "unit_id", "started_by_id", "planned_holder_id")
    with acting_as(world.kari.pk):
        for column in who:
            change = f"UPDATE logs_log SET {column} = %s"
            refused(DENIED, "permission denied", change, [world.nora.pk])


def test_a_draft_is_not_opened_by_hand(world: w.World) -> None:
    log = w.start_draft(world)
    with acting_as(world.kari.pk):
        opened = "UPDATE logs_log SET opened_at = now() WHERE id = %s"
        refused(CHECK, "must have a holder", opened, [log.pk])
        refused(CHECK, "does not name", *leg(log, world.kari))


def draft(world: w.World, starter: str, owner: str, **changed: Any) -> list[tuple[str, list[Any]]]:
    """The statements with which somebody starts a draft by hand."""
    new, unit = uuid4(), world.positions["kari"].unit
    values: dict[str, Any] = {
        "id": new,
        "municipality_id": unit.municipality_id,
        "unit_id": unit.pk,
        "owner_id": world.people[owner].pk,
        "started_by_id": world.people[starter].pk,
        "started_at": timezone.now(),
        "planned_holder_id": world.people[starter].pk,
        "short_name": "X",
        "description": "",
        "level": 1,
        "picture": "none",
    }
    book = insert("book_book", id=new, count=0, last_hash="0" * 64, seal="x")
    return [book, insert("logs_log", **(values | changed))]


def test_who_does_not_work_in_the_unit_starts_no_draft(world: w.World) -> None:
    elsewhere = world.nordvik.pk
    for me, changed in (
        ("kari", {"opened_at": timezone.now()}),
        ("kari", {"started_by_id": world.sunniva.pk}),
        ("kari", {"municipality_id": elsewhere}),
        ("kari", {"unit_id": world.ppt.pk}),
        ("tor", {}),
        ("nils", {}),
        ("liv", {}),
    ):
        with acting_as(world.people[me].pk):
            several(DENIED, "row-level security", *draft(world, me, "nora", **changed))
    with acting_as(world.kari.pk):
        for statement in draft(world, "kari", "nora"):
            run(*statement)


def test_a_child_has_one_log_at_a_time(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        several(UNIQUE, "one_log_at_a_time", *draft(world, "kari", "elias"))


def test_the_baton_is_offered_once_by_its_holder_and_answered_once_by_the_asked(
    world: w.World, log: Log
) -> None:
    kari, sunniva, ragnhild = world.kari, world.sunniva, world.ragnhild
    answer = "UPDATE logs_handover SET answer = %s, answered_at = now() WHERE log_id = %s"
    with acting_as(sunniva.pk):
        refused(DENIED, "row-level security", *offer(log, kari, sunniva))
        refused(CHECK, "only who has the baton", *offer(log, sunniva, ragnhild))
    with acting_as(kari.pk):
        taken = {"answer": "accepted", "answered_at": timezone.now()}
        refused(CHECK, "only who has the baton", *offer(log, kari, sunniva, **taken))
        run(*offer(log, kari, sunniva))
        refused(UNIQUE, "one_open_offer", *offer(log, kari, ragnhild))
        for said in ("accepted", "declined"):
            refused(CHECK, "only the one who was asked", answer, [said, log.pk])
        refused(CHECK, "an_answer_has_a_time", "UPDATE logs_handover SET answer = 'withdrawn'")
        refused(DENIED, "permission denied", "UPDATE logs_handover SET word = 'x'")
    with acting_as(sunniva.pk):
        run(answer, ["declined", log.pk])
        for said in ("accepted", "declined", None):
            refused(CHECK, "answered once", answer, [said, log.pk])


def test_the_book_is_only_written_at_its_end(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        for table in ("book_entry", "book_content"):
            refused(DENIED, "permission denied", f"UPDATE {table} SET number = number + 1000")
            refused(DENIED, "permission denied", f"DELETE FROM {table}")
            refused(DENIED, "permission denied", f"TRUNCATE {table}")
        refused(DENIED, "permission denied", "DELETE FROM book_book")
        refused(DENIED, "permission denied", "UPDATE book_book SET id = gen_random_uuid()")
        refused(DENIED, "permission denied", "SELECT * FROM book_place")
        entry = Entry.objects.filter(book=log.pk).values().first()
        assert entry is not None
        for number in (entry["number"], 0, 99):
            row = entry | {"number": number, "actor_id": world.kari.pk}
            refused(DENIED, "row-level security", *insert("book_entry", **row))
        (head,) = ask("SELECT count, last_hash FROM book_book WHERE id = %s", [log.pk])
        last = entry | {"number": head[0] + 1, "previous_hash": head[1]}
        for wrong in ({"actor_id": world.sunniva.pk}, {"previous_hash": "0" * 64}):
            row = last | {"actor_id": world.kari.pk} | wrong
            refused(DENIED, "row-level security", *insert("book_entry", **row))
        assert (
            ask("SELECT 1 FROM book_entry WHERE actor_id <> %s AND verb ~ 'leg'", [world.kari.pk])
            == []
        )


@pytest.mark.parametrize(
    ("table", "column"), [("logs_closing", "by_id"), ("consent_oralconsent", "noted_by_id")]
)
def test_nobody_says_anything_in_anothers_name(
    world: w.World, log: Log, table: str, column: str
) -> None:
    today = timezone.localdate()
    more: dict[str, Any] = (
        {"at": timezone.now(), "reason": "reached", "note": ""}
        if table == "logs_closing"
        else {
            "person_id": world.marte.pk,
            "said_on": today,
            "noted_at": timezone.now(),
            "about": "",
        }
    )
    row = {"id": uuid4(), "log_id": log.pk, column: world.kari.pk, **more}
    with acting_as(world.sunniva.pk):
        refused(DENIED, "row-level security", *insert(table, **row))
    with acting_as(world.kari.pk):
        run(*insert(table, **row))


def test_row_level_security_cannot_be_switched_off(world: w.World, log: Log) -> None:
    with acting_as(world.nils.pk):
        several(
            DENIED,
            "would be affected by row-level security",
            ("SET LOCAL row_security = off", []),
            ("SELECT * FROM logs_log", []),
        )
        refused(DENIED, "must be owner", "ALTER TABLE logs_log DISABLE ROW LEVEL SECURITY")
        refused(DENIED, "must be owner", "DROP POLICY web_sees ON logs_log")
        refused(DENIED, "permission denied", "SET LOCAL session_replication_role = replica")
        refused(DENIED, "permission denied", "SET LOCAL ROLE stafett_owner")
        refused(DENIED, "permission denied", "CREATE TABLE public.x ()")
        refused(DENIED, "permission denied", "CREATE TEMPORARY TABLE logs_log ()")
