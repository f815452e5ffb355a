"""A holder who is away: who stands in, for how long, and who is told (D5, D10)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs import standing_in
from stafett.logs.models import Absence, Log
from stafett.logs.unattended import waiting_batons
from stafett.meetings.actions import calling
from tests import world as w
from tests.clients import signed_in
from tests.logins import as_worker
from tests.walls.sql import CHECK, DENIED, insert, refused

from .baton import holders, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D5", "D10")]


def tell(world: w.World, log: Log, deputy: str = "sunniva", first: int = 0, last: int = 7) -> Any:
    today = timezone.localdate()
    days = {"from_date": today + timedelta(first), "until": today + timedelta(last)}
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        key = world.people[deputy].pk
        return standing_in.tell_absence(by, **days, deputy_id=key, at=w.now())


def accept(world: w.World, log: Log, absence: Absence) -> None:
    with acting_as(absence.deputy_id):
        standing_in.accept_standing_in(w.stand(absence.deputy, log), absence.pk, at=w.now())


def page(world: w.World, name: str, address: str) -> str:
    return signed_in(world.people[name], world.eikvag).get(address).content.decode()


def let_days_pass(days: int) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE logs_absence SET from_date = from_date - %s, until = until - %s", [days, days]
        )


def test_who_stands_in_is_on_every_page_until_the_last_day_is_over(
    world: w.World, log: Log
) -> None:
    accept(world, log, tell(world, log))
    for address in ("", "historie/", "samtykke/", "stafettpinne/", "meldinger/"):
        read = page(world, "marte", f"/logg/{log.pk}/{address}")
        assert "Sunniva Aas" in read, address
        assert "vikarierer" in read, address
    assert holders(log) == ["Kari"]
    let_days_pass(7)
    assert "vikarierer" in page(world, "marte", f"/logg/{log.pk}/samtykke/")
    let_days_pass(1)
    assert "vikarierer" not in page(world, "marte", f"/logg/{log.pk}/samtykke/")


def test_it_is_asked_and_answered_by_the_pages(world: w.World, log: Log) -> None:
    address = f"/logg/{log.pk}/stafettpinne/borte/"
    kari, sunniva = (signed_in(world.people[name], world.eikvag) for name in ("kari", "sunniva"))
    assert sunniva.get(address).status_code == 404
    today = timezone.localdate()
    said = {"do": "tell", "from_date": today.isoformat(), "deputy": world.sunniva.pk}
    backwards = said | {"until": (today - timedelta(days=1)).isoformat()}
    answer = kari.post(address, backwards)
    assert answer.status_code == 422
    assert "Den siste dagen må komme etter den første." in answer.content.decode()
    assert kari.post(address, said | {"until": today.isoformat()}).status_code == 302
    assert kari.post(address, said | {"until": today.isoformat()}).status_code == 409
    assert "spør om du kan vikariere" in sunniva.get("/min-side/").content.decode()
    assert "Ingen vikarierer ennå" in page(world, "marte", f"/logg/{log.pk}/")
    assert sunniva.post(address, {"do": "yes"}).status_code == 302
    assert kari.post(address, {"do": "back"}).status_code == 302
    assert verbs(log)[-3:] == ["logs.absence_told", "logs.stand_in_accepted", "logs.absence_ended"]
    assert sunniva.get(address).status_code == 404


def test_who_stands_in_invites_to_meetings_in_those_days_alone(world: w.World, log: Log) -> None:
    address = f"/logg/{log.pk}/moter/ny/"
    sunniva = signed_in(world.sunniva, world.eikvag)
    accept(world, log, tell(world, log))
    with acting_as(world.sunniva.pk):
        by = w.stand(world.sunniva, log)
        assert by.calls_in
        said = calling.Invitation(w.now() + timedelta(days=20), 60, world.marte.pk)
        people = [world.sunniva.pk, world.marte.pk]
        meeting = calling.call_meeting(by, said, people, at=w.now())
        calling.cancel_meeting(by, meeting.pk, why="", at=w.now())  # and the database lets her
    let_days_pass(8)
    with acting_as(world.sunniva.pk):
        assert not w.stand(world.sunniva, log).calls_in
    assert sunniva.get(address).status_code == 404


def test_nobody_stands_in_who_is_let_in_no_more(world: w.World, log: Log) -> None:
    accept(world, log, tell(world, log))
    with connections["owner"].cursor() as cursor:
        yesterday = timezone.localdate() - timedelta(days=1)
        cursor.execute(
            "UPDATE municipality_position SET until = %s WHERE person_id = %s",
            [yesterday, world.sunniva.pk],
        )
    assert "Ingen vikarierer ennå" in page(world, "marte", f"/logg/{log.pk}/")
    with acting_as(world.bjorg.pk):
        assert [each.kind for each in waiting_batons()] == ["absence"]


def test_the_leader_is_told_who_is_away_and_has_a_task_when_nobody_stands_in(
    world: w.World, log: Log
) -> None:
    absence = tell(world, log, first=10, last=12)
    with acting_as(world.bjorg.pk):
        assert waiting_batons() == []  # there is time yet
    let_days_pass(8)
    with acting_as(world.bjorg.pk):
        (told,) = waiting_batons()
    assert (told.kind, told.holder, told.other) == ("absence", "Kari Nesheim", "Sunniva Aas")
    assert "Ingen vikarierer for Kari Nesheim" in page(world, "bjorg", "/min-side/")
    accept(world, log, Absence.objects.using("owner").get(pk=absence.pk))
    with acting_as(world.bjorg.pk):
        assert [each.kind for each in waiting_batons()] == ["away"]
    assert "Kari Nesheim" not in page(world, "bjorg", "/min-side/")
    read = page(world, "bjorg", "/enhet/")
    assert "Sunniva Aas vikarierer" in read
    assert "Elias" not in read


def test_the_database_takes_no_absence_but_the_holders_and_no_answer_but_the_deputys(
    world: w.World, log: Log
) -> None:
    today = timezone.localdate()
    row = {
        "id": world.kari.pk,  # any key
        "log_id": log.pk,
        "from_date": today,
        "until": today,
        "told_at": w.now(),
    }
    kari, sunniva, tor = world.kari.pk, world.sunniva.pk, world.tor.pk
    with acting_as(sunniva):
        held = insert("logs_absence", **row, holder_id=sunniva, deputy_id=kari)
        refused(CHECK, "only who has the baton", *held)
        others = insert("logs_absence", **row, holder_id=kari, deputy_id=sunniva)
        refused(DENIED, "row-level security", *others)
    with acting_as(kari):
        for nobody in (tor, kari):
            named = insert("logs_absence", **row, holder_id=kari, deputy_id=nobody)
            refused(CHECK, "does not name this deputy", *named)
    tell(world, log)
    answer = "UPDATE logs_absence SET answer = 'accepted', answered_at = now()"
    with acting_as(kari):
        refused(CHECK, "only who was asked", answer)
    with acting_as(sunniva):
        refused(CHECK, "only who is away", "UPDATE logs_absence SET ended_at = now()")
    with as_worker():
        assert Absence.objects.count() == 1
