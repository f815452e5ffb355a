"""Who works where is public in a municipality; how old they are is not (data minimised)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent.family import case_of
from stafett.logs.models import Log
from stafett.people.models import Person
from tests import world as w

pytestmark = pytest.mark.django_db
POSITIONS = "EXISTS (SELECT 1 FROM municipality_position p WHERE p.person_id = people_person.id)"


def test_nobody_reads_the_birth_date_of_one_who_works_here() -> None:
    world = w.make_world()
    w.open_log(world)
    for name in ("marte", "elias", "kari", "henrik", "nils"):
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT count(*), count(birth_date) FROM people_person WHERE {POSITIONS}"
            )
            assert cursor.fetchone() == (7, 0)


def test_the_age_of_somebody_under_age_is_kept() -> None:
    """A summer job must not make a child an adult in the rules of consent."""
    world = w.make_world()
    young = Person.objects.using("owner").filter(pk=world.nora.pk)
    for years, kept in ((17, True), (18, False)):
        young.update(birth_date=w.years_ago(years, days=1))
        position = w.save(
            w.Position(
                person=world.nora,
                unit=world.school,
                title="Sommervikar",
                from_date=timezone.localdate() - timedelta(days=1),
            )
        )
        assert (young.get().birth_date is not None) == kept
        position.delete(using="owner")


@pytest.mark.parametrize("works", [True, False])
def test_an_owner_without_a_birth_date_is_grown_up_only_at_work(works: bool) -> None:
    """A child whose birth date is lost is never taken for an adult who signs alone."""
    world = w.make_world()
    log = w.start_draft(world, owner="sander")
    owner = Person.objects.using("owner").filter(pk=world.sander.pk)
    owner.update(birth_date=None)
    if works:
        w.save(w.Position(person=world.sander, unit=world.ppt, title="", from_date=w.LONG_AGO))
    with acting_as(world.kari.pk):
        case = case_of(Log.objects.select_related("owner").get(pk=log.pk))
    assert case.owner.adult == works
    assert case.owner.birth is None
