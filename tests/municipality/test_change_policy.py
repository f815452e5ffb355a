"""Changing a municipality's policy: who may, from when, and what the database refuses besides."""

from collections.abc import Callable
from datetime import date, timedelta
from threading import Event
from time import sleep
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from django.utils import timezone, translation

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Content
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.consent.models import Consent
from stafett.municipality.actions import change_policy, take_back_policy
from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import PRESETS
from stafett.municipality.queries import current_policy
from tests import world as w

pytestmark = pytest.mark.django_db
LATER = 10


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def count(town: Municipality) -> int:
    return Book.objects.using("owner").get(pk=town.pk).count


def change(
    world: w.World,
    settings: dict[str, Any] | None = None,
    *,
    by: str = "henrik",
    days: int = LATER,
    preset: str = "national",
    opened_at: int | None = None,
    town: Municipality | None = None,
) -> PolicyVersion:
    town = town or world.eikvag
    with acting_as(world.people[by].pk):
        return change_policy(
            world.people[by],
            town.pk,
            from_date=day(days),
            preset=preset,
            settings=settings or {},
            opened_at=count(town) if opened_at is None else opened_at,
            at=timezone.now(),
        )


def entries(world: w.World) -> list[dict[str, Any]]:
    with acting_as(world.henrik.pk):
        assert not list(faults_in(Book.objects.get(pk=world.eikvag.pk)))
        contents = Content.objects.filter(book=world.eikvag.pk).order_by("number")
        return [content.data for content in contents]


def test_it_holds_from_its_day_with_every_setting_and_an_entry(world: w.World) -> None:
    change(world, {"guardians_sign_until": 16})
    version = PolicyVersion.objects.get(from_date=day(LATER))
    assert version.settings == {**PRESETS["national"].as_settings(), "guardians_sign_until": 16}
    assert current_policy(world.eikvag, day(LATER - 1)).guardians_sign_until == 18
    assert current_policy(world.eikvag, day(LATER)).guardians_sign_until == 16
    entry = entries(world)[-1]
    assert entry["changes"] == [{"setting": "guardians_sign_until", "was": 18, "now": 16}]
    assert entry["who"] == "Henrik Dale"
    assert entry["from"] == day(LATER).isoformat()


def test_the_settings_lie_upon_the_preset(world: w.World) -> None:
    change(world, {"holders_max": 3}, preset="sogndal")
    policy = current_policy(world.eikvag, day(LATER))
    assert (policy.guardians_sign_until, policy.holders_max) == (15, 3)


def test_it_can_hold_from_today(world: w.World) -> None:
    change(world, {"holders_max": 2}, days=0)
    assert current_policy(world.eikvag, day(0)).holders_max == 2


@pytest.mark.parametrize("name", ["bjorg", "kari", "nils", "marte"])
def test_nobody_else_changes_it(world: w.World, name: str) -> None:
    with pytest.raises(Refused, match="administrator"), translation.override("en"):
        change(world, {"holders_max": 2}, by=name)
    assert PolicyVersion.objects.count() == 2


def test_an_administrator_changes_only_the_own(world: w.World) -> None:
    with pytest.raises(Refused):
        change(world, {"holders_max": 2}, town=world.nordvik)


@pytest.mark.parametrize(
    ("settings", "days", "says"),
    [
        ({"guardians_sign_until": 12}, LATER, "12, 13, 14"),
        ({"youth_signs_from": None, "guardians_sign_until": 15}, LATER, "15, 16, 17"),
        ({"youth_signs_from": 500}, LATER, "youth_signs_from"),
        ({"holders_max": True}, LATER, "holders_max"),
        ({"no_such": 1}, LATER, "no_such"),
        ({"holders_max": 2}, -1, "today"),
        ({"holders_max": 2}, 366 * 12, "ten years"),
        ({}, LATER, "Nothing would change"),
    ],
)
def test_what_is_no_policy_is_refused(
    world: w.World, settings: dict[str, Any], days: int, says: str
) -> None:
    with pytest.raises(Refused, match=says), translation.override("en"):
        change(world, settings, days=days)
    assert count(world.eikvag) == 1


def test_an_unknown_preset_is_refused(world: w.World) -> None:
    with pytest.raises(Refused):
        change(world, preset="oslo")


def test_what_has_not_begun_can_be_replaced(world: w.World) -> None:
    change(world, {"holders_max": 2})
    change(world, {"holders_max": 3})
    assert PolicyVersion.objects.get(from_date=day(LATER)).settings["holders_max"] == 3
    assert entries(world)[-1]["changes"] == [{"setting": "holders_max", "was": 2, "now": 3}]


def test_what_began_today_cannot(world: w.World) -> None:
    change(world, {"holders_max": 2}, days=0)
    with pytest.raises(Refused, match="today"), translation.override("en"):
        change(world, {"holders_max": 3}, days=0)
    assert current_policy(world.eikvag, day(0)).holders_max == 2


def test_what_has_not_begun_can_be_taken_back(world: w.World) -> None:
    change(world, {"holders_max": 2})

    def take_back(days: int) -> None:
        with acting_as(world.henrik.pk):
            take_back_policy(
                world.henrik,
                world.eikvag.pk,
                day(days),
                opened_at=count(world.eikvag),
                at=timezone.now(),
            )

    take_back(LATER)
    assert not PolicyVersion.objects.filter(from_date=day(LATER)).exists()
    assert entries(world)[-1]["from"] == day(LATER).isoformat()
    change(world, {"holders_max": 2}, days=0)
    for days in (LATER, 0):
        with pytest.raises(Conflict):
            take_back(days)


def test_who_opened_the_page_before_another_changed_it_is_told(world: w.World) -> None:
    opened = count(world.eikvag)
    change(world, {"holders_max": 2})
    with pytest.raises(Conflict):
        change(world, {"holders_max": 3}, opened_at=opened)
    assert current_policy(world.eikvag, day(LATER)).holders_max == 2


def test_of_two_at_once_one_wins_and_the_other_is_told(
    world: w.World, at_once: Callable[..., list[Any]]
) -> None:
    """The second begins while the first has changed it but not ended the transaction."""
    w.add_staff(world, "vigdis", "Moe", world.ppt, "Systemansvarlig", "administrator")
    changed = Event()

    def first() -> PolicyVersion:
        with acting_as(world.henrik.pk):
            version = change(world, {"holders_max": 2}, opened_at=1)
            changed.set()
            sleep(0.3)
        return version

    def second() -> PolicyVersion:
        changed.wait(timeout=10)
        return change(world, {"holders_max": 3}, by="vigdis", opened_at=1)

    won, told = at_once(first, second)
    assert isinstance(told, Conflict), told
    settled = PolicyVersion.objects.get(from_date=day(LATER))
    assert settled.settings == won.settings
    assert count(world.eikvag) == 2


def insert(town: Municipality, days: int) -> tuple[str, list[Any]]:
    return (
        "INSERT INTO municipality_policyversion (id, municipality_id, from_date, preset, settings)"
        " VALUES (gen_random_uuid(), %s, %s, 'national', '{}')",
        [town.pk, day(days)],
    )


def test_the_database_refuses_it_too(world: w.World) -> None:
    """In SQL as the web login: the row's administrators only, and never what has begun."""
    change(world, {"holders_max": 2})
    refused = r"row-level security|permission denied|begun"

    def tries(name: str, statement: str, values: list[Any]) -> int:
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.rowcount

    for name in ("bjorg", "kari", "nils"):
        with pytest.raises(DatabaseError, match=refused):
            tries(name, *insert(world.eikvag, 5))
    for town, days in ((world.nordvik, 5), (world.eikvag, -1)):
        with pytest.raises(DatabaseError, match=refused):
            tries("henrik", *insert(town, days))
    for verb in (
        "UPDATE municipality_policyversion SET preset = 'x'",
        "DELETE FROM municipality_policyversion",
    ):
        assert tries("kari", f"{verb} WHERE from_date > %s", [day(0)]) == 0
        assert tries("henrik", f"{verb} WHERE from_date <= %s", [day(0)]) == 0
    with pytest.raises(DatabaseError, match=refused):
        tries("henrik", "UPDATE municipality_policyversion SET from_date = %s", [day(0)])
    assert tries("henrik", *insert(world.eikvag, 5)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE municipality_policyversion SET settings = '{}' WHERE from_date < %s",
        "DELETE FROM municipality_policyversion WHERE from_date < %s",
    ],
)
def test_what_has_begun_stays_whoever_asks(world: w.World, statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="never changed"),
        connections["owner"].cursor() as cursor,
    ):
        cursor.execute(statement, [day(0)])


def test_what_is_signed_stays_as_signed(world: w.World) -> None:
    log = w.open_log(world)
    before = Consent.objects.using("owner").get(log=log.pk)
    change(world, {"youth_signs_from": 8, "guardians_sign_until": 8}, days=0, preset="sogndal")
    after = Consent.objects.using("owner").get(log=log.pk)
    assert after.state == "active"
    assert after.policy == before.policy == PRESETS["national"].as_settings()
    assert (after.text_hash, after.lapses_on) == (before.text_hash, before.lapses_on)
    with acting_as(world.sunniva.pk):
        assert w.stand(world.sunniva, log).log.state == "open"
