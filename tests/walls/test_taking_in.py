"""Starting a draft for somebody's child: one's own, one in another's log, one nobody knew."""

import pytest

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import starting
from stafett.logs.models import Log
from stafett.people.models import Guardianship, NationalIdentity, Person
from stafett.people.numbers import number_hash
from tests import world as w
from tests.walls.addresses import contents_of_the_database
from tests.walls.starts import beginning

pytestmark = pytest.mark.django_db


def begin(world: w.World, starter: str) -> Log:
    with acting_as(world.people[starter].pk):
        return starting.begin_draft(beginning(world, starter), at=w.now())[0]


def test_a_family_nobody_knew_is_taken_in(world: w.World) -> None:
    log = begin(world, "kari")
    ties = Guardianship.objects.using("owner").filter(child=log.owner_id)
    assert sorted(ties.values_list("relation", "responsibility")) == [
        ("father", True),
        ("mother", True),
    ]


def test_nobody_starts_a_log_for_a_child_of_their_own(world: w.World) -> None:
    mother, _person = beginning(world, "kari").found.guardians[0]
    w.save(NationalIdentity(person=world.kari, number_hash=number_hash(mother.number)))
    before = contents_of_the_database()
    with pytest.raises(Refused, match=r"own|eget"):
        begin(world, "kari")
    assert contents_of_the_database() == before


def test_a_child_in_anothers_log_is_refused_and_its_family_left_as_it_is(world: w.World) -> None:
    """Also when the register has come to name a guardian that the log does not know."""
    log = begin(world, "kari")
    Guardianship.objects.using("owner").filter(child=log.owner_id, relation="father").delete()
    before = contents_of_the_database()
    with pytest.raises(Refused):
        begin(world, "sunniva")
    assert contents_of_the_database() == before
    with acting_as(world.sunniva.pk):
        assert not Person.objects.filter(pk=log.owner_id).exists()


def test_in_another_municipality_the_log_here_stays_unseen(world: w.World) -> None:
    log = begin(world, "kari")
    there = begin(world, "nils")
    assert there.owner_id == log.owner_id
    with acting_as(world.nils.pk):
        assert [each.pk for each in Log.objects.all()] == [there.pk]
