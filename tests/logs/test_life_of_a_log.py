"""A whole log by its actions, each person seeing with their own eyes."""

import pytest
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import access, baton
from stafett.logs.models import Leg, Log
from tests import world as w

pytestmark = pytest.mark.django_db


def sees(world: w.World, name: str, log: Log) -> bool:
    person = world.people[name]
    with acting_as(person.pk):
        return (
            access.standing(person, log.pk) is not None and Log.objects.filter(pk=log.pk).exists()
        )


@pytest.mark.requirement("G1", "G2", "J5")
def test_both_parents_open_the_log_and_only_then_those_named_see_it(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log, named=("kari", "sunniva"))
    assert sees(world, "marte", log)
    assert not sees(world, "sunniva", log)
    w.answer(world, version, "marte")
    assert not sees(world, "sunniva", log)
    w.answer(world, version, "anders")
    assert sees(world, "sunniva", log)
    assert sees(world, "elias", log)
    assert not sees(world, "tor", log)
    assert not sees(world, "nils", log)
    assert not sees(world, "bjorg", log)


def test_the_baton_stays_until_it_is_accepted(world: w.World) -> None:
    log = w.open_log(world)
    kari, ragnhild = world.kari, world.ragnhild
    with acting_as(kari.pk):
        offer = baton.offer_baton(w.stand(kari, log), ragnhild.pk, word="Hei", at=timezone.now())
        assert w.stand(kari, log).is_holder
    with acting_as(ragnhild.pk):
        baton.accept_baton(w.stand(ragnhild, log), offer.pk, word="", at=timezone.now())
        assert w.stand(ragnhild, log).is_holder
        assert not w.stand(kari, log).is_holder
        assert Leg.objects.filter(log=log).count() == 2


def test_a_plan_is_made_and_the_log_is_closed(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log)
    with acting_as(world.kari.pk):
        endings.close(
            w.stand(world.kari, log), reason="reached", note_text="Bra.", at=timezone.now()
        )
    assert not sees(world, "kari", log)
    assert sees(world, "marte", log)
    with acting_as(world.marte.pk):
        verbs = list(Entry.objects.filter(book=log.pk).values_list("verb", flat=True))
    assert verbs[0] == "logs.started"
    assert verbs[-1] == "logs.closed"
    assert verbs.count("logs.closed") == 1
