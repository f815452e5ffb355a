"""The municipality decides who coordinates, for its own services alone (N2, N3, N4)."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.logs import coordinating
from stafett.logs.models import Decision, Handover, Log
from stafett.logs.unattended import waiting_batons
from stafett.municipality.models import Unit
from tests import world as w
from tests.clients import signed_in
from tests.walls.sql import CHECK, insert, refused, run

from .baton import verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("N2")]
DECIDED = {"decider": "Kommunedirektøren", "reason": "Skolen er nærmest."}


def sends(world: w.World, name: str, log: Log, **posted: Any) -> Any:
    client = signed_in(world.people[name], world.eikvag)
    return client.post(f"/logg/{log.pk}/stafettpinne/avgjorelse/", posted)


def decides(world: w.World, log: Log, unit: Unit) -> Any:
    said = DECIDED | {"decided_on": timezone.localdate().isoformat()}
    return sends(world, "kari", log, do="decide", chosen=unit.pk, **said)


def test_what_is_decided_is_written_down_with_its_reason_and_the_leader_is_told_until_then(
    world: w.World, log: Log
) -> None:
    assert decides(world, log, world.kindergarten).status_code == 409
    asked = sends(world, "ragnhild", log, do="ask", about="Begge mener den andre har ansvaret.")
    assert asked.status_code == 302
    with acting_as(world.bjorg.pk):
        assert [each.kind for each in waiting_batons()] == ["decision"]
    read = signed_in(world.bjorg, world.eikvag).get("/enhet/").content.decode()
    assert "ikke enige om hvem som samordner" in read
    assert "den andre har ansvaret" not in read
    assert decides(world, log, world.kindergarten).status_code == 302
    with acting_as(world.bjorg.pk):
        assert waiting_batons() == []
    row = Decision.objects.using("owner").get()
    assert (row.unit_id, row.reason) == (world.kindergarten.pk, "Skolen er nærmest.")
    told = signed_in(world.marte, world.eikvag).get(f"/logg/{log.pk}/historie/").content.decode()
    assert "Fjæra barnehage samordner" in told
    with acting_as(world.kari.pk):
        refused(CHECK, "never changed", "UPDATE logs_decision SET reason = 'x'")


@pytest.mark.requirement("N3")
@pytest.mark.parametrize("kind", ["bup", "private"])
def test_the_municipality_decides_for_its_own_services_alone(
    world: w.World, log: Log, kind: str
) -> None:
    with acting_as(world.kari.pk):
        coordinating.ask_for_decision(w.stand(world.kari, log), about="x", at=w.now())
    Unit.objects.using("owner").filter(pk=world.kindergarten.pk).update(kind=kind)
    answer = decides(world, log, world.kindergarten)
    assert answer.status_code == 422
    assert "bare bestemme for sine egne tjenester" in answer.content.decode()
    with acting_as(world.kari.pk):
        for unit in (world.kindergarten, Unit.objects.using("owner").get(key="nordvik")):
            write = "UPDATE logs_decision SET unit_id = %s"
            refused(CHECK, "its own services", write, [unit.pk])
        run("UPDATE logs_decision SET unit_id = %s", [world.ppt.pk])
        row = {"id": uuid4(), "log_id": log.pk, "kind": "service", "asked_by_id": world.kari.pk}
        row |= {"about": "", "decider": "", "reason": "", "recorded_at": w.now()}
        outside = insert("logs_decision", **row, asked_at=w.now(), unit_id=world.kindergarten.pk)
        refused(CHECK, "its own services", *outside)


@pytest.mark.requirement("N4", "C11")
def test_an_appointed_child_coordinator_is_offered_the_baton(world: w.World, log: Log) -> None:
    said = DECIDED | {"decided_on": timezone.localdate().isoformat(), "do": "appoint"}
    assert sends(world, "kari", log, chosen=world.tor.pk, **said).status_code == 422
    assert sends(world, "kari", log, chosen=world.ragnhild.pk, **said).status_code == 302
    assert Handover.objects.using("owner").get().offered_to_id == world.ragnhild.pk
    assert verbs(log)[-2:] == ["logs.coordinator_appointed", "logs.baton_offered"]


def test_the_family_neither_asks_nor_decides(world: w.World, log: Log) -> None:
    assert sends(world, "marte", log, do="ask", about="x").status_code == 404
    with acting_as(world.marte.pk):
        mother = w.stand(world.marte, log)
    with pytest.raises(Refused), acting_as(world.marte.pk):
        coordinating.ask_for_decision(mother, about="x", at=w.now())
