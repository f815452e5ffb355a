"""The leader sees to it that those who have the baton know how (E5)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.municipality.models import Trained
from stafett.municipality.training import mark_trained, take_back_training
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E5")]


def mark(world: w.World, who: str, by: str = "bjorg", days_ago: int = 10) -> None:
    with acting_as(world.people[by].pk):
        day = timezone.localdate() - timedelta(days=days_ago)
        mark_trained(world.people[by], world.positions[who].pk, day=day, at=w.now())


def seen_by(world: w.World, name: str) -> int:
    with acting_as(world.people[name].pk):
        return Trained.objects.count()


def test_the_leader_marks_it_and_takes_it_away(world: w.World) -> None:
    mark(world, "kari")
    assert [seen_by(world, name) for name in ("bjorg", "kari", "sunniva", "henrik", "nils")] == [
        *(1, 1, 0, 0, 0)
    ]
    with pytest.raises(Conflict):
        mark(world, "kari")
    with acting_as(world.bjorg.pk):
        take_back_training(world.bjorg, world.positions["kari"].pk, at=w.now())
    assert seen_by(world, "bjorg") == 0
    verbs = Entry.objects.using("owner").filter(book=world.eikvag.pk, verb__contains="train")
    assert list(verbs.order_by("number").values_list("verb", flat=True)) == [
        "municipality.trained",
        "municipality.training_taken_back",
    ]


def test_nobody_else_and_no_day_to_come(world: w.World) -> None:
    for by in ("kari", "nils", "henrik"):
        with pytest.raises(Refused):
            mark(world, "kari", by=by)
        row = Trained(position=world.positions["kari"], day=timezone.localdate(), at=w.now())
        row.by_id = world.people[by].pk
        with (
            acting_as(world.people[by].pk),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            row.save(force_insert=True)
    with pytest.raises(Refused, match="ikke kommet"):
        mark(world, "kari", days_ago=-1)


def test_on_the_page_somebody_with_a_baton_who_is_not_trained_needs_the_leader(
    world: w.World,
) -> None:
    w.open_log(world)
    client = signed_in(world.bjorg, world.eikvag)
    needs = "Kari Nesheim har en stafettpinne og er ikke merket med opplæring"
    assert needs in client.get("/enhet/").content.decode()
    address = f"/enhet/opplaring/{world.positions['kari'].pk}/"
    assert client.post(address, {"day": ""}).status_code == 422
    page = client.post(address, {"day": timezone.localdate().isoformat()}, follow=True)
    assert needs not in page.content.decode()
    assert client.post(address, {"day": timezone.localdate().isoformat()}).status_code == 409
    assert client.post(address, {"do": "take_back"}).status_code == 302
    assert needs in client.get("/enhet/").content.decode()
