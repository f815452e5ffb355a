"""A marker in all that tells where a child with a protected address is, looked for everywhere.

Elias lives with his mother, whose address is protected too; his father Anders has parental
responsibility, and must not learn where they are. Ragnhild helps from another service.
"""

import pytest
from django.db import connections

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.logs import places
from stafett.logs.models import Clearance, Log
from stafett.people.models import Person
from tests import world as w
from tests.clients import signed_in
from tests.walls.markers.looking import addresses, everything_of, in_sql
from tests.walls.markers.protected import (
    MARK,
    PUBLIC,
    close,
    found,
    live_apart,
    mark_places,
    open_log,
    protect,
)
from tests.walls.sql import DENIED, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]


@pytest.fixture
def log(world: w.World) -> Log:
    """A log of a child whose address was protected from the start."""
    mark_places(world)
    live_apart(world)
    protect(world)
    return open_log(world)


# One of each kind: a guardian, a helper, a leader of another town. Strangers are the matrix's.
NOT_CLEARED = ("anders", "ragnhild", "nils")


@pytest.mark.slow
def test_who_is_not_cleared_finds_no_place_on_the_whole_site(world: w.World, log: Log) -> None:
    for name in NOT_CLEARED:
        assert found(world, log, name) == [], name
    page = f"/logg/{log.pk}/skjermet/"
    # Who may know it reads it on one page; at the forms of the holder the town's services stand.
    assert found(world, log, "marte") == [page]
    for name in ("elias", "kari"):
        answer = signed_in(world.people[name], world.eikvag).get(page)
        assert MARK in everything_of(answer), name  # type: ignore[arg-type]


def test_in_sql_nobody_finds_it_in_a_row_of_the_log(world: w.World, log: Log) -> None:
    for name in ("anders", "ragnhild", "marte", "kari"):
        assert set(in_sql(world.people[name], MARK)) <= PUBLIC, name
    close(world, log)
    assert set(in_sql(world.anders, MARK)) <= PUBLIC
    assert found(world, log, "anders") == []


def test_without_protection_the_same_search_finds_it(world: w.World) -> None:
    """The test can fail: the places are there, in every table that must not have them."""
    mark_places(world)
    live_apart(world)
    log = open_log(world)
    assert {"consent_named", "logs_admission", "consent_consent", "plan_measure"} <= set(
        in_sql(world.anders, MARK)
    )
    assert f"/logg/{log.pk}/" in found(world, log, "anders")


def test_the_database_writes_no_place_whatever_the_pages_do(world: w.World, log: Log) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE logs_reading DISABLE TRIGGER notes_no_place")
        try:
            row = [log.pk, world.kari.pk, f"{MARK} skole"]
            cursor.execute(
                "INSERT INTO logs_reading (log_id, person_id, minute, kind, role, service)"
                " VALUES (%s, %s, now(), 'plan', 'holder', %s)",
                row,
            )
            assert set(in_sql(world.marte, MARK)) - PUBLIC == {"logs_reading"}
            cursor.execute("DELETE FROM logs_reading WHERE service LIKE %s", [f"{MARK}%"])
        finally:
            cursor.execute("ALTER TABLE logs_reading ENABLE TRIGGER notes_no_place")


def test_protection_that_comes_later_hides_what_was_written(world: w.World) -> None:
    mark_places(world)
    live_apart(world)
    log = open_log(world)
    close(world, log)
    assert "archive_depositfile" in in_sql(world.anders, MARK)
    protect(world)
    assert set(in_sql(world.anders, MARK)) <= PUBLIC
    # What was signed is kept, word for word, for those who may know it.
    assert "consent_originaltext" in in_sql(world.marte, MARK)
    assert found(world, log, "anders") == []


def test_the_holder_clears_with_a_ground_and_takes_it_back(world: w.World, log: Log) -> None:
    page = f"/logg/{log.pk}/skjermet/"
    client = signed_in(world.ragnhild, world.eikvag)
    assert client.get(page).status_code == 404
    kari = signed_in(world.kari, world.eikvag)
    said = {"do": "clear", "who": str(world.ragnhild.pk)}
    assert kari.post(page, said | {"ground": " "}).status_code == 422
    assert kari.post(page, said | {"ground": "Henter Elias på skolen."}).status_code == 302
    assert MARK in everything_of(client.get(page))  # type: ignore[arg-type]
    # Owner and cleared guardians see it; the father does not learn of the page.
    marte = signed_in(world.marte, world.eikvag)
    assert "Henter Elias på skolen." in marte.get(page).content.decode()
    assert signed_in(world.anders, world.eikvag).get(page).status_code == 404
    assert marte.post(page, said | {"ground": "Jeg vil"}).status_code == 422
    row = Clearance.objects.using("owner").get(log_id=log.pk)
    with acting_as(world.anders.pk):
        assert not Clearance.objects.exists()
    assert kari.post(page, {"do": f"end:{row.pk}"}).status_code == 302
    assert client.get(page).status_code == 404
    with acting_as(world.kari.pk), pytest.raises(Conflict):
        places.end_clearance(w.stand(world.kari, log), row.pk, at=w.now())


def test_nobody_clears_but_the_holder(world: w.World, log: Log) -> None:
    for name in ("marte", "sunniva", "anders", "elias"):
        with acting_as(world.people[name].pk):
            by = w.stand(world.people[name], log)
            with pytest.raises(Refused):
                places.clear(by, world.anders.pk, ground="Vil vite", at=w.now())
        with acting_as(world.people[name].pk):
            refused(
                DENIED,
                "row-level security",
                "INSERT INTO logs_clearance (id, log_id, person_id, ground, by_id, at)"
                " VALUES (gen_random_uuid(), %s, %s, 'x', %s, now())",
                [log.pk, world.anders.pk, world.people[name].pk],
            )


def test_a_guardian_less_protected_than_the_child_is_not_cleared(world: w.World, log: Log) -> None:
    Person.objects.using("owner").filter(pk=world.elias.pk).update(
        protection="strictly_confidential"
    )
    marte = signed_in(world.marte, world.eikvag)
    assert marte.get(f"/logg/{log.pk}/skjermet/").status_code == 404


def test_both_walls_say_the_same_of_who_is_cleared(world: w.World, log: Log) -> None:
    for name in ("elias", "marte", "anders", "kari", "sunniva", "ragnhild"):
        with acting_as(world.people[name].pk):
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT my_uncleared()")
                shut = {key for (key,) in cursor.fetchall()}
            assert places.is_cleared(w.stand(world.people[name], log)) is (log.pk not in shut), name


def test_every_address_of_the_log_is_looked_at(world: w.World, log: Log) -> None:
    assert f"/logg/{log.pk}/skjermet/" in addresses([log])
