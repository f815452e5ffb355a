"""A log goes to another level: why, who was heard, who has the baton onwards (B20, B21, B24)."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.wall import acting_as
from stafett.consent import withdrawal
from stafett.logs import levels
from stafett.logs.levels import Settled
from stafett.logs.models import LevelChange, Log
from tests import sittings
from tests import world as w
from tests.clients import signed_in
from tests.walls.sql import CHECK, DENIED, insert, refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("B20", "B21")]


@pytest.fixture
def log(world: w.World) -> Log:
    """Kari has the baton; Sunniva is of the same school, Ragnhild of the kindergarten."""
    return w.open_log(world, plan_alone=("ragnhild",))


def level_of(log: Log) -> int:
    return Log.objects.using("owner").get(pk=log.pk).level


def change(world: w.World, log: Log, level: int, *, by: str = "kari", **more: Any) -> None:
    said = {"reason": "Flere må hjelpe.", "heard": [world.elias.pk, world.marte.pk]}
    said |= {"onwards": "stays"}
    person = world.people[by]
    was = more.pop("was", level_of(log))
    with acting_as(person.pk):
        settled = Settled(**(said | more))
        levels.change_level(w.stand(person, log), level, settled, was=was, at=w.now())


def sent(world: w.World, **more: Any) -> dict[str, Any]:
    heard = [world.elias.pk, world.marte.pk]
    form = {"level": "2", "was": "1", "reason": "Flere må hjelpe.", "heard": heard}
    return form | {"onwards": "stays"} | more


def test_up_and_down_with_a_reason_and_everyone_reads_how(world: w.World, log: Log) -> None:
    kari, page = signed_in(world.kari, world.eikvag), f"/logg/{log.pk}/niva/"
    assert kari.post(page, sent(world)).headers["Location"] == page
    assert level_of(log) == 2
    down = sent(world, level="1", was="2", reason="Nok med skolen.", onwards="moves")
    assert kari.post(page, down).headers["Location"] == f"/logg/{log.pk}/stafettpinne/"
    assert level_of(log) == 1
    for name in ("elias", "marte", "sunniva", "ragnhild"):
        reader = signed_in(world.people[name], world.eikvag)
        reads = reader.get(page).content.decode()
        assert "Fra nivå 1 til nivå 2" in reads
        assert "Flere må hjelpe." in reads
        assert "Hørt: Elias Berg, Marte Berg" in reads
        assert "Bytt nivå" not in reads
        history = reader.get(f"/logg/{log.pk}/historie/").content.decode()
        assert "går tilbake fra nivå 2 til 1" in history
        assert "Nok med skolen." in history
        assert page in reader.get(f"/logg/{log.pk}/").content.decode()


@pytest.mark.requirement("B12", "B24")
def test_no_higher_level_with_one_service(world: w.World, log: Log) -> None:
    """Refused in words and by the database, until the family has let in another service."""
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.ragnhild.pk, at=w.now())
    kari = signed_in(world.kari, world.eikvag)
    answer = kari.post(f"/logg/{log.pk}/niva/", sent(world))
    assert answer.status_code == 422
    assert "Spør først familien om samtykke" in answer.content.decode()
    assert "Flere må hjelpe." in answer.content.decode()
    with acting_as(world.kari.pk):
        refused(CHECK, "one service alone", *insert("logs_levelchange", **row(world, log)))
    version = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    w.answer(world, version, "marte", "anders")
    change(world, log, 2)
    assert level_of(log) == 2
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.tor.pk, at=w.now())
    change(world, log, 1)
    assert level_of(log) == 1


def row(world: w.World, log: Log, by: str = "kari", **more: Any) -> dict[str, Any]:
    of = {"id": uuid4(), "log_id": log.pk, "was": 1, "level": 2, "reason": "Nå"}
    of |= {"heard": [world.marte.pk], "onwards": "stays"}
    return of | {"by_id": world.people[by].pk, "at": timezone.now()} | more


def test_nothing_moves_the_level_but_what_the_holder_settles(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        refused(DENIED, "logs_log", "UPDATE logs_log SET level = 2 WHERE id = %s", [log.pk])
        wrong = row(world, log, was=2, level=3)
        refused(CHECK, "not at this level", *insert("logs_levelchange", **wrong))
        refused(CHECK, "a_level_changes", *insert("logs_levelchange", **row(world, log, level=1)))
        other = row(world, log, by="sunniva")
        refused(DENIED, "row-level security", *insert("logs_levelchange", **other))
    for name in ("sunniva", "marte", "elias", "tor"):
        with acting_as(world.people[name].pk):
            mine = row(world, log, by=name)
            refused(DENIED, "row-level security", *insert("logs_levelchange", **mine))
    assert level_of(log) == 1
    with acting_as(world.kari.pk):
        assert run(*insert("logs_levelchange", **row(world, log))) == 1
    assert level_of(log) == 2
    assert LevelChange.objects.using("owner").get(log=log).reason == "Nå"


@pytest.mark.requirement("L2", "K17")
def test_in_a_meeting_who_leads_or_writes_it_and_nobody_else(world: w.World, log: Log) -> None:
    meeting = sittings.call(world, log, leader="kari", writer="sunniva")
    with acting_as(world.sunniva.pk):
        mine = row(world, log, by="sunniva")
        refused(DENIED, "row-level security", *insert("logs_levelchange", **mine))
        place = w.stand(world.sunniva, log)
        sittings.sitting.meet(place, meeting, [world.kari.pk, world.elias.pk], at=w.now())
        chosen = sittings.Chosen("level", "Helsa er svak.", 2)
        with pytest.raises(Refused):
            sittings.sitting.choose_way(place, meeting, chosen, at=w.now())
        chosen = sittings.Chosen("level", "Helsa er svak.", 2, "", "moves")
        sittings.sitting.choose_way(place, meeting, chosen, at=w.now())
    made = LevelChange.objects.using("owner").get(log=log)
    assert (made.by, made.onwards, made.reason) == (world.sunniva, "moves", "")
    assert set(made.heard) == {world.kari.pk, world.elias.pk}
    # Why stands in the minutes alone: who was not told of the meeting does not read it here.
    ragnhild = signed_in(world.ragnhild, world.eikvag)
    for page in ("niva", "historie"):
        assert "Helsa er svak" not in ragnhild.get(f"/logg/{log.pk}/{page}/").content.decode()


def test_what_is_left_out_is_asked_for(world: w.World, log: Log) -> None:
    for wrong in (
        {"reason": ""},
        {"heard": []},
        {"heard": [world.tor.pk]},
        {"onwards": ""},
        {"level": 4},
    ):
        with pytest.raises(Refused):
            change(world, log, **({"level": 2} | wrong))
    kari, page = signed_in(world.kari, world.eikvag), f"/logg/{log.pk}/niva/"
    answer = kari.post(page, sent(world, heard=[], onwards=""))
    assert answer.status_code == 422
    assert "Si hvem som er hørt" in answer.content.decode()
    assert level_of(log) == 1


def test_somebody_else_was_first(world: w.World, log: Log) -> None:
    change(world, log, 2)
    with pytest.raises(Conflict):
        change(world, log, 3, was=1)
    kari = signed_in(world.kari, world.eikvag)
    answer = kari.post(f"/logg/{log.pk}/niva/", sent(world, level="3"))
    assert answer.status_code == 409
    assert "Loggen er på nivå 2" in answer.content.decode()


@pytest.mark.requirement("B14")
def test_not_below_the_level_from_which_the_municipality_keeps_logs() -> None:
    world = w.make_world("hustadvika")
    log = w.open_log(world)
    change(world, log, 3)
    with pytest.raises(Refused, match="Eikvåg"):
        change(world, log, 1)
    change(world, log, 2)
    assert level_of(log) == 2
