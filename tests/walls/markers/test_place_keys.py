"""No key leads to a protected place with plain SQL, and whose protection counts (issue 4.5)."""

import json

import pytest
from django.db import connection, connections

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.logs.queries import team as logs_team
from stafett.municipality.models import Position
from stafett.people.models import Guardianship, Person
from tests import world as w
from tests.clients import signed_in
from tests.walls.markers.looking import (
    in_sql,
)
from tests.walls.markers.protected import (
    MARK,
    PUBLIC,
    TOLD,
    found_text,
    leads,
    live_apart,
    mark_places,
    open_log,
    protect,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]


@pytest.fixture
def log(world: w.World) -> Log:
    """A log of a child whose address was protected from the start."""
    mark_places(world)
    live_apart(world)
    protect(world)
    return open_log(world)


def test_in_sql_no_key_leads_who_is_not_cleared_to_the_place(world: w.World, log: Log) -> None:
    for name in ("anders", "ragnhild", "tor", "hanne"):
        assert leads(world.people[name]) == set(), name
    for name in ("elias", "marte", "kari", "sunniva"):
        assert leads(world.people[name]) == {"workplace", "position"}, name


WITH_WORDS = """
    SELECT p.proname, p.proargtypes[1]::regtype::text FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.pronargs = 2 AND p.provolatile <> 'v'
      AND p.proargtypes[0] = 'uuid'::regtype
      AND p.proargtypes[1] IN ('text'::regtype, 'jsonb'::regtype)
      AND has_function_privilege('stafett_web', p.oid, 'EXECUTE')
"""


def test_no_function_tells_whether_a_guessed_place_is_the_right_one(
    world: w.World, log: Log
) -> None:
    """Who may ask with words of one's own finds a child by trying each school in turn."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(WITH_WORDS)
        found = cursor.fetchall()
    for name in ("anders", "ragnhild"):
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            for function, kind in found:
                told = []
                for guess in (world.school.name, "Ingen skole"):
                    words = json.dumps({"service": guess}) if kind == "jsonb" else guess
                    cursor.execute(f"SELECT {function}(%s, %s::{kind})", [log.pk, words])
                    told.append(cursor.fetchall())
                assert told[0] == told[1], f"{name} by {function}"


def test_protection_that_comes_later_breaks_the_keys(world: w.World) -> None:
    mark_places(world)
    live_apart(world)
    log = open_log(world)
    assert leads(world.anders) == TOLD  # the test can fail
    protect(world)
    assert leads(world.anders) == leads(world.ragnhild) == set()
    assert leads(world.marte) == {"workplace", "position"}
    # Nobody has lost the log by it, and whoever leaves the school does.
    for name in ("kari", "sunniva", "ragnhild"):
        with acting_as(world.people[name].pk):
            assert w.stand(world.people[name], log)
    Position.objects.using("owner").filter(person=world.sunniva).update(until=w.LONG_AGO)
    with acting_as(world.sunniva.pk):
        assert not Log.objects.filter(pk=log.pk).exists()


def test_who_is_not_cleared_can_be_the_last_to_say_yes(world: w.World) -> None:
    """The helpers are let in though the one who signs may not know where they work."""
    mark_places(world)
    live_apart(world)
    protect(world)
    log = open_log(world)  # Anders signs last
    with acting_as(world.marte.pk):
        team = {str(each.person) for each in logs_team(log)}
    assert {"Kari Nesheim", "Sunniva Aas", "Ragnhild Vik"} <= team
    with acting_as(world.anders.pk):
        assert {str(each.person) for each in logs_team(log)} == team


def test_a_mother_in_hiding_hides_the_child(world: w.World) -> None:
    """Her own protection counts as the child's, from the day it is known; hers alone is enough."""
    mark_places(world)
    live_apart(world)
    log = open_log(world)
    assert leads(world.anders) == TOLD
    marte = Person.objects.using("owner").filter(pk=world.marte.pk)
    marte.update(protection="confidential")
    assert leads(world.anders) == set()
    assert set(in_sql(world.anders, MARK)) <= PUBLIC
    page = f"/logg/{log.pk}/skjermet/"
    assert signed_in(world.marte, world.eikvag).get(page).status_code == 200
    assert signed_in(world.anders, world.eikvag).get(page).status_code == 404


def test_who_lives_elsewhere_hides_nothing(world: w.World) -> None:
    live_apart(world)
    log = open_log(world)
    anders = Person.objects.using("owner").filter(pk=world.anders.pk)
    anders.update(protection="confidential")
    log.refresh_from_db()
    assert not log.hides_places
    # From the day the child moves in with him, it does.
    Guardianship.objects.using("owner").filter(guardian=world.anders).update(fixed_residence=True)
    log.refresh_from_db()
    assert log.hides_places


@pytest.mark.slow
def test_strictly_confidential_lets_in_no_guardian_who_lives_elsewhere(world: w.World) -> None:
    """Not a name of a helper, not that there is a log; whoever lives there as protected stays."""
    live_apart(world)
    protect(world)
    log = open_log(world)
    page = f"/logg/{log.pk}/"
    anders, marte = (signed_in(world.people[each], world.eikvag) for each in ("anders", "marte"))
    assert anders.get(page).status_code == marte.get(page).status_code == 200
    protect(world, "strictly_confidential")
    assert found_text(anders, log, "Nesheim") == []
    assert anders.get(page).status_code == 404
    assert [each for each in in_sql(world.anders, str(log.pk)) if each != "people_lookup"] == []
    assert marte.get(page).status_code == 200
    with acting_as(world.kari.pk):
        assert "Anders" not in {each.person.given_name for each in logs_team(log)}
    # It is the address that shuts him out, and nothing else: when it is told, he is in again.
    protect(world, "confidential")
    assert anders.get(page).status_code == 200
