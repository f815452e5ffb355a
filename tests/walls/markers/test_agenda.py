"""What stands on a meeting's agenda is marked as health information afterwards, and looked for
everywhere as everybody."""

from contextlib import nullcontext
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import health as acts
from stafett.logs.models import HealthMark, Log
from stafett.meetings.actions import agenda, calling
from stafett.meetings.models import AgendaItem
from stafett.plan.models import Goal
from tests import health
from tests import world as w
from tests.walls.markers.looking import finds, in_sql, on_the_site, without_the_second_wall
from tests.walls.markers.test_health import BEYOND, EVERYBODY, FAMILY, SEE, VISITORS, client

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4", "D17")]
MARK, PLAIN = "qzsak", "qzvanlig"
ON_THE_AGENDA = {"meetings_agendaitem", "book_content"}


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias is 16 and lets his mother see what is about health. Ragnhild does not share it."""
    health.of_age(world, "elias", 16)
    log = health.open_health_log(world, owner="elias", signers=FAMILY)
    health.let_see(world, log, "marte", "elias")
    return log


@pytest.fixture
def meeting(world: w.World, log: Log) -> UUID:
    """Everyone is called in by Kari, who sets the agenda; Ragnhild suggests something."""
    names = ("kari", "sunniva", "ragnhild", "elias", "marte", "anders")
    said = calling.Invitation(w.now() + timedelta(days=7), 60, world.kari.pk)
    with acting_as(world.kari.pk):
        by, people = w.stand(world.kari, log), [world.people[name].pk for name in names]
        held = calling.call_meeting(by, said, people, agenda=[f"{PLAIN}en"], at=w.now())
        agenda.add_item(by, held.pk, text=f"{MARK}kari", at=w.now())
    with acting_as(world.ragnhild.pk):
        by = w.stand(world.ragnhild, log)
        agenda.add_item(by, held.pk, text=f"{MARK}ragnhild", at=w.now())
    return held.pk


def items(text: str = MARK) -> list[AgendaItem]:
    return list(AgendaItem.objects.using("owner").filter(text__startswith=text).order_by("order"))


def page(log: Log, item: AgendaItem) -> str:
    return f"/logg/{log.pk}/moter/{item.meeting_id}/helseopplysninger/{item.pk}/"


def mark(world: w.World, log: Log, item: AgendaItem, by: str, **ticked: str) -> HttpResponse:
    return client(world, by).post(page(log, item), {"do": "mark", **ticked})


def mark_all(world: w.World, log: Log) -> None:
    for item in items():
        answer = mark(world, log, item, "kari", health="on")
        assert answer.status_code == 302
        assert answer["Location"] == f"/logg/{log.pk}/moter/{item.meeting_id}/"


def test_in_sql_those_find_it_who_may(world: w.World, log: Log, meeting: UUID) -> None:
    for name in (*FAMILY, "kari", "sunniva", "ragnhild"):
        assert set(in_sql(world.people[name], MARK)) == ON_THE_AGENDA, name
    mark_all(world, log)
    for name in EVERYBODY:
        found = in_sql(world.people[name], MARK)
        assert set(found) == (ON_THE_AGENDA if name in SEE else set()), name
    assert set(in_sql(world.ragnhild, PLAIN)) == {"meetings_agendaitem"}
    for item in items():
        assert mark(world, log, item, "marte").status_code == 302
    assert set(in_sql(world.ragnhild, MARK)) == ON_THE_AGENDA


@pytest.mark.slow
@pytest.mark.parametrize("wall", ["both", "first"])
def test_on_the_site_those_find_it_who_may(
    world: w.World, log: Log, meeting: UUID, wall: str
) -> None:
    mark_all(world, log)
    if wall == "both":
        assert {name for name in SEE if on_the_site(client(world, name), [log], MARK)} == SEE
        return
    with without_the_second_wall():
        for name in VISITORS:
            found = finds(client(world, name), [log], MARK, PLAIN)
            assert bool(found[MARK]) is (name in SEE), (name, found[MARK])
            assert bool(found[PLAIN]) is (name != "hanne"), name


@pytest.mark.parametrize("wall", ["both", "first"])
def test_the_meeting_shows_it_to_those_who_may(
    world: w.World, log: Log, meeting: UUID, wall: str
) -> None:
    here = f"/logg/{log.pk}/moter/{meeting}/"
    assert "Helseopplysninger" not in client(world, "kari").get(here).content.decode()
    mark_all(world, log)
    for name in (*SEE, *BEYOND):
        with without_the_second_wall() if wall == "first" else nullcontext():
            said = client(world, name).get(here).content.decode()
        for item in items():
            assert (item.text in said) is (name in SEE), name
            assert (page(log, item) in said) is (name in SEE), name
        assert said.count("Helseopplysninger") == (2 if name in SEE else 0), name
        assert f"{PLAIN}en" in said


def test_who_does_not_share_it_marks_nothing(world: w.World, log: Log, meeting: UUID) -> None:
    mine = next(item for item in items() if item.by_id == world.ragnhild.pk)
    assert mark(world, log, mine, "ragnhild", health="on").status_code == 422
    for name in ("tor", "bjorg", "henrik", "nils", "hanne"):
        assert mark(world, log, mine, name, health="on").status_code == 404, name
    assert not HealthMark.objects.using("owner").exists()
    mark_all(world, log)
    for name in BEYOND:  # it is there no more
        assert client(world, name).get(page(log, mine)).status_code == 404
        assert mark(world, log, mine, name).status_code == 404
    assert HealthMark.objects.using("owner").filter(ended_at=None).count() == 2


def test_of_another_meeting_or_log_nothing_is_marked(
    world: w.World, log: Log, meeting: UUID
) -> None:
    said = calling.Invitation(w.now() + timedelta(days=9), 60, world.kari.pk)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        other = calling.call_meeting(by, said, [world.kari.pk], at=w.now())
    item = items()[0]
    there = page(log, item).replace(str(meeting), str(other.pk))
    assert client(world, "kari").post(there, {"do": "mark", "health": "on"}).status_code == 404


def test_in_a_cancelled_meeting_too_and_not_in_a_closed_log(
    world: w.World, log: Log, meeting: UUID
) -> None:
    first, last = items()
    with acting_as(world.kari.pk):
        calling.cancel_meeting(w.stand(world.kari, log), meeting, why="", at=w.now())
    here = f"/logg/{log.pk}/moter/{meeting}/"
    assert page(log, first) in client(world, "kari").get(here).content.decode()
    assert mark(world, log, first, "kari", health="on").status_code == 302
    assert in_sql(world.ragnhild, first.text) == []
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert mark(world, log, last, "elias", health="on").status_code == 409
    assert page(log, last) not in client(world, "elias").get(here).content.decode()


def test_about_a_hidden_goal_it_stays_hidden_when_its_own_mark_is_taken_off(
    world: w.World, log: Log, meeting: UUID
) -> None:
    written = health.write(world, log, "helse")
    goal = Goal.objects.using("owner").get(pk=written.sub)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        item = agenda.add_item(
            by, meeting, text="qzomsak", goal_id=goal.pk, at=w.now(), health=acts.Marks(True)
        )
    assert mark(world, log, item, "kari").status_code == 302
    assert in_sql(world.ragnhild, "qzomsak") == []
    assert in_sql(world.kari, "qzomsak")


def test_the_meeting_asks_as_many_questions_however_much_is_marked(
    world: w.World, log: Log, meeting: UUID
) -> None:
    few = _questions(world, log, meeting)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        for number in range(9):
            agenda.add_item(by, meeting, text=f"{MARK}{number}", at=w.now())
    mark_all(world, log)
    assert _questions(world, log, meeting) == few


def _questions(world: w.World, log: Log, meeting: UUID) -> int:
    kari = client(world, "kari")
    with CaptureQueriesContext(connection) as asked:
        assert kari.get(f"/logg/{log.pk}/moter/{meeting}/").status_code == 200
    return len(asked)
