"""Two with the baton: who does what and whom the family contacts, on every page (D6, D9)."""

from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.logs import two_holders
from stafett.logs.models import Handover, Log
from tests import world as w
from tests.clients import signed_in

from .baton import Reader, holders, verbs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("D9")]


@pytest.fixture
def world() -> w.World:
    return w.make_world("sogndal")


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def sends(world: w.World, name: str, log: Log, **posted: Any) -> Any:
    client = signed_in(world.people[name], world.eikvag)
    return client.post(f"/logg/{log.pk}/stafettpinne/dele/", posted)


def share(world: w.World, log: Log) -> None:
    """Kari asks Sunniva by the page, and she says yes."""
    asked = sends(
        world, "kari", log, do="ask", receiver=world.sunniva.pk, giver_tasks="Kaller inn til møter",
        tasks="Snakker med hjemmet", contact="them",
    )  # fmt: skip
    assert asked.status_code == 302
    assert holders(log) == ["Kari"]
    offer = Handover.objects.using("owner").get()
    sunniva = Reader(world, "sunniva", log)
    assert "Snakker med hjemmet" in sunniva.reads()
    assert sunniva.does(do="accept", offer=offer.pk, word="").status_code == 302


def page(world: w.World, name: str, address: str) -> str:
    return signed_in(world.people[name], world.eikvag).get(address).content.decode()


def test_two_have_it_when_the_other_has_said_yes_and_every_page_says_who_does_what(
    world: w.World, log: Log
) -> None:
    share(world, log)
    assert sorted(holders(log)) == ["Kari", "Sunniva"]
    for address in ("", "historie/", "samtykke/", "stafettpinne/"):
        read = page(world, "marte", f"/logg/{log.pk}/{address}")
        assert "Kaller inn til møter" in read, address
        contact = read.index("Familien ringer hit.")
        assert contact < read.index("Snakker med hjemmet"), address
    assert "Familien ringer hit." in page(world, "sunniva", f"/logg/{log.pk}/samtykke/")
    tasks = {f"tasks_{world.kari.pk}": "Alt på skolen", f"tasks_{world.sunniva.pk}": "Resten"}
    divided = sends(world, "sunniva", log, do="divide", contact=world.kari.pk, **tasks)
    assert divided.status_code == 302
    read = page(world, "marte", f"/logg/{log.pk}/samtykke/")
    assert read.index("Familien ringer hit.") < read.index("Alt på skolen") < read.index("Resten")


def test_one_lets_go_only_while_the_other_has_it(world: w.World, log: Log) -> None:
    assert sends(world, "kari", log, do="let_go").status_code == 422
    share(world, log)
    assert sends(world, "sunniva", log, do="let_go").status_code == 302
    assert holders(log) == ["Kari"]
    assert "Familien ringer hit." not in page(world, "marte", f"/logg/{log.pk}/samtykke/")
    with pytest.raises(Refused), acting_as(world.kari.pk):
        two_holders.gather_baton(w.stand(world.kari, log), world.kari.pk, at=w.now())
    assert holders(log) == ["Kari"]


def test_who_is_left_takes_the_part_of_one_who_has_left_and_of_no_other(
    world: w.World, log: Log
) -> None:
    share(world, log)
    with pytest.raises(Refused), acting_as(world.kari.pk):
        two_holders.gather_baton(w.stand(world.kari, log), world.sunniva.pk, at=w.now())
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE municipality_position SET until = %s, ended_at = now() WHERE person_id = %s",
            [timezone.localdate(), world.sunniva.pk],
        )
    assert sends(world, "kari", log, do="gather").status_code == 302
    assert holders(log) == ["Kari"]
    assert verbs(log)[-1] == "logs.baton_gathered"


@pytest.mark.requirement("Z10")
def test_nobody_is_asked_to_share_where_the_policy_says_one() -> None:
    world = w.make_world("national")
    alone = w.open_log(world)
    part = two_holders.Division("Skolen", "Hjemmet", receiver_is_contact=False)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, alone)
    with pytest.raises(Refused, match="samtidig"), acting_as(world.kari.pk):
        two_holders.offer_part(by, world.sunniva.pk, part, word="", at=w.now())


@pytest.mark.requirement("D6")
def test_the_family_has_its_say_and_nobody_else_in_its_name(world: w.World, log: Log) -> None:
    assert Reader(world, "marte", log).does(do="wish", text="Helst Sunniva.").status_code == 302
    for name in ("kari", "ragnhild", "anders"):
        assert "Helst Sunniva." in Reader(world, name, log).reads()
    assert Reader(world, "kari", log).does(do="wish", text="Jeg").status_code == 422
    assert Reader(world, "marte", log).does(do="wish", text=" ").status_code == 422


@pytest.mark.requirement("D7")
def test_what_to_think_of_is_asked_and_not_forced(world: w.World, log: Log) -> None:
    kari = Reader(world, "kari", log)
    assert "Hva ønsker barnet og familien?" in kari.reads()
    assert kari.does(do="offer", receiver=world.ragnhild.pk, word="").status_code == 302
