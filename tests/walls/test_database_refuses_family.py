"""What the database refuses of persons and families: no way in by claiming to be a guardian."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from stafett.people.models import Contact, Family, Guardianship, Person
from tests import world as w
from tests.walls.sql import CHECK, DENIED, UNIQUE, ask, insert, refused, run

pytestmark = pytest.mark.django_db


def tie(child: UUID, guardian: UUID, **changed: Any) -> tuple[str, list[Any]]:
    values = {
        "id": uuid4(),
        "child_id": child,
        "guardian_id": guardian,
        "kind": "parent",
        "relation": "father",
        "responsibility": True,
        "fixed_residence": True,
        "checked_at": timezone.now(),
    }
    return insert("people_guardianship", **(values | changed))


def family(child: UUID) -> tuple[str, list[Any]]:
    return insert("people_family", child_id=child, live_together=True, checked_at=timezone.now())


def person() -> tuple[UUID, tuple[str, list[Any]]]:
    new = uuid4()
    values = {"given_name": "Ny", "family_name": "Ny", "protection": "none", "language": ""}
    return new, insert("people_person", id=new, birth_date=date(2020, 1, 1), **values)


OUTSIDERS = ("nils", "tor", "bjorg", "hanne", "liv", "nora", "elias", "sunniva", "marte")


def test_only_who_leads_the_log_tells_who_the_family_is(world: w.World, log: Log) -> None:
    """Elias's log is Kari's to lead. Sunniva helps in it; Marte is his mother."""
    table = "people_guardianship"
    for me in (world.people[name] for name in OUTSIDERS):
        with acting_as(me.pk):
            for guardian in (me, world.liv, world.nils):
                refused(DENIED, "row-level security", *tie(world.elias.pk, guardian.pk))
            refused(DENIED, "row-level security", *family(world.elias.pk))
            for change in ("responsibility = NOT responsibility", "fixed_residence = false"):
                assert run(f"UPDATE {table} SET {change}") == 0
            assert run("UPDATE people_family SET live_together = NOT live_together") == 0
            for change in ("guardian_id = child_id", "child_id = child_id", "id = id"):
                refused(DENIED, "permission denied", f"UPDATE {table} SET {change}")
            refused(DENIED, "permission denied", f"DELETE FROM {table}")


def test_nobody_makes_oneself_a_guardian(world: w.World, log: Log) -> None:
    new, stranger = person()
    with acting_as(world.kari.pk):
        run(*stranger)
        for child in (world.elias.pk, world.nora.pk, new):
            refused(DENIED, "row-level security", *tie(child, world.kari.pk))
        run(*tie(world.elias.pk, world.liv.pk, responsibility=False))
        refused(UNIQUE, "one_row_a_guardian", *tie(world.elias.pk, world.liv.pk))
        refused(CHECK, "nobody_is_own_guardian", *tie(world.elias.pk, world.elias.pk))


def test_who_is_a_guardian_says_nothing_of_ones_own_responsibility(world: w.World) -> None:
    """A teacher who leads the log of a child that is her own by a tie made elsewhere."""
    w.save(
        Guardianship(
            child=world.elias,
            guardian=world.kari,
            kind="other",
            relation="other",
            responsibility=False,
            fixed_residence=False,
            checked_at=timezone.now(),
        )
    )
    w.start_draft(world)
    with acting_as(world.kari.pk):
        assert run("UPDATE people_guardianship SET responsibility = true") == 2  # the parents'
    mine = Guardianship.objects.using("owner").get(guardian=world.kari)
    assert not mine.responsibility


def test_before_there_is_a_log_only_who_works_tells(world: w.World) -> None:
    for name in ("liv", "nora", "elias"):
        with acting_as(world.people[name].pk):
            refused(DENIED, "row-level security", *person()[1])
            refused(DENIED, "row-level security", *tie(world.elias.pk, world.liv.pk))
    with acting_as(None):
        refused(DENIED, "row-level security", *person()[1])
        refused(DENIED, "row-level security", *tie(world.elias.pk, world.liv.pk))
    with acting_as(world.kari.pk):
        child, statement = person()
        run(*statement)
        run(*tie(child, world.liv.pk))
        run(*family(child))
        assert run("UPDATE people_guardianship SET responsibility = false") == 0


def test_who_has_stopped_working_tells_nothing(world: w.World) -> None:
    position = world.positions["kari"]
    position.until = timezone.localdate() - timedelta(days=1)
    position.save(using="owner")
    with acting_as(world.kari.pk):
        refused(DENIED, "row-level security", *person()[1])
        refused(DENIED, "row-level security", *tie(world.elias.pk, world.liv.pk))


def test_the_family_is_told_by_the_starter_and_then_by_the_holder(world: w.World) -> None:
    w.start_draft(world)
    change = "UPDATE people_guardianship SET responsibility = responsibility"
    for name, rows in (("kari", 2), ("sunniva", 0), ("marte", 0), ("tor", 0)):
        with acting_as(world.people[name].pk):
            assert run(change) == rows, name


def test_after_the_baton_the_family_is_the_next_ones_to_tell(world: w.World, log: Log) -> None:
    change = "UPDATE people_guardianship SET responsibility = responsibility"
    with acting_as(world.kari.pk):
        run("UPDATE logs_leg SET ended_at = now()")
        values = {"log_id": log.pk, "holder_id": world.sunniva.pk, "from_at": timezone.now()}
        run(*insert("logs_leg", id=uuid4(), **values))
    for name, rows in (("kari", 0), ("sunniva", 2), ("marte", 0)):
        with acting_as(world.people[name].pk):
            assert run(change) == rows, name
    with acting_as(world.sunniva.pk):
        place = w.stand(world.sunniva, log)
        endings.close(place, reason="reached", note_text="", at=w.now())
    for name in ("kari", "sunniva", "marte"):
        with acting_as(world.people[name].pk):
            assert run(change) == 0, name


def test_numbers_are_never_read_and_never_given_to_who_works_here(world: w.World) -> None:
    with acting_as(world.kari.pk):
        refused(DENIED, "permission denied", "SELECT * FROM people_nationalidentity")
        refused(DENIED, "permission denied", "SELECT count(*) FROM people_nationalidentity")
        refused(DENIED, "permission denied", "UPDATE people_nationalidentity SET number_hash = ''")
        refused(DENIED, "permission denied", "DELETE FROM people_nationalidentity")
        number = {"number_hash": "a" * 64, "sealed": ""}
        for victim in (world.bjorg, world.henrik, world.kari):
            row = insert("people_nationalidentity", person_id=victim.pk, **number)
            refused(DENIED, "row-level security", *row)
        run(*insert("people_nationalidentity", person_id=world.elias.pk, **number))
        row = insert("people_nationalidentity", person_id=world.nora.pk, **number)
        refused(UNIQUE, "number_hash", *row)
        assert ask("SELECT person_with_number(%s)", ["b" * 64]) == [(None,)]
    with acting_as(world.hanne.pk):
        row = insert(
            "people_nationalidentity", person_id=world.nora.pk, number_hash="c" * 64, sealed=""
        )
        refused(DENIED, "row-level security", *row)


def test_ones_own_language_and_contact_and_nothing_else(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        assert run("UPDATE people_person SET language = 'nn'") == 1
        for column in ("given_name", "birth_date", "protection", "id"):
            statement = f"UPDATE people_person SET {column} = {column}"
            refused(DENIED, "permission denied", statement)
        row = {"phone": "0", "email": "x@y.example", "interpreter": ""}
        run(*insert("people_contact", person_id=world.kari.pk, **row))
        for other in (world.elias, world.marte, world.sunniva, world.nils):
            refused(
                DENIED, "row-level security", *insert("people_contact", person_id=other.pk, **row)
            )


def everyone_seen() -> set[str]:
    return set(Person.objects.values_list("given_name", flat=True))


STAFF = {"Kari", "Sunniva", "Bjorg", "Ragnhild", "Tor", "Henrik", "Nils"}


def test_whom_one_sees(world: w.World, log: Log) -> None:
    """Oneself, the owners of one's logs with their guardians, and those who work here."""
    family = {"Elias", "Marte", "Anders"}
    for name, seen in (
        ("kari", STAFF | family),
        ("sunniva", STAFF | family),
        ("marte", STAFF | family),
        ("elias", STAFF | family),
        ("tor", STAFF),
        ("nils", STAFF),
        ("bjorg", STAFF),
        ("hanne", STAFF | {"Hanne"}),
        ("nora", STAFF | {"Nora"}),
    ):
        with acting_as(world.people[name].pk):
            assert everyone_seen() == seen, name
    with acting_as(None):
        assert everyone_seen() == set()


def test_kinship_alone_shows_nothing(world: w.World, log: Log) -> None:
    """H2: a father without responsibility sees neither the child nor the other ties."""
    Guardianship.objects.using("owner").filter(guardian=world.liv).update(responsibility=False)
    for me in (world.liv, world.hanne):
        with acting_as(me.pk):
            assert not Guardianship.objects.exists()
            assert not Family.objects.exists()
            assert everyone_seen() == STAFF | {me.given_name}


def test_a_guardian_of_one_child_sees_nothing_of_her_other_children(
    world: w.World, log: Log
) -> None:
    """Marte's other child has a log of its own that she is not let in to, and another father."""
    w.add_family(world, "ida", 4, [("leif", "father")], together=False)
    w.save(
        Guardianship(
            child=world.ida,
            guardian=world.marte,
            kind="parent",
            relation="mother",
            responsibility=False,
            fixed_residence=False,
            checked_at=timezone.now(),
        )
    )
    hers = w.open_log(world, owner="ida", signers=("leif",))
    with acting_as(world.marte.pk):
        assert everyone_seen() == STAFF | {"Elias", "Marte", "Anders"}
        assert set(Log.objects.values_list("pk", flat=True)) == {log.pk}
    for name in ("anders", "elias"):
        with acting_as(world.people[name].pk):
            assert not Guardianship.objects.filter(child=world.ida).exists()
    with acting_as(world.leif.pk):
        assert set(Log.objects.values_list("pk", flat=True)) == {hers.pk}


def test_a_young_mothers_own_parents_are_not_shown_to_her_childs_helpers(
    world: w.World, log: Log
) -> None:
    w.save(
        Guardianship(
            child=world.marte,
            guardian=world.hanne,
            kind="parent",
            relation="mother",
            responsibility=True,
            fixed_residence=True,
            checked_at=timezone.now(),
        )
    )
    with acting_as(world.kari.pk):
        assert set(Guardianship.objects.values_list("child_id", flat=True)) == {world.elias.pk}
        assert "Hanne" not in everyone_seen()


def test_a_familys_contacts_are_seen_by_those_let_in(world: w.World, log: Log) -> None:
    for name in ("marte", "hanne", "nils"):
        w.save(Contact(person=world.people[name], phone="0123", email=f"{name}@x.example"))
    for name, seen in (
        ("kari", {"marte"}),
        ("tor", set()),
        ("nils", {"nils"}),
        ("hanne", {"hanne"}),
    ):
        with acting_as(world.people[name].pk):
            people = {world.people[each].pk for each in seen}
            assert set(Contact.objects.values_list("person_id", flat=True)) == people
