"""What is agreed: late, to come, over; measures and what was taken on in meetings (K15, D25)."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from stafett.logs.models import Log
from stafett.meetings.sitting_models import Task
from stafett.plan.models import Measure
from tests import sittings
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D25", "K15")]


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, plan_alone=("ragnhild",))


@pytest.fixture
def measure(world: w.World, log: Log) -> UUID:
    (measure,) = w.agree_plan(world, log, measures=1)
    return measure


def page_of(world: w.World, log: Log, name: str) -> str:
    answer = signed_in(world.people[name], world.eikvag).get(f"/logg/{log.pk}/avtalt/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.requirement("A8")
def test_family_and_services_see_what_is_late_and_what_is_done(
    world: w.World, log: Log, measure: UUID
) -> None:
    meeting = sittings.call(world, log)
    sittings.hold(world, log, meeting, measure)
    assert "Ringe helsesykepleier" not in page_of(world, log, "marte"), "not read out yet"
    sittings.read_out(world, log, meeting)
    for name in ("marte", "kari"):
        page = page_of(world, log, name)
        assert "Dette gjenstår" in page
        assert "Ringe helsesykepleier" in page
        assert "forsinket</h2>" not in page
    assert "Ringe helsesykepleier" not in page_of(world, log, "ragnhild")
    yesterday = timezone.localdate() - timedelta(days=1)
    Measure.objects.using("owner").filter(pk=measure).update(deadline=yesterday)
    Task.objects.using("owner").update(done_at=timezone.now())
    page = page_of(world, log, "marte")
    assert "1 ting er forsinket" in page
    assert "Gjort innen fristen: 1." in page


def test_nothing_agreed(world: w.World, log: Log) -> None:
    assert "Ingenting er avtalt ennå." in page_of(world, log, "marte")
