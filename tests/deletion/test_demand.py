"""Who may demand, who learns of it, and how it is decided and appealed (Q4, Q5, E7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.deletion import actions
from stafett.deletion.carrying_out import carry_out
from stafett.deletion.models import Decision, Demand
from stafett.deletion.queries import demanded_of, waiting_for_leader
from stafett.logs.models import Log
from stafett.municipality.models import Position
from tests import world as w
from tests.clients import knocking
from tests.deletion.steps import decide, demand, pass_on
from tests.logins import as_worker
from tests.walls.markers.looking import in_sql
from tests.walls.sql import DENIED, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Q4")]
MARK = "qzkrav"
OTHERS = ("elias", "anders", "kari", "sunniva", "ragnhild", "bjorg", "henrik", "nils", "liv", None)


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def age(row: Demand, days: int) -> None:
    """As if it had been sent so many days ago."""
    at = timezone.now() - timedelta(days=days)
    Demand.objects.using("owner").filter(pk=row.pk).update(at=at)


def as_admin(world: w.World) -> list[str]:
    with acting_as(world.henrik.pk):
        return [row.words for row in demanded_of(world.eikvag.pk)]


@pytest.mark.requirement("Q5", "E7")
def test_it_goes_by_the_leader_to_the_administrator_and_to_nobody_else(
    world: w.World, log: Log
) -> None:
    row = demand(world, log, ["messages", "plan"])
    assert as_admin(world) == []
    with acting_as(world.bjorg.pk):
        (waits,) = waiting_for_leader()
        assert waits.unit == world.school.name
    for name in ("nils", "kari", "henrik"):
        with acting_as(world.people[name].pk):
            assert waiting_for_leader() == []
            with pytest.raises(Conflict):
                actions.pass_on(world.people[name], row.pk, at=w.now())
    pass_on(world, row)
    assert len(as_admin(world)) == 1
    with acting_as(world.nils.pk):
        assert demanded_of(world.eikvag.pk) == demanded_of(world.nordvik.pk) == []
    assert in_sql(world.marte, MARK) == ["deletion_demand"]
    for other in OTHERS:
        assert in_sql(world.people[other] if other else None, MARK) == [], other
    # The municipality's book tells that it was done, and not of whom.
    written = Content.objects.using("owner").filter(book_id=world.eikvag.pk)
    assert "Elias" not in str([each.data for each in written])
    # Nothing stands in the log's own book, which all who help read.
    verbs = Entry.objects.using("owner").filter(book_id=log.pk).values_list("verb", flat=True)
    assert not [verb for verb in verbs if "delet" in verb]


@pytest.mark.requirement("Q5")
def test_it_never_lies_with_a_leader(world: w.World, log: Log) -> None:
    row = demand(world, log, ["messages"])
    age(row, 6)
    assert as_admin(world) == []
    age(row, 8)
    assert len(as_admin(world)) == 1


def test_nobody_decides_on_the_own_familys(world: w.World, log: Log) -> None:
    row = demand(world, log, ["messages"])
    pass_on(world, row)
    w.add_staff(world, "oda", "Berg", world.ppt, "Systemansvarlig", "administrator")
    with acting_as(world.oda.pk):
        assert len(demanded_of(world.eikvag.pk)) == 1
    mine = {"title": "Systemansvarlig", "role": "administrator", "from_date": w.LONG_AGO}
    w.save(Position(person=world.anders, unit=world.ppt, **mine))
    with acting_as(world.anders.pk):
        assert demanded_of(world.eikvag.pk) == []


def test_only_the_family_demands_and_once_at_a_time(world: w.World, log: Log) -> None:
    for name in ("kari", "sunniva"):
        with pytest.raises(Refused):
            demand(world, log, ["messages"], by=name)
    demand(world, log, ["messages"])
    with pytest.raises(Conflict):
        demand(world, log, ["plan"])
    demand(world, log, ["plan"], by="anders")
    with pytest.raises(Refused):
        demand(world, log, ["everything"], by="elias")


def test_what_was_not_demanded_is_not_deleted_and_it_is_done_once(world: w.World, log: Log) -> None:
    w.agree_plan(world, log)
    row = demand(world, log, ["messages"])
    pass_on(world, row)
    decide(world, row, ["messages", "plan"])
    assert Decision.objects.using("owner").get(pk=row.pk).deleted == ["messages"]
    with pytest.raises(Conflict):
        decide(world, row, [])
    for _again in range(2):
        with as_worker():
            carry_out(row.pk, w.now())
    told = Entry.objects.using("owner").filter(book_id=log.pk, verb="logs.content_deleted")
    assert told.count() == 1


def test_the_web_erases_nothing(world: w.World, log: Log) -> None:
    row = demand(world, log, ["messages"])
    pass_on(world, row)
    decide(world, row, ["messages"])
    with acting_as(world.henrik.pk):
        refused(DENIED, "erase_content", "SELECT erase_content(%s)", [row.pk])


@pytest.mark.requirement("Z6")
def test_by_the_pages_from_the_demand_to_the_appeal(world: w.World, log: Log) -> None:
    mother, leader = knocking(world.marte, world.eikvag), knocking(world.bjorg, world.eikvag)
    administrator = knocking(world.henrik, world.eikvag)
    address = f"/logg/{log.pk}/sletting/"
    assert mother.post(address, {"do": "demand"}).status_code == 422
    sent = {"do": "demand", "kinds": ["messages", "plan"], "words": MARK}
    assert mother.post(address, sent).status_code == 302
    row = Demand.objects.using("owner").get()
    assert MARK in mother.get(address).content.decode()
    assert mother.post(address, sent).status_code == 409
    assert MARK not in knocking(world.anders, world.eikvag).get(address).content.decode()
    assert knocking(world.kari, world.eikvag).get(address).status_code == 404

    page = leader.get("/enhet/sletting/").content.decode()
    assert str(row.pk) in page
    assert not {"Elias", "Marte", MARK} & set(page.replace("<", " ").split())
    leader.post("/enhet/sletting/", {"demand": str(row.pk)})

    assert "Elias Berg" in administrator.get("/kommune/sletting/").content.decode()
    decides = f"/kommune/sletting/avgjore/?krav={row.pk}"
    assert MARK in administrator.get(decides).content.decode()
    said = {"messages": "deleted", "plan": "kept", "reason": "Planen viser hjelpen dere fikk."}
    assert administrator.post(decides, said).status_code == 422  # not confirmed
    said |= {"sure": "on", "appeal_to": "Klagenemnda"}
    assert administrator.post(decides, said).status_code == 302
    assert administrator.post(decides, said).status_code == 302

    answer = mother.get(address).content.decode()
    for words in (
        "Planen viser hjelpen",
        "§§ 5, 12, 13",
        "Klagenemnda",
        "§§ 28, 29",
        "Datatilsynet",
    ):
        assert words in answer
    assert mother.post(address, {"do": "appeal", "words": f"{MARK} uenig"}).status_code == 302
    assert f"{MARK} uenig" in administrator.get("/kommune/sletting/").content.decode()
    assert mother.post(address, {"do": "appeal", "words": "igjen"}).status_code == 409
