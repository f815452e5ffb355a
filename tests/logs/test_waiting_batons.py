"""What a leader is told of batons that wait for somebody: never whose log it is (D11)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Handover, Log
from stafett.logs.unattended import WaitingBaton, waiting_batons
from stafett.municipality.models import PolicyVersion, Position
from stafett.municipality.policy import PRESETS, Policy
from tests import world as w
from tests.clients import signed_in

from .baton import offered

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D11")]


def told(world: w.World, name: str) -> list[WaitingBaton]:
    with acting_as(world.people[name].pk):
        return waiting_batons()


def unanswered_for(days: int) -> None:
    Handover.objects.using("owner").update(offered_at=timezone.now() - timedelta(days=days))


def test_the_leader_is_told_of_an_offer_after_the_policys_days(world: w.World, log: Log) -> None:
    offered(world, log, to="ragnhild")
    days = PRESETS["national"].offer_days or 0
    unanswered_for(days - 1)
    assert told(world, "bjorg") == []
    unanswered_for(days)
    (only,) = told(world, "bjorg")
    assert (only.kind, only.unit) == ("offer", "Eikvåg skole")
    assert (only.holder, only.other) == ("Kari Nesheim", "Ragnhild Vik")
    for name in ("kari", "ragnhild", "henrik", "nils", "marte", "elias"):
        assert told(world, name) == [], name
    never = {"settings": Policy(offer_days=None).as_settings(), "from_date": timezone.localdate()}
    w.save(PolicyVersion(municipality=world.eikvag, preset="national", **never))
    assert told(world, "bjorg") == []


def test_without_a_leader_the_administrator_is_told(world: w.World, log: Log) -> None:
    offered(world, log)
    unanswered_for(30)
    leads = Position.objects.using("owner").filter(pk=world.positions["bjorg"].pk)
    leads.update(until=timezone.localdate() - timedelta(days=1))
    assert told(world, "bjorg") == []
    assert len(told(world, "henrik")) == 1


def test_it_stands_on_the_leaders_pages_without_a_child_and_goes_with_the_answer(
    world: w.World, log: Log
) -> None:
    offered(world, log, word="Elias liker ball.")
    unanswered_for(30)
    client = signed_in(world.bjorg, world.eikvag)
    for address in ("/min-side/", "/enhet/"):
        page = client.get(address).content.decode()
        assert "Ragnhild Vik" in page
        assert "Elias" not in page
        assert str(log.pk) not in page
    Handover.objects.using("owner").update(answer="withdrawn", answered_at=timezone.now())
    assert "Ragnhild Vik" not in client.get("/min-side/").content.decode()
