"""Questions that are written once: asked with other values they find what those say."""

from uuid import UUID

import pytest
from django.db import connection
from django.db.models import QuerySet

from stafett.book import questions
from stafett.book.questions import Question
from stafett.book.wall import acting_as
from stafett.logs.models import Admission
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
