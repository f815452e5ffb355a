"""A municipality's units: as its administrator changes them, and as the database holds them."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections
from django.http import HttpResponse
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Content
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs.models import Log, Reading
from stafett.municipality import units
from stafett.municipality.models import Unit
from stafett.people.models import Person, Protection
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7", "C9")]
PLACE = "/kommune/enheter/"


def add(world: w.World, name: str, under: UUID | None = None, kind: str = "school") -> Unit:
    with acting_as(world.henrik.pk):
        return units.add_unit(
            world.henrik, world.eikvag.pk, name=name, kind=kind, parent_id=under, at=w.now()
        )


def change(world: w.World, unit: Unit, under: UUID | None, **said: str) -> Unit:
    said = {"name": unit.name, "kind": unit.kind} | said
    with acting_as(world.henrik.pk):
        return units.change_unit(
            world.henrik, unit.pk, parent_id=under, opened_at=9999, at=w.now(), **said
        )


def told(world: w.World) -> list[dict[str, str]]:
    """What the municipality's book says of units, oldest first."""
    with acting_as(world.henrik.pk):
        rows = Content.objects.filter(book=world.eikvag.pk).order_by("number")
        return [row.data for row in rows if "unit" in row.data]


def sent(world: w.World, where: str = "", **said: str) -> HttpResponse:
    return signed_in(world.henrik, world.eikvag).post(PLACE + where, said)


def test_an_administrator_adds_renames_moves_and_ends_a_unit(world: w.World) -> None:
    top = add(world, "Oppvekst")
    said = {"name": "Lia skole", "kind": "school", "parent": str(top.pk)}
    assert sent(world, "ny/", **said).status_code == 302
    lia = Unit.objects.using("owner").get(name="Lia skole")
    assert (lia.parent_id, lia.key) == (top.pk, "lia-skole")
    again = {"name": "Li skole", "kind": "school", "parent": "", "opened_at": "99"}
    assert sent(world, f"{lia.pk}/", **again).status_code == 302
    assert sent(world, f"{lia.pk}/avslutt/").status_code == 302
    page = signed_in(world.henrik, world.eikvag).get(PLACE).content.decode()
    assert "1 enhet er avsluttet" in page
    assert [(each["unit"], each["under"]) for each in told(world)] == [
        *(("Oppvekst", ""), ("Lia skole", "Oppvekst")),
        *(("Li skole", ""), ("Li skole", ""), ("Li skole", "")),  # renamed, moved, ended
    ]
    with acting_as(world.henrik.pk):
        assert not list(faults_in(Book.objects.get(pk=world.eikvag.pk)))


def test_a_unit_with_people_and_logs_is_not_ended_and_the_page_says_why(world: w.World) -> None:
    w.open_log(world)
    answer = sent(world, f"{world.school.pk}/avslutt/")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "3 personer arbeider her." in page
    assert "1 logg er ikke avsluttet." in page
    assert Unit.objects.using("owner").get(pk=world.school.pk).ended_at is None
    with acting_as(world.henrik.pk), pytest.raises(DatabaseError, match="does not end"):
        Unit.objects.filter(pk=world.school.pk).update(ended_at=timezone.now())


def test_a_baton_that_lies_with_a_unit_nobody_works_in_keeps_it(world: w.World) -> None:
    """The log was started elsewhere: its holder was let in from here, and has left since."""
    w.open_log(world)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE municipality_position SET ended_at = now(), until = current_date")
        cursor.execute("UPDATE logs_log SET unit_id = %s", [world.ppt.pk])
    w.add_staff(world, "hedda", "Dal", world.ppt, "Systemansvarlig", "administrator")
    with acting_as(world.hedda.pk):
        assert units.in_the_way_of(world.school.pk) == units.InTheWay(0, 0, 1, 0)
        with pytest.raises(Refused, match="1 logg er ikke avsluttet"):
            units.end_unit(world.hedda, world.school.pk, at=w.now())


def test_no_unit_lies_under_itself(world: w.World) -> None:
    top = add(world, "Oppvekst")
    middle = add(world, "Skoler", under=top.pk)
    low = add(world, "Lia skole", under=middle.pk)
    for under in (top, low):
        with pytest.raises(Refused, match="under seg selv"):
            change(world, top, under.pk)
        with acting_as(world.henrik.pk), pytest.raises(DatabaseError, match="under itself"):
            Unit.objects.filter(pk=top.pk).update(parent=under)
    there = world.positions["nils"].unit
    with acting_as(world.henrik.pk), pytest.raises(DatabaseError, match="same municipality"):
        Unit.objects.filter(pk=top.pk).update(parent=there)
    with pytest.raises(Refused, match="1 enhet hører til under den"), acting_as(world.henrik.pk):
        units.end_unit(world.henrik, middle.pk, at=w.now())


def test_a_service_outside_lies_under_none_of_the_municipalitys_own(world: w.World) -> None:
    top = add(world, "Oppvekst")
    with pytest.raises(Refused, match="hører ikke til under hverandre"):
        add(world, "Habilitering", under=top.pk, kind="state")
    add(world, "Lia skole", under=top.pk)
    with pytest.raises(Refused, match="hører ikke til under hverandre"):
        change(world, top, None, kind="private")


@pytest.mark.parametrize("name", ["bjorg", "kari", "nils", "marte"])
def test_nobody_else_changes_units(world: w.World, name: str) -> None:
    person = world.people[name]
    with acting_as(person.pk):
        with pytest.raises(Refused):
            units.end_unit(person, world.ppt.pk, at=w.now())
        assert Unit.objects.filter(pk=world.ppt.pk).update(name="Vår") == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM in_the_way_of(%s)", [world.ppt.pk])
            assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError, match="row-level security"):
            Unit(municipality=world.eikvag, key="x", name="X", kind="school").save(
                force_insert=True
            )


def test_who_opened_the_page_before_another_saved_is_told(world: w.World) -> None:
    lia = add(world, "Lia skole")
    said = {"name": "Ny", "kind": "school", "parent": "", "opened_at": "1"}
    answer = sent(world, f"{lia.pk}/", **said)
    assert answer.status_code == 409
    assert 'value="Ny"' in answer.content.decode()
    assert Unit.objects.using("owner").get(pk=lia.pk).name == "Lia skole"
    with acting_as(world.henrik.pk), pytest.raises(Conflict):
        units.change_unit(
            world.henrik, lia.pk, name="Ny", kind="school", parent_id=None, opened_at=1, at=w.now()
        )


def test_nobody_begins_in_a_unit_that_has_ended(world: w.World) -> None:
    lia = add(world, "Lia skole")
    with acting_as(world.henrik.pk):
        units.end_unit(world.henrik, lia.pk, at=w.now())
    with pytest.raises(DatabaseError, match="has ended"):
        w.add_staff(world, "hedda", "Dal", lia, "Lærer")


@pytest.mark.requirement("H1")
def test_a_former_name_is_hidden_with_the_place(world: w.World) -> None:
    """A protection that comes after the school was renamed hides the old name too (issue 4.5)."""
    log = w.open_log(world)
    client = signed_in(world.marte, world.eikvag)
    signed_in(world.kari, world.eikvag).get(f"/logg/{log.pk}/")
    change(world, world.school, None, name="Vågen skole")
    whose = Person.objects.using("owner").filter(pk=world.elias.pk)
    whose.update(protection=Protection.CONFIDENTIAL)
    assert Log.objects.using("owner").get().protection == Protection.CONFIDENTIAL
    services = set(Reading.objects.using("owner").values_list("service", flat=True))
    assert "Eikvåg skole" not in services
    for where in ("historie", "samtykke", "innsyn"):
        page = client.get(f"/logg/{log.pk}/{where}/").content.decode()
        assert "Eikvåg skole" not in page, where
