"""What the wall has found once it asks again when something is written, and for other eyes."""

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as, glance_as
from stafett.logs.models import Admission, Log
from stafett.plan.models import Goal
from tests import world as w
from tests.walls.full import fill

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "H6")]


@pytest.fixture
def log(world: w.World) -> Log:
    log = w.open_log(world)
    fill(world, log)
    return log


def _sees(log: Log) -> bool:
    return Goal.objects.filter(log=log).exists()


def test_what_ends_in_a_transaction_is_not_seen_in_the_rest_of_it(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
        mine = Admission.objects.filter(log=log, person=world.sunniva, ended_at=None)
        assert mine.update(ended_at=timezone.now())
        assert not _sees(log)


def test_other_eyes_are_asked_for_themselves(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
        with glance_as(world.tor.pk):
            assert not _sees(log)
        assert _sees(log)


def test_the_next_transaction_asks_anew(world: w.World, log: Log) -> None:
    with acting_as(world.sunniva.pk):
        assert _sees(log)
    Admission.objects.using("owner").filter(log_id=log.pk, person=world.sunniva).update(
        ended_at=timezone.now()
    )
    with acting_as(world.sunniva.pk):
        assert not _sees(log)
