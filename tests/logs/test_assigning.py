"""A leader says who is to have a baton, and never reads the log for it (E2, E3, D11)."""

import pytest
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs import baton
from stafett.logs.assigning import assign_baton
from stafett.logs.models import Assignment, Handover, Leg, Log
from stafett.municipality import staffing
from tests import world as w
from tests.clients import signed_in
from tests.jobs import run_jobs
from tests.logs.baton import holders, offered, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E2", "E3")]


def assigns(world: w.World, log: Log, to: str, by: str = "bjorg") -> None:
    leg = Leg.objects.using("owner").get(log_id=log.pk, ended_at=None)
    with acting_as(world.people[by].pk):
        assign_baton(world.people[by], leg.pk, world.positions[to], at=w.now())
    run_jobs("assigning.carry_out")


def offer(log: Log) -> Handover | None:
    found = Handover.objects.using("owner").filter(log_id=log.pk, answer=None)
    return found.select_related("offered_to").first()


def accepts(world: w.World, log: Log, name: str) -> None:
    waiting = offer(log)
    assert waiting
    with acting_as(world.people[name].pk):
        baton.accept_baton(w.stand(world.people[name], log), waiting.pk, word="", at=w.now())


def test_whom_the_family_has_said_yes_to_is_offered_it_and_answers(world: w.World) -> None:
    log = w.open_log(world, named=("kari", "sunniva", "ragnhild"))
    offered(world, log, to="ragnhild")
    assigns(world, log, "sunniva")
    waiting = offer(log)
    assert waiting
    assert waiting.offered_to == world.sunniva
    assert holders(log) == ["Kari"]
    assert verbs(log)[-3:] == ["logs.baton_assigned", "logs.offer_taken_back", "logs.baton_offered"]
    accepts(world, log, "sunniva")
    assert holders(log) == ["Sunniva"]
    told = Content.objects.using("owner").filter(book=world.eikvag.pk).latest("number")
    assert told.data == {"who": "Bjorg Solheim", "name": "Sunniva Aas", "unit": "Eikvåg skole"}


def test_somebody_new_waits_for_the_familys_yes(world: w.World) -> None:
    log = w.open_log(world, named=("kari",))
    assigns(world, log, "sunniva")
    assert offer(log) is None
    page = signed_in(world.kari, world.eikvag).get("/min-side/").content.decode()
    assert "Lederen din ber om at Sunniva Aas tar stafettpinnen" in page
    version = w.ask_consent(
        world, log, named=("kari", "sunniva"), scopes=("participants",), said_yes="marte"
    )
    w.answer(world, version, "marte", "anders")
    run_jobs("assigning.carry_out")
    waiting = offer(log)
    assert waiting
    assert waiting.offered_to == world.sunniva
    assert verbs(log).count("logs.baton_assigned") == 1
    assert not Assignment.objects.using("owner").filter(ended_at=None).exists()


@pytest.mark.requirement("D11", "H6")
def test_a_baton_without_a_holder_gets_one(world: w.World) -> None:
    log = w.open_log(world, named=("kari", "sunniva"))
    with acting_as(world.bjorg.pk):
        staffing.end_position(
            world.bjorg, world.positions["kari"].pk, last_day=timezone.localdate(), at=w.now()
        )
    run_jobs()
    assigns(world, log, "sunniva")
    accepts(world, log, "sunniva")
    assert holders(log) == ["Sunniva"]


@pytest.mark.parametrize("by", ["kari", "nils", "henrik", "marte"])
def test_nobody_else_says_who_is_to_have_it(world: w.World, by: str) -> None:
    log = w.open_log(world, named=("kari", "sunniva"))
    with pytest.raises(Refused):
        assigns(world, log, "sunniva", by=by)
    assert not Assignment.objects.using("owner").exists()


def test_not_who_has_it_and_nobody_from_elsewhere(world: w.World) -> None:
    log = w.open_log(world, named=("kari",))
    for name in ("kari", "nils"):
        with pytest.raises(Refused):
            assigns(world, log, name)


@pytest.mark.requirement("C7", "H1")
def test_on_the_leaders_page(world: w.World) -> None:
    log = w.open_log(world, named=("kari",))
    leg = Leg.objects.using("owner").get(log_id=log.pk)
    client = signed_in(world.bjorg, world.eikvag)
    address = f"/enhet/pinne/{leg.pk}/"
    assert address in client.get("/enhet/").content.decode()
    assert client.post(address, {}).status_code == 422
    page = client.post(
        address, {"position": str(world.positions["sunniva"].pk)}, follow=True
    ).content.decode()
    assert "Du har bedt om at Sunniva Aas tar stafettpinnen" in page
    assert "Venter på ja fra familien" in page
    assert "Elias" not in page
    assert client.get(f"/logg/{log.pk}/").status_code == 404
    with acting_as(world.bjorg.pk):
        assert not Assignment.objects.exists()
