"""The municipality's numbers tell no count under five to an administrator (C9, H1)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.municipality.models import Position, Role
from stafett.overview.numbers import numbers_of
from stafett.overview.overseen import overseen
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9", "H1")]


@pytest.fixture
def world() -> w.World:
    """Four logs at the school and one in the kindergarten, each with a leader."""
    world = w.make_world()
    w.add_staff(world, "anita", "Fjell", world.kindergarten, "Styrer", Role.LEADER)
    w.add_staff(world, "harald", "Moe", world.ppt, "Leder", Role.LEADER)
    for name in ("a", "b", "c"):
        w.add_family(world, f"barn{name}", 8, [(f"mor{name}", "mother")], together=False)
        w.open_log(world, owner=f"barn{name}", signers=(f"mor{name}",), named=("kari",))
    w.open_log(world, named=("kari",))
    return world


def fifth(world: w.World, starter: str) -> Log:
    question = w.start_draft(world, owner="sander", starter=starter)
    version = w.ask_consent(world, question, by=starter, named=(starter,), said_yes="liv")
    w.answer(world, version, "liv")
    return question


def shown(world: w.World, name: str = "henrik") -> dict[str, dict[str, int]]:
    with acting_as(world.people[name].pk):
        found = numbers_of(world.eikvag)
        return {each.key: {bar.words: bar.number for bar in each.bars} for each in found.figures}


def test_fewer_than_five_in_all_are_no_number(world: w.World) -> None:
    assert shown(world) == {}
    page = signed_in(world.henrik, world.eikvag).get("/kommune/tall/").content.decode()
    assert "Færre enn fem logger er åpne" in page


def test_a_service_with_few_is_counted_with_others_in_every_picture(world: w.World) -> None:
    fifth(world, "ragnhild")
    assert shown(world) == {
        "tjenester": {"Alle til sammen": 5},
        "nivaer": {"Alle til sammen": 5},
        "stille": {"Alle til sammen": 5},
    }
    assert shown(world, "bjorg") == {}
    page = signed_in(world.henrik, world.eikvag).get("/kommune/tall/").content.decode()
    assert "5 logger er åpne i Eikvåg" in page


def test_what_is_known_one_by_one_is_not_in_the_sum(world: w.World) -> None:
    """Else four at the school would be five less the one that the administrator sees."""
    fifth(world, "ragnhild")
    gone = Position.objects.using("owner").filter(pk=world.positions["anita"].pk)
    gone.update(until=timezone.localdate() - timedelta(days=1))
    with acting_as(world.henrik.pk):
        assert len(overseen(world.kindergarten.pk, "administrator")) == 1
        assert overseen(world.school.pk, "administrator") == []
    assert shown(world) == {}


def test_nobody_else_is_told_by_the_database(world: w.World) -> None:
    for name in ("bjorg", "kari", "nils", "marte"):
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM numbers_of(%s)", [world.eikvag.pk])
            assert cursor.fetchone() == (0,)
