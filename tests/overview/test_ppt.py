"""Before the PPT is asked: what came first as the log shows it; it asks, and stops nobody (B22)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.logs import levels
from stafett.logs.models import Log, Referral
from stafett.logs.referrals import Before, refer
from stafett.meetings import sitting
from stafett.plan import actions as plan
from tests import sittings
from tests import world as w
from tests.clients import signed_in
from tests.walls.sql import DENIED, insert, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B22")]


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def reads(world: w.World, log: Log, name: str = "kari") -> str:
    page = signed_in(world.people[name], world.eikvag).get(f"/logg/{log.pk}/ppt/")
    assert page.status_code == 200
    return page.content.decode()


def test_it_shows_what_was_tried_at_level_one_and_the_resource_team(
    world: w.World, log: Log
) -> None:
    said = reads(world, log)
    assert "Ingen møter du ser, har spurt ressursteamet" in said
    assert "Ingen tiltak du ser, ble avtalt" in said
    tried, _waits = w.agree_plan(world, log)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        went = {"result": "partly", "why": "Noen ganger.", "next_step": "go_on"}
        goal = plan.evaluate(by, tried, **went, at=w.now()).measure.goal_id
        up = levels.Settled("Mange.", [world.marte.pk], "stays")
        levels.change_level(by, 2, up, was=1, at=w.now())
        due = timezone.localdate() + timedelta(days=9)
        told = ("Møte PPT", "", "unit", "", None, due, (world.kari.pk,))
        plan.agree_measure(by, goal, plan.MeasureText(*told), at=w.now())
    meeting = sittings.call(world, log, people=("kari", "marte"))
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        sitting.meet(by, meeting, [world.kari.pk], at=w.now())
        chosen = sitting.Chosen("help", "Vi spør.", None, "resource")
        sitting.choose_way(by, meeting, chosen, at=w.now())
    said = reads(world, log)
    assert "2 tiltak. Hvordan det gikk, er skrevet om 1" in said
    assert "Det virket delvis" in said
    assert "Møte PPT" not in said  # agreed at level 2
    assert "Et møte spurte ressursteamet om råd" in said
    # Who was not told of the meeting does not learn of it here.
    assert "Ingen møter du ser, har spurt ressursteamet" in reads(world, log, "sunniva")


def test_the_holder_notes_a_referral_whatever_came_first(world: w.World, log: Log) -> None:
    kari, page = signed_in(world.kari, world.eikvag), f"/logg/{log.pk}/ppt/"
    answer = kari.post(page, {"why": "Det haster."})
    assert answer.status_code == 422
    assert "Det haster." in answer.content.decode()
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert kari.post(page, {"tried": "no", "resource_team_on": tomorrow}).status_code == 422
    assert kari.post(page, {"tried": "no", "why": "Det haster."}).status_code == 302
    day = timezone.localdate().isoformat()
    assert kari.post(page, {"tried": "yes", "resource_team_on": day}).status_code == 302
    said = reads(world, log, "marte")
    assert "Det haster." in said
    assert "Skriv opp henvisningen" not in said
    history = signed_in(world.marte, world.eikvag).get(f"/logg/{log.pk}/historie/")
    assert "er henvist til PPT før alt annet var prøvd" in history.content.decode()
    assert Referral.objects.using("owner").filter(log=log).count() == 2


def test_nobody_else_notes_one(world: w.World, log: Log) -> None:
    for name in ("sunniva", "marte", "tor"):
        person = world.people[name]
        client = signed_in(person, world.eikvag)
        assert client.post(f"/logg/{log.pk}/ppt/", {"tried": "no"}).status_code == 404
        row = {"id": log.pk, "log_id": log.pk, "tried": "no", "why": "", "at": w.now()}
        with acting_as(person.pk):
            mine = insert("logs_referral", by_id=person.pk, **row)
            refused(DENIED, "row-level security", *mine)
    with acting_as(world.sunniva.pk), pytest.raises(Refused):
        refer(w.stand(world.sunniva, log), Before(None, "no"), at=w.now())
