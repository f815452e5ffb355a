"""A marker in all that tells where a child with a protected address is, looked for everywhere.

Elias lives with his mother, whose address is protected too; his father Anders has parental
responsibility, and must not learn where they are. Ragnhild helps from another service.
"""

from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from stafett.archive.reading import read_all
from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.logs import places
from stafett.logs.models import Clearance, Log, Sees
from stafett.logs.queries import team as logs_team
from stafett.municipality.models import Position, Unit
from stafett.people.models import Guardianship, Person
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import signed_in
from tests.logins import as_worker
from tests.walls.markers.looking import addresses, everything_of, in_sql, on_the_site
from tests.walls.sql import DENIED, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]

MARK = "qzsted"
# Who works where is the municipality's to tell to anybody: it names no child.
PUBLIC = {"municipality_unit", "municipality_position"}


def mark_places(world: w.World) -> None:
    """The school, and telephones and e-mails of those who work there, carry the marker."""
    Unit.objects.using("owner").filter(pk=world.school.pk).update(name=f"{MARK} skole")
    Position.objects.using("owner").filter(unit=world.school).update(
        phone=f"{MARK}1", email=f"{MARK}@eikvag.example"
    )
    world.school.name = f"{MARK} skole"


def live_apart(world: w.World) -> None:
    Guardianship.objects.using("owner").filter(guardian=world.anders).update(fixed_residence=False)


def protect(world: w.World, level: str = "confidential") -> None:
    """What the register says now of Elias and his mother."""
    for name in ("marte", "elias"):
        Person.objects.using("owner").filter(pk=world.people[name].pk).update(protection=level)
        world.people[name].protection = level


def open_log(world: w.World) -> Log:
    log = w.start_draft(world)
    until = timezone.localdate() + timedelta(days=200)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        version = consent.prepare(by, scopes=["open"], purpose="", kept_out="", at=w.now())
        for name in ("kari", "sunniva", "ragnhild"):
            said = consent.Invitation(
                world.positions[name].pk, "Hjelper", Sees.EVERYTHING, until, False
            )
            consent.invite(by, version.pk, said, at=w.now())
        consent.note_oral(by, [world.elias], said_on=timezone.localdate(), at=w.now())
        version = consent.ask(by, version.pk, at=w.now())
    w.answer(world, version, "marte", "anders")
    log = Log.objects.using("owner").select_related("owner").get(pk=log.pk)
    (measure, *_more) = w.agree_plan(world, log)
    with acting_as(world.kari.pk):
        Measure.objects.filter(pk=measure).update(place=f"{MARK} gymsal")
    return log


def found(world: w.World, log: Log, name: str | None) -> list[str]:
    """Where on the whole site this person finds the marker; of staff, at the log's addresses."""
    client = signed_in(world.people[name], world.eikvag) if name else Client()
    at_work = name in world.positions
    return [
        each for each in on_the_site(client, [log], MARK) if not at_work or f"/{log.pk}/" in each
    ]


def close(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with as_worker():
        read_all()


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


def found_text(client: Client, log: Log, text: str) -> list[str]:
    """The log's own addresses at which a client finds a text."""
    return [each for each in on_the_site(client, [log], text) if f"/{log.pk}/" in each]


def test_both_walls_say_the_same_of_who_is_cleared(world: w.World, log: Log) -> None:
    for name in ("elias", "marte", "anders", "kari", "sunniva", "ragnhild"):
        with acting_as(world.people[name].pk):
            with connections["default"].cursor() as cursor:
                cursor.execute("SELECT my_uncleared()")
                shut = {key for (key,) in cursor.fetchall()}
            assert places.is_cleared(w.stand(world.people[name], log)) is (log.pk not in shut), name


def test_every_address_of_the_log_is_looked_at(world: w.World, log: Log) -> None:
    assert f"/logg/{log.pk}/skjermet/" in addresses([log])


# Every key in what one reads that could lead to a unit, followed as far as plain SQL goes.
LEADS_TO = """
    SELECT 'log' FROM logs_log r JOIN municipality_unit u ON u.id = r.unit_id WHERE {named}
    UNION SELECT 'admission' FROM logs_admission r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'named' FROM consent_named r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'leaving' FROM consent_consent r
        JOIN municipality_unit u ON u.id = r.leaving_unit_id WHERE {named}
    UNION SELECT 'workplace' FROM logs_workplace r JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named}
    UNION SELECT 'position' FROM municipality_position r
        JOIN municipality_unit u ON u.id = r.unit_id
        WHERE {named} AND r.person_id IN (SELECT person_id FROM logs_admission)
    UNION SELECT 'invitation' FROM municipality_invitation r
        JOIN municipality_unit u ON u.id = r.unit_id WHERE {named}
"""


def leads(person: Person) -> set[str]:
    """Which rows of a log lead this person to the school, with plain SQL."""
    sql = LEADS_TO.format(named=f"u.name LIKE '%{MARK}%'")
    with acting_as(person.pk), connections["default"].cursor() as cursor:
        cursor.execute(sql)
        return {how for (how,) in cursor.fetchall()}


TOLD = {"log", "admission", "named", "position"}


def test_in_sql_no_key_leads_who_is_not_cleared_to_the_place(world: w.World, log: Log) -> None:
    for name in ("anders", "ragnhild", "tor", "hanne"):
        assert leads(world.people[name]) == set(), name
    for name in ("elias", "marte", "kari", "sunniva"):
        assert leads(world.people[name]) == {"workplace", "position"}, name


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
