"""The own unit's numbers: as pictures and as tables, exact, and nothing of what is marked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import HealthMark, Log
from stafett.overview.leading import led
from stafett.overview.unit_figures import unit_figures
from stafett.overview.waiting import for_leaders
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25", "H1")]


@pytest.fixture
def log(world: w.World) -> Log:
    """With one measure done in time and one done late, both today."""
    log = w.open_log(world)
    in_time, late = w.agree_plan(world, log)
    ended = Measure.objects.using("owner").filter(pk__in=[in_time, late])
    ended.update(ended_at=timezone.now())
    today = timezone.localdate()
    Measure.objects.using("owner").filter(pk=late).update(deadline=today - timedelta(days=1))
    return log


def headings(world: w.World, name: str = "bjorg") -> list[str]:
    with acting_as(world.people[name].pk):
        found = led(world.people[name], world.school, for_leaders(), timezone.now())
        return [each.heading for each in unit_figures(found.unit, found.logs, found.today)]


def test_the_headings_say_what_the_numbers_show(world: w.World, log: Log) -> None:
    assert headings(world) == [
        "1 av 2 tiltak ble ferdige i tide",
        "Det skjer noe i alle loggene",
        "Flest logger er på nivå 1",
    ]
    assert headings(world, "henrik") == []


def test_what_is_marked_is_not_counted(world: w.World, log: Log) -> None:
    goal = Measure.objects.using("owner").filter(log_id=log.pk)[0].goal_id
    w.save(HealthMark(log_id=log.pk, subject=goal, by_id=world.kari.pk, at=w.now()))
    assert headings(world) == ["Det skjer noe i alle loggene", "Flest logger er på nivå 1"]


def test_every_picture_has_its_table(world: w.World, log: Log) -> None:
    page = signed_in(world.bjorg, world.eikvag).get("/enhet/").content.decode()
    assert page.count('role="img"') == page.count("Se tallene") == 3
    assert "Elias" not in page
