"""Who ends a log, tried in SQL: the holder, a signer, an owner of age, and nobody else (P3)."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from tests import world as w
from tests.walls.sql import CHECK, DENIED, insert, refused, run, several

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P3")]


def closing(log: Log, by: Any, reason: str = "family") -> tuple[str, list[Any]]:
    values = {"at": timezone.now(), "by_id": by and by.pk, "reason": reason, "note": ""}
    return insert("logs_closing", id=uuid4(), log_id=log.pk, **values)


def wish(log: Log, by: Any) -> tuple[str, list[Any]]:
    values = {"at": timezone.now(), "by_id": by.pk, "word": ""}
    return insert("consent_closingwish", id=uuid4(), log_id=log.pk, **values)


def test_only_holder_signers_and_an_owner_of_age_close(world: w.World, log: Log) -> None:
    for name in ("sunniva", "elias"):  # Elias is 8
        with acting_as(world.people[name].pk):
            for reason in ("family", "reached", "withdrawn", "lapsed"):
                refused(CHECK, "may not close", *closing(log, world.people[name], reason))
            refused(CHECK, "somebody closes", *closing(log, None, "lapsed"))
            refused(DENIED, "row-level", *closing(log, world.marte))
    for name in ("kari", "marte"):
        with acting_as(world.people[name].pk):
            run(*closing(log, world.people[name]))


@pytest.mark.parametrize(
    ("preset", "age", "allowed"),
    [
        ("sogndal", 15, True),
        ("aardal", 15, False),
        ("aardal", 17, False),
        ("aardal", 18, True),
        ("hustadvika-2020", 15, False),
        ("hustadvika-2020", 16, True),
        ("national", 14, False),
    ],
)
def test_the_owners_age_is_the_policys(preset: str, age: int, allowed: bool) -> None:
    world = w.make_world(preset)
    child = w.add_family(world, "ola", 10, [("wenche", "mother")])
    log = w.open_log(world, owner="ola", signers=("wenche",))
    child.birth_date = w.years_ago(age)
    child.save(using="owner")
    with acting_as(child.pk):
        if allowed:
            run(*closing(log, child))
        else:
            refused(CHECK, "may not close", *closing(log, child))


def test_no_log_is_closed_without_a_closing(world: w.World, log: Log) -> None:
    with acting_as(world.marte.pk):
        several(
            CHECK,
            "closed by somebody",
            ("UPDATE consent_consent SET ended_at = now(), \"end\" = 'closed'", ()),
            ("UPDATE logs_leg SET ended_at = now()", ()),
            ("UPDATE logs_admission SET ended_at = now() WHERE role = 'participant'", ()),
            ("UPDATE logs_log SET closed_at = now()", ()),
        )


def test_a_wish_is_ones_own_and_the_familys(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        refused(DENIED, "row-level", *wish(log, world.sunniva))
    with acting_as(world.marte.pk):
        refused(DENIED, "row-level", *wish(log, world.anders))
        run(*wish(log, world.marte))
    with acting_as(world.anders.pk):
        assert not run("UPDATE consent_closingwish SET taken_back_at = now()")
        refused(DENIED, "permission denied", "UPDATE consent_closingwish SET word = 'x'")
        refused(DENIED, "permission denied", "DELETE FROM consent_closingwish")
    with acting_as(world.hanne.pk):
        refused(DENIED, "row-level", *wish(log, world.hanne))
