"""Who can read what is being written, whatever Stafett itself would ask."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import daily, withdrawal
from stafett.logs.models import HealthMark, Log
from stafett.plan.models import Goal, Understanding
from stafett.unfinished.models import Writing
from stafett.voice.models import Participation
from tests import world as w
from tests.health import open_health_log
from tests.logins import as_worker
from tests.plan.test_writing import opened
from tests.unfinished.writing import keep, kept, rows, understanding
from tests.walls.sql import DENIED, insert, refused, run

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1")]
ClientOf = Callable[[str], Client]
HIDDEN_WORDS = "Hun får medisin om morgenen."


def test_the_database_shows_it_to_its_writer_alone(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    keep(client_of("kari"), understanding(log))
    for name in ("marte", "elias", "sunniva", "bjorg", "henrik"):
        with acting_as(world.people[name].pk):
            assert not Writing.objects.exists(), name
            assert run("DELETE FROM unfinished_writing") == 0
    with acting_as(world.kari.pk):
        assert Writing.objects.count() == 1


def test_nobody_writes_in_anothers_name_or_in_a_strangers_log(world: w.World, log: Log) -> None:
    row = {"id": uuid4(), "sheet": uuid4(), "address": "/", "values": "{}", "at": w.now()}
    with acting_as(world.marte.pk):
        said = insert("unfinished_writing", **row, person_id=world.kari.pk, log_id=log.pk)
        refused(DENIED, "row-level security", *said)
    with acting_as(world.tor.pk):
        said = insert("unfinished_writing", **row, person_id=world.tor.pk, log_id=log.pk)
        refused(DENIED, "row-level security", *said)


def test_the_worker_reads_nothing(world: w.World, log: Log, client_of: ClientOf) -> None:
    keep(client_of("elias"), f"/logg/{log.pk}/mitt-rom/", fields={"text": ["Jeg er redd"]})
    with as_worker():
        for what in ("SELECT at FROM", "DELETE FROM"):
            refused(DENIED, "permission denied", f"{what} unfinished_writing")


def test_who_loses_the_log_neither_reads_nor_keeps(
    world: w.World, log: Log, client_of: ClientOf
) -> None:
    keep(client_of("ragnhild"), understanding(log))
    assert kept(client_of("ragnhild"), understanding(log))
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.ragnhild.pk, at=w.now())
    ragnhild = client_of("ragnhild")
    assert kept(ragnhild, understanding(log)) == []
    assert "Elias har begynt" not in ragnhild.get("/min-side/uferdig/").content.decode()
    assert keep(ragnhild, understanding(log)).status_code == 422
    assert keep(client_of("tor"), understanding(log)).status_code == 422


def test_it_goes_with_a_discarded_draft(world: w.World, client_of: ClientOf) -> None:
    draft = w.start_draft(world)
    assert keep(client_of("kari"), f"/logg/{draft.pk}/samtykke/nytt/").status_code == 200
    with acting_as(world.kari.pk):
        assert daily.discard_draft(draft.pk)
    assert not Log.objects.using("owner").filter(pk=draft.pk).exists()
    assert rows().count() == 0


@pytest.mark.requirement("H4")
def test_what_is_marked_as_health_meanwhile_is_hidden_in_it_too(
    world: w.World, client_of: ClientOf
) -> None:
    log = open_health_log(world)
    w.agree_plan(world, log)
    goal = Goal.objects.using("owner").filter(log_id=log.pk)[0]
    address = f"/logg/{log.pk}/mal/{goal.pk}/endre/"
    assert keep(client_of("ragnhild"), address, fields={"text": ["Hun får medisin"]}).json()["kept"]
    assert kept(client_of("ragnhild"), address)
    w.save(HealthMark(log_id=log.pk, subject=goal.pk, by=world.nora, at=timezone.now()))
    assert kept(client_of("ragnhild"), address) == []
    assert "medisin" not in client_of("ragnhild").get("/min-side/uferdig/").content.decode()


@pytest.mark.requirement("H4")
@pytest.mark.parametrize(
    ("kind", "place", "field"),
    [
        (Understanding, "felles-forstaelse/", "shared"),
        (Participation, "barnets-stemme/medvirkning/", "judgement"),
    ],
)
def test_what_began_with_a_text_is_hidden_with_it(
    world: w.World, client_of: ClientOf, kind: Any, place: str, field: str
) -> None:
    """Also where the address does not name it; and the same words cannot be saved anew without
    the mark, or be shown again, to somebody who does not see health information."""
    log = open_health_log(world, named=("kari", "sunniva", "tor"))
    tor, address = client_of("tor"), f"/logg/{log.pk}/{place}"
    other = HIDDEN_WORDS.replace("medisin", "melk")
    assert client_of("nora").post(address, {field: other, "opened_at": "999"}).status_code == 302
    begun = opened(tor, address)
    told = {"shared": "", "written_by": "", **begun, field: HIDDEN_WORDS}
    sheet = str(uuid4())
    fields = {name: [text] for name, text in told.items()}
    assert keep(tor, address, fields=fields, sheet=sheet).status_code == 200
    assert kept(tor, address)
    subject = kind.objects.using("owner").get(log_id=log.pk)
    w.save(HealthMark(log_id=log.pk, subject=subject.pk, by=world.nora, at=timezone.now()))
    assert kept(tor, address) == []
    assert "medisin" not in tor.get("/min-side/uferdig/").content.decode()
    assert keep(tor, address, fields=fields, sheet=sheet).status_code == 422
    answer = tor.post(address, told)
    assert answer.status_code == 409
    assert "medisin" not in answer.content.decode()
    assert "Du kan ikke lenger se" in answer.content.decode()
    assert kind.objects.using("owner").filter(log_id=log.pk).count() == 1
