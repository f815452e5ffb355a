"""A municipality's own book: who sees it, and who cannot get at it."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from stafett.book.models import Book, Content, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs.models import Admission, AdmissionRole, Log
from stafett.municipality.models import Position, Role
from tests import world as w

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    made = w.make_world()
    there = made.positions["nils"].unit
    w.add_staff(made, "oline", "Berge", there, "Systemansvarleg", Role.ADMINISTRATOR)
    return made


def seen_by(person_id: UUID | None, book_id: UUID) -> tuple[int, int, int]:
    """How many books, entries and contents the web login shows."""
    with acting_as(person_id):
        return (
            Book.objects.filter(pk=book_id).count(),
            Entry.objects.filter(book=book_id).count(),
            Content.objects.filter(book=book_id).count(),
        )


def test_it_begins_with_the_policy_the_municipality_began_with(world: w.World) -> None:
    with acting_as(world.henrik.pk):
        content = Content.objects.get(book=world.eikvag.pk, number=1)
    assert content.data["settings"]["youth_signs_from"] == 15
    assert content.data["preset"] == "national"
    assert seen_by(world.henrik.pk, world.eikvag.pk) == (1, 1, 1)


@pytest.mark.parametrize("name", ["oline", "bjorg", "kari", "nils", "marte"])
def test_nobody_but_its_administrators_sees_it(world: w.World, name: str) -> None:
    """A leader, who writes in it whom she invites, sees its head alone: how long it is."""
    heads = 1 if name == "bjorg" else 0
    assert seen_by(world.people[name].pk, world.eikvag.pk) == (heads, 0, 0)
    with acting_as(world.people[name].pk):
        own = 1 if name == "oline" else 0
        assert Entry.objects.count() == Content.objects.count() == own
        assert Book.objects.count() == (1 if name in ("oline", "bjorg", "nils") else 0)


def test_a_visitor_sees_none_and_an_administrator_only_the_own(world: w.World) -> None:
    assert seen_by(None, world.eikvag.pk) == (0, 0, 0)
    assert seen_by(world.oline.pk, world.nordvik.pk) == (1, 1, 1)
    assert seen_by(world.henrik.pk, world.nordvik.pk) == (0, 0, 0)


@pytest.mark.parametrize(
    "change", [{"role": Role.LEADER}, {"until": w.LONG_AGO}, {"from_date": w.years_ago(-1)}]
)
def test_only_while_the_position_lasts(world: w.World, change: dict[str, object]) -> None:
    Position.objects.using("owner").filter(person=world.henrik).update(**change)
    heads = 1 if change.get("role") == Role.LEADER else 0
    assert seen_by(world.henrik.pk, world.eikvag.pk) == (heads, 0, 0)


def test_an_administrator_sees_no_log_by_it(world: w.World) -> None:
    log = w.open_log(world)
    assert seen_by(world.henrik.pk, log.pk) == (0, 0, 0)
    with acting_as(world.henrik.pk):
        assert not Log.objects.exists()


def test_entries_are_inserted_in_ones_own_name_and_never_changed(world: w.World) -> None:
    for statement in (
        "UPDATE book_entry SET verb = 'x' WHERE book_id = %s",
        "DELETE FROM book_entry WHERE book_id = %s",
        "DELETE FROM book_content WHERE book_id = %s",
        "INSERT INTO book_entry (book_id, number, at, actor_id, role, verb, content_hash,"
        " previous_hash, hash) VALUES (%s, 2, now(), NULL, 'stafett', 'x', '', '', '')",
    ):
        with acting_as(world.henrik.pk), connection.cursor() as cursor:
            with pytest.raises(DatabaseError, match=r"permission denied|row-level security"):
                cursor.execute(statement, [world.eikvag.pk])
            connection.needs_rollback = True


def test_a_log_cannot_be_laid_over_it(world: w.World) -> None:
    def lay() -> None:
        Log(
            book_id=world.eikvag.pk,
            municipality=world.eikvag,
            unit=world.school,
            owner_id=world.elias.pk,
            started_by=world.kari,
            started_at=timezone.now(),
            planned_holder=world.kari,
            short_name="x",
        ).save(force_insert=True)
        Admission(
            log_id=world.eikvag.pk,
            person=world.kari,
            role=AdmissionRole.STARTER,
            unit=world.school,
            from_at=timezone.now(),
        ).save(force_insert=True)

    with pytest.raises(DatabaseError, match="row-level security"), acting_as(world.kari.pk):
        lay()
    assert seen_by(world.kari.pk, world.eikvag.pk) == (0, 0, 0)


def test_what_was_altered_behind_it_shows(world: w.World) -> None:
    def found() -> list[int]:
        with acting_as(world.henrik.pk):
            return [fault.number for fault in faults_in(Book.objects.get(pk=world.eikvag.pk))]

    assert found() == []
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE book_content SET data = '{}' WHERE book_id = %s", [world.eikvag.pk])
    assert found() == [1]
