"""Questions that are written once: asked with other values they find what those say."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from stafett.book import questions
from stafett.book.questions import Question
from stafett.book.wall import acting_as
from stafett.logs.hidden import Keys, shown
from stafett.logs.models import Admission, Log
from stafett.municipality.models import Unit
from tests import world as w

pytestmark = pytest.mark.django_db


@Question
def mine(person: UUID, log: UUID) -> QuerySet[Admission]:
    return Admission.objects.filter(person=person, log=log).select_related("log__owner")


def test_each_asks_for_oneself(world: w.World) -> None:
    one, other = w.open_log(world), w.open_alone(world, "hanne")
    for log, person in ((one, world.elias), (other, world.hanne), (one, world.marte)):
        with acting_as(person.pk):
            found = mine(person.pk, log.pk)
            asked = Admission.objects.filter(person=person, log=log)
            assert found == list(asked) != []
            assert {each.log.owner for each in found} == {log.owner}


def test_a_value_that_is_not_asked_for_is_found_at_once(world: w.World) -> None:
    @Question
    def careless(person: UUID, log: UUID) -> QuerySet[Admission]:
        return Admission.objects.filter(person=person)

    with pytest.raises(ValueError, match="does not stand in it"):
        careless(world.kari.pk, world.kari.pk)


@Question
def named(units: Collection[UUID], but: Collection[UUID]) -> QuerySet[Unit, tuple[UUID, str]]:
    found = Unit.objects.filter(shown(Keys(but), "pk"), pk__in=units)
    return found.order_by("name").values_list("pk", "municipality__name")


def test_a_list_is_of_any_length(world: w.World) -> None:
    one, other = sorted([world.school, world.kindergarten], key=lambda unit: unit.name)
    told = [(each.pk, "Eikvåg") for each in (one, other)]
    assert named([one.pk], []) == told[:1]
    assert named({other.pk: "", one.pk: ""}, []) == told
    assert named([one.pk, other.pk], [world.kari.pk, one.pk]) == told[1:]
    assert named([one.pk], [one.pk]) == []


def test_of_an_empty_list_nothing_is_asked(world: w.World, django_assert_num_queries: Any) -> None:
    assert named([world.school.pk], []) != []
    with django_assert_num_queries(0):
        assert named([], []) == []


def test_a_list_that_stands_otherwise_than_in_a_list_is_found_at_once(world: w.World) -> None:
    @Question
    def careless(logs: list[UUID]) -> QuerySet[Log]:
        return Log.objects.filter(pk=logs[0] if logs else None)

    with pytest.raises(ValueError, match="otherwise than after IN"):
        careless([world.kari.pk])


@Question
def with_all(log: UUID) -> QuerySet[Log]:
    return Log.objects.filter(pk=log).prefetch_related("admissions")


def test_what_is_fetched_with_the_rows_comes_with_them(
    world: w.World, django_assert_num_queries: Any
) -> None:
    log = w.open_log(world)
    with acting_as(world.kari.pk), django_assert_num_queries(2):
        (found,) = with_all(log.pk)
        assert {each.person_id for each in found.admissions.all()} >= {world.kari.pk}


def test_behind_a_pooler_nothing_is_prepared(
    world: w.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pooler gives a process number of its own; another server may answer next time."""
    connection.close()
    monkeypatch.setattr(questions, "_is_direct", lambda raw: False)
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        assert [mine(world.kari.pk, log.pk) for _time in range(7)][-1]
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            assert cursor.fetchone() == (0,)
    connection.close()
