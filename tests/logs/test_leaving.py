"""Who leaves a unit leaves its logs that day (H6), and a baton in hand lies for all to see."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.utils import timezone

from stafett.book.models import Content, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs import access, baton, leaving
from stafett.logs.models import Admission, Leg, Log
from stafett.municipality.models import Position
from tests import clients
from tests import world as w
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H6")]


def last_day(world: w.World, name: str, days: int) -> None:
    """The last day of somebody's position, so many days from today."""
    position = Position.objects.using("owner").filter(pk=world.positions[name].pk)
    position.update(until=timezone.localdate() + timedelta(days=days))


def end_now(world: w.World, name: str) -> None:
    position = Position.objects.using("owner").filter(pk=world.positions[name].pk)
    position.update(until=timezone.localdate(), ended_at=timezone.now())


def let_go() -> int:
    with as_worker():
        return leaving.let_go(timezone.now())


def sees(world: w.World, name: str, log: Log) -> tuple[bool, int]:
    """By the application's wall, and by the database's own."""
    person = world.people[name]
    with acting_as(person.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM logs_log WHERE id = %s", [log.pk])
        return access.standing(person, log.pk) is not None, cursor.fetchone()[0]


def left_entries(log: Log) -> list[dict[str, Any]]:
    found = Entry.objects.using("owner").filter(book=log.pk, verb="logs.left").order_by("number")
    contents = Content.objects.using("owner").filter(book=log.pk)
    data = dict(contents.values_list("number", "data"))
    assert all((entry.actor_id, entry.role) == (None, "stafett") for entry in found)
    return [data[entry.number] for entry in found]


def in_force(log: Log, person_id: UUID) -> bool:
    rows = Admission.objects.using("owner").filter(log=log, person=person_id, ended_at=None)
    return rows.exists()


@pytest.mark.parametrize(("days", "lets_in"), [(1, True), (0, True), (-1, False)])
def test_the_walls_shut_the_day_after_the_last_day_though_no_job_ran(
    world: w.World, log: Log, days: int, lets_in: bool
) -> None:
    last_day(world, "sunniva", days)
    assert sees(world, "sunniva", log) == (lets_in, int(lets_in))
    assert sees(world, "ragnhild", log) == (True, 1)
    assert in_force(log, world.sunniva.pk)


def test_the_walls_shut_at_once_when_it_is_ended_today(world: w.World, log: Log) -> None:
    end_now(world, "sunniva")
    assert sees(world, "sunniva", log) == (False, 0)


def test_the_job_writes_it_in_each_log_and_makes_it_final(world: w.World, log: Log) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari", "sunniva"))
    last_day(world, "sunniva", -1)
    assert let_go() == 2
    for each in (log, other):
        assert left_entries(each) == [{"who": "Sunniva Aas", "unit": "Eikvåg skole"}]
        assert not in_force(each, world.sunniva.pk)
        assert in_force(each, world.kari.pk)
        with acting_as(world.kari.pk):
            assert list(faults_in(each.book.__class__.objects.get(pk=each.pk))) == []
    assert let_go() == 0
    assert len(left_entries(log)) == 1


def test_another_unit_keeps_its_own(world: w.World, log: Log) -> None:
    """Sunniva is in one log from the school and in another from the PPT."""
    there = w.save(
        Position(person=world.sunniva, unit=world.ppt, title="Rådgiver", from_date=w.LONG_AGO)
    )
    school = world.positions["sunniva"]
    world.positions["sunniva"] = there
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari", "sunniva"))
    world.positions["sunniva"] = school
    last_day(world, "sunniva", -1)
    assert let_go() == 1
    assert sees(world, "sunniva", log) == (False, 0)
    assert sees(world, "sunniva", other) == (True, 1)


@pytest.mark.parametrize("job_ran", [True, False])
def test_coming_back_opens_no_old_door(world: w.World, log: Log, job_ran: bool) -> None:
    with_owner = Admission.objects.using("owner").filter(log=log, person=world.sunniva)
    with_owner.update(from_at=timezone.now() - timedelta(days=30))
    last_day(world, "sunniva", -3)
    if job_ran:
        let_go()
    w.save(
        Position(
            person=world.sunniva,
            unit=world.school,
            title="Vikar",
            from_date=timezone.localdate() - timedelta(days=1),
        )
    )
    assert sees(world, "sunniva", log) == (False, 0)


def test_a_draft_is_left_too(world: w.World) -> None:
    draft = w.start_draft(world)
    assert sees(world, "kari", draft) == (True, 1)
    end_now(world, "kari")
    assert sees(world, "kari", draft) == (False, 0)
    assert let_go() == 1
    assert left_entries(draft) == [{"who": "Kari Nesheim", "unit": "Eikvåg skole"}]


def test_an_open_offer_to_who_leaves_is_taken_back(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    end_now(world, "sunniva")
    let_go()
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.ragnhild.pk, word="", at=w.now())


def test_who_was_offered_the_baton_may_take_it_from_one_who_has_left(
    world: w.World, log: Log
) -> None:
    with acting_as(world.kari.pk):
        offer = baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    end_now(world, "kari")
    let_go()
    with acting_as(world.sunniva.pk):
        baton.accept_baton(w.stand(world.sunniva, log), offer.pk, word="", at=w.now())
        assert w.stand(world.sunniva, log).is_holder


def test_one_who_left_while_the_family_thought_is_not_let_in(world: w.World) -> None:
    draft = w.start_draft(world)
    version = w.ask_consent(world, draft, named=("kari", "sunniva"))
    end_now(world, "sunniva")
    w.answer(world, version, "marte", "anders")
    assert not in_force(draft, world.sunniva.pk)
    assert in_force(draft, world.kari.pk)


@pytest.fixture
def page_of(world: w.World, log: Log) -> Callable[[str, str], str]:
    def read(name: str, address: str) -> str:
        client = clients.signed_in(world.people[name], world.eikvag)
        answer = client.get(address.format(log=log.pk))
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return read


@pytest.mark.requirement("A19")
def test_a_baton_left_behind_stays_and_the_family_reads_whom_to_turn_to(
    world: w.World, log: Log, page_of: Callable[[str, str], str]
) -> None:
    end_now(world, "kari")
    for job_ran in (False, True):
        if job_ran:
            let_go()
        assert Leg.objects.using("owner").filter(log=log, ended_at=None).count() == 1
        for address in ("/logg/{log}/", "/logg/{log}/stafettpinne/"):
            page = page_of("marte", address)
            assert "Stafettpinnen er uten holder akkurat nå" in page
            assert "Bjorg Solheim" in page
            assert 'href="tel:01234501"' in page
            assert "Stafettpinnen er hos" not in page
        assert "Stafettpinnen er uten holder akkurat nå" in page_of("sunniva", "/min-side/")


def test_where_the_unit_has_no_leader_the_administrator_is_the_one(
    world: w.World, log: Log, page_of: Callable[[str, str], str]
) -> None:
    end_now(world, "kari")
    end_now(world, "bjorg")
    assert "Henrik Dale" in page_of("marte", "/logg/{log}/")
