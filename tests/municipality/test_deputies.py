"""A leader's deputy leads from the first day until the last, in both walls, and not a day more."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, connections

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.models import Leg
from stafett.logs.unattended import leaders_of
from stafett.municipality import deputies, staffing
from stafett.municipality.access import units_of
from stafett.municipality.models import Position, Role
from stafett.municipality.queries import colleagues
from stafett.overview.overseen import overseen
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7")]
DAY = timedelta(days=1)


def named(world: w.World, name: str = "sunniva", first: int = 0, last: int = 7) -> Position:
    """The head of the school names somebody, for days counted from today."""
    with acting_as(world.bjorg.pk):
        return deputies.name_deputy(
            world.bjorg,
            world.positions[name].pk,
            from_date=w.today() + first * DAY,
            until=w.today() + last * DAY,
            at=w.now(),
        )


def move(position: Position, *, first: int, last: int) -> None:
    """As if these were its days."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE municipality_position DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE municipality_position SET from_date = %s, until = %s WHERE id = %s",
            [w.today() + first * DAY, w.today() + last * DAY, position.pk],
        )
        cursor.execute("ALTER TABLE municipality_position ENABLE TRIGGER USER")


def leads(world: w.World, name: str) -> tuple[bool, bool, int]:
    """By the rules, by the database, and how many logs are told."""
    person = world.people[name]
    with acting_as(person.pk), connection.cursor() as cursor:
        cursor.execute("SELECT %s IN (SELECT my_units())", [world.school.pk])
        (by_wall,) = cursor.fetchone()
        by_rules = world.school in units_of(person, w.today())
        return by_rules, by_wall, len(overseen(world.school.pk, Role.LEADER))


def test_a_deputy_leads_in_the_days_and_not_before_or_after(world: w.World) -> None:
    w.open_log(world, named=("kari",))
    deputy = named(world)
    assert leads(world, "sunniva") == (True, True, 1)
    move(deputy, first=1, last=7)
    assert leads(world, "sunniva") == (False, False, 0)
    move(deputy, first=-7, last=-1)
    assert leads(world, "sunniva") == (False, False, 0)
    move(deputy, first=-7, last=0)
    assert leads(world, "sunniva") == (True, True, 1)
    assert leads(world, "bjorg") == (True, True, 1)


def test_a_deputy_reads_no_log_and_is_told_to_families_who_ask_a_leader(world: w.World) -> None:
    log = w.open_log(world, named=("kari",))
    named(world)
    assert signed_in(world.sunniva, world.eikvag).get(f"/logg/{log.pk}/").status_code == 404
    with acting_as(world.marte.pk):
        leg = Leg.objects.get(log=log)
        assert {str(each.person) for each in leaders_of(leg)} == {"Bjorg Solheim", "Sunniva Aas"}


def test_a_deputy_ends_when_the_work_does(world: w.World) -> None:
    deputy = named(world)
    with acting_as(world.bjorg.pk):
        staffing.end_position(
            world.bjorg, world.positions["sunniva"].pk, last_day=w.today(), at=w.now()
        )
    assert leads(world, "sunniva") == (False, False, 0)
    assert Position.objects.using("owner").get(pk=deputy.pk).ended_at is not None


def test_the_leader_ends_it_and_the_book_tells_both(world: w.World) -> None:
    deputy = named(world)
    client = signed_in(world.bjorg, world.eikvag)
    page = client.get("/kommune/ansatte/").content.decode()
    assert "Sunniva Aas" in page
    assert "Er stedfortreder nå" in page
    answer = client.post(f"/kommune/ansatte/stedfortreder/{deputy.pk}/slutt/")
    assert answer.status_code == 302
    assert leads(world, "sunniva") == (False, False, 0)
    with acting_as(world.bjorg.pk), pytest.raises(Conflict):
        deputies.end_deputy(world.bjorg, deputy.pk, at=w.now())
    with acting_as(world.henrik.pk):
        told = Content.objects.filter(book=world.eikvag.pk).order_by("number")
        assert [each.data.get("name") for each in told][1:] == ["Sunniva Aas", "Sunniva Aas"]


@pytest.mark.parametrize("name", ["kari", "nils", "marte", "sunniva"])
def test_others_name_no_deputy_nor_does_a_deputy(world: w.World, name: str) -> None:
    named(world)
    person, position = world.people[name], world.positions["kari"]
    with acting_as(person.pk):
        with pytest.raises(Refused):
            deputies.name_deputy(
                person, position.pk, from_date=w.today(), until=w.today(), at=w.now()
            )
        with pytest.raises(DatabaseError, match="row-level security"):
            row(world, "kari").save(force_insert=True)


def row(world: w.World, name: str, **more: object) -> Position:
    said = {
        "role": Role.LEADER,
        "deputy": True,
        "from_date": w.today(),
        "until": w.today(),
    } | more
    return Position(person=world.people[name], unit=world.school, title="", **said)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("ragnhild", {}),  # works elsewhere
        ("marte", {}),  # works nowhere
        ("kari", {"deputy": False}),  # a leader, and for good
        ("kari", {"until": None}),
        ("kari", {"from_date": w.today() - DAY}),
    ],
)
def test_the_database_takes_no_other_deputy(
    world: w.World, name: str, more: dict[str, object]
) -> None:
    with acting_as(world.bjorg.pk), pytest.raises(DatabaseError):
        row(world, name, **more).save(force_insert=True)


def test_a_deputy_is_one_colleague_and_not_two(world: w.World) -> None:
    named(world)
    with acting_as(world.kari.pk):
        working = colleagues(world.eikvag.pk, w.today()).filter(unit=world.school)
        assert sorted(str(each.person) for each in working) == [
            *("Bjorg Solheim", "Kari Nesheim", "Sunniva Aas")
        ]


@pytest.mark.parametrize(("first", "last"), [(-1, 3), (3, 1), (0, 400), (400, 401)])
def test_wrong_days_are_refused_on_the_page(world: w.World, first: int, last: int) -> None:
    said = {
        "position": str(world.positions["kari"].pk),
        "from_date": (w.today() + first * DAY).isoformat(),
        "until": (w.today() + last * DAY).isoformat(),
    }
    client = signed_in(world.bjorg, world.eikvag)
    answer = client.post("/kommune/ansatte/stedfortreder/", said)
    assert answer.status_code == 422
    assert not Position.objects.using("owner").filter(deputy=True).exists()
