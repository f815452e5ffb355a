"""Leaders and administrators are told of logs: state, holder, deadlines; never whose (C7, C9)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import HealthMark, Log
from stafett.municipality.models import Position
from stafett.overview.overseen import Overseen, overseen
from stafett.plan.models import Measure
from tests import world as w
from tests.archive.life import close
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C7", "C9", "H1")]


@pytest.fixture
def world() -> w.World:
    world = w.make_world()
    w.open_log(world)
    w.start_draft(world, owner="nora", starter="sunniva")
    close(world, w.open_log(world, owner="sander", signers=("liv",)))
    return world


def told(world: w.World, name: str, office: str = "leader") -> list[Overseen]:
    with acting_as(world.people[name].pk):
        return overseen(world.school.pk, office)


def test_state_holder_and_deadlines_are_told(world: w.World) -> None:
    today = timezone.localdate()
    draft, in_use = told(world, "bjorg")
    assert (draft.state, draft.since, draft.holders) == ("draft", today, ("Sunniva Aas",))
    assert (in_use.state, in_use.since, in_use.holders) == ("open", today, ("Kari Nesheim",))
    assert in_use.lapses_on is not None
    assert in_use.lapses_on > today + timedelta(days=300)
    assert (in_use.late, in_use.last_on, in_use.lies) == (0, today, False)


def test_an_administrator_is_told_where_nobody_leads(world: w.World) -> None:
    assert told(world, "henrik", "administrator") == []
    Position.objects.using("owner").filter(pk=world.positions["bjorg"].pk).update(
        until=timezone.localdate() - timedelta(days=1)
    )
    assert [each.state for each in told(world, "henrik", "administrator")] == ["draft", "open"]
    assert told(world, "bjorg") == []


def test_what_is_marked_is_in_no_count(world: w.World) -> None:
    """A number would tell a leader that there is something."""
    log = Log.objects.using("owner").get(owner=world.elias)
    measure, *_more = w.agree_plan(world, log)
    Measure.objects.using("owner").filter(pk=measure).update(
        deadline=timezone.localdate() - timedelta(days=1)
    )
    goal = Measure.objects.using("owner").get(pk=measure).goal_id
    (in_use,) = [each for each in told(world, "bjorg") if each.state == "open"]
    assert in_use.late == 1
    for subject in (measure, goal):
        mark = HealthMark(log_id=log.pk, subject=subject, by_id=world.kari.pk, at=w.now())
        w.save(mark)
        (in_use,) = [each for each in told(world, "bjorg") if each.state == "open"]
        assert in_use.late == 0
        mark.delete(using="owner")


def test_nobody_else_is_told(world: w.World) -> None:
    """Not a colleague, another leader, or the staff's own office word; the database says it too."""
    for name in ("kari", "sunniva", "nils", "tor", "marte", "elias"):
        assert told(world, name) == []
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM overseen_logs(%s)", [world.school.pk])
            assert cursor.fetchone() == (0,)
    assert told(world, "bjorg", "staff") == []


def test_the_page_tells_no_child_and_leads_nowhere(world: w.World) -> None:
    client = signed_in(world.bjorg, world.eikvag)
    page = client.get("/enhet/").content.decode()
    assert "Har stafettpinnen i en logg" in page
    for secret in ("Elias", "Nora", "Sander", "Marte", "/logg/"):
        assert secret not in page
