"""Whoever reads in a log leaves an access record, and nobody writes one by hand (H10)."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import resolve
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import assisted, withdrawal
from stafett.logs.looking import kind_of, note_reading
from stafett.logs.models import Log, Reading, Sees
from stafett.meetings.models import Meeting
from stafett.municipality.models import Unit
from stafett.overview.lookers import LOOKED_AT
from stafett.plan.models import Goal
from tests import sittings
from tests import world as w
from tests.clients import signed_in
from tests.consent.coming import born, family
from tests.plan.full import end_everything
from tests.walls.addresses import POSTED, addresses_of_a_log, numbers_in
from tests.walls.full import fill
from tests.walls.sql import DENIED, ask, insert, refused

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H10")]
FOUND, SHOWS_NOTHING = 200, (302, 404, 405)


@pytest.fixture
def world() -> w.World:
    made = w.make_world(next_door="sogndal")
    w.save(Unit(municipality=made.eikvag, key="statped", name="Statped", kind="state"))
    return made


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


def records(log: Log) -> list[tuple[str, str, str, str]]:
    """Name, kind, role and service, as the owner of the database sees them."""
    rows = Reading.objects.using("owner").filter(log_id=log.pk).select_related("person")
    return sorted((row.person.given_name, row.kind, row.role, row.service) for row in rows)


def forget(log: Log) -> None:
    Reading.objects.using("owner").filter(log_id=log.pk).delete()


def visits(world: w.World, log: Log, *readers: str) -> Iterator[tuple[str, str, Any]]:
    """Every address of the log, as each of these: the address's name, who, and the answer."""
    numbers = numbers_in(log)
    for main in Goal.objects.using("owner").filter(log_id=log.pk, main=None):
        numbers["goal_id"] = main.pk
    clients = {name: signed_in(world.people[name], world.eikvag) for name in readers}
    meetings = [{"meeting_id": key} for key in _meetings(log)]
    # Nothing is shown before a service outside the municipality is chosen.
    queries = {"consent:add_outsider": {"enhet": Unit.objects.using("owner").get(key="statped").pk}}
    for address in addresses_of_a_log():
        for one in meetings if address.name.startswith("meetings:") else [{}]:
            for name in readers if not one else readers[:1]:
                forget(log)
                there = address.of(log.pk, numbers | one)
                answer = clients[name].get(there, queries.get(address.name))
                yield address.name, name, answer


def _meetings(log: Log) -> list[UUID]:
    """One that was cancelled, one that is held and one that is over show different pages."""
    found = Meeting.objects.using("owner").filter(log_id=log.pk)
    return [*found.values_list("pk", flat=True)] or [uuid4()]


def logs_in_every_state(world: w.World, log: Log) -> Iterator[tuple[Log, tuple[str, ...]]]:
    """Taken together, every page of a log has something to show in them; and who reads there."""
    fill(world, log)
    asked = w.ask_consent(world, log, named=("tor",), scopes=("participants",))
    with acting_as(world.kari.pk):
        assisted.record_answer(
            w.stand(world.kari, log),
            asked.pk,
            world.anders.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=asked.text_hash,
            at=w.now(),
        )
    sittings.call(world, log)
    yield log, ("kari", "marte", "elias")
    end_everything(world, log)
    yield log, ("kari",)
    without_a_plan = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, without_a_plan)
        consent.prepare(by, scopes=["transition"], purpose="", kept_out="", at=w.now())
    yield without_a_plan, ("kari",)
    with acting_as(world.liv.pk):
        withdrawal.withdraw(w.stand(world.liv, without_a_plan), at=w.now())
    yield without_a_plan, ("liv",)
    family(world, "ida", born(16, -1))
    yield w.open_alone(world, "ida"), ("ida",)
    draft = w.start_draft(world, owner="nora")
    invitation = consent.Invitation(
        world.positions["kari"].pk, "Hjelper", Sees.EVERYTHING, timezone.localdate()
    )
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, draft)
        version = consent.prepare(by, scopes=["open"], purpose="", kept_out="", at=w.now())
        consent.invite(by, version.pk, invitation, at=w.now())
    yield draft, ("kari",)


def test_every_page_of_a_log_leaves_a_record(world: w.World, log: Log) -> None:
    shown = set()
    for each, readers in logs_in_every_state(world, log):
        for page, name, answer in visits(world, each, *readers):
            if answer.status_code == FOUND:
                shown.add(page)
                kind = kind_of(resolve(answer.wsgi_request.path))
                left = [(who, what) for who, what, *_more in records(each)]
                assert left == [(name.capitalize(), kind)], page
                assert kind in LOOKED_AT, f"{page}: say in LOOKED_AT what was looked at"
            elif answer.status_code in SHOWS_NOTHING:
                assert records(each) == [], page
    assert {address.name for address in addresses_of_a_log()} == shown


def test_a_record_says_who_as_what_and_for_which_service(world: w.World, log: Log) -> None:
    for name in ("elias", "marte", "kari", "sunniva"):
        signed_in(world.people[name], world.eikvag).get(f"/logg/{log.pk}/")
    assert records(log) == [
        ("Elias", "log", "owner", ""),
        ("Kari", "log", "holder", "Eikvåg skole"),
        ("Marte", "log", "guardian", ""),
        ("Sunniva", "log", "participant", "Eikvåg skole"),
    ]


def test_a_draft_is_read_by_its_starter_and_the_asked(world: w.World) -> None:
    draft = w.start_draft(world)
    version = w.ask_consent(world, draft)
    for name in ("kari", "marte"):
        signed_in(world.people[name], world.eikvag).get(f"/logg/{draft.pk}/samtykke/{version.pk}/")
    assert records(draft) == [
        ("Kari", "consent", "starter", "Eikvåg skole"),
        ("Marte", "consent", "asked", ""),
    ]
    with acting_as(world.kari.pk):
        assert ask("SELECT discard_draft(%s)", [draft.pk]) == [(True,)]
    assert records(draft) == []


def test_one_line_a_minute_however_often(world: w.World, log: Log) -> None:
    forget(log)
    client = signed_in(world.kari, world.eikvag)
    for _time in range(3):
        client.get(f"/logg/{log.pk}/")
        client.head(f"/logg/{log.pk}/")
    minutes = [row.minute for row in Reading.objects.using("owner").filter(log_id=log.pk)]
    assert len(minutes) == len(set(minutes)) <= 2  # the clock may pass a minute meanwhile
    assert all((minute.second, minute.microsecond) == (0, 0) for minute in minutes)


def test_a_form_that_is_sent_back_has_shown_the_log_too(world: w.World, log: Log) -> None:
    client = signed_in(world.kari, world.eikvag)
    answer = client.post(f"/logg/{log.pk}/felles-forstaelse/", {"opened_at": "x"})
    assert answer.status_code == 422
    assert records(log) == [("Kari", "plan", "holder", "Eikvåg skole")]


def test_what_was_not_shown_is_no_reading(world: w.World, log: Log) -> None:
    """Refused, led on, or sent and done: the page that follows is the reading."""
    for name in ("tor", "liv", "bjorg", "henrik", "hanne"):
        client = signed_in(world.people[name], world.eikvag)
        for ways in (client.get, client.head):
            ways(f"/logg/{log.pk}/")
            ways(f"/logg/{log.pk}/innsyn/")
        client.post(f"/logg/{log.pk}/stafettpinne/", POSTED)
    kari = signed_in(world.kari, world.eikvag)
    assert kari.get(f"/logg/{log.pk}/mal/{uuid4()}/").status_code == 404
    assert kari.delete(f"/logg/{log.pk}/").status_code == 405
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), world.ragnhild.pk, at=w.now())
    signed_in(world.ragnhild, world.eikvag).get(f"/logg/{log.pk}/")
    assert records(log) == []


def test_nobody_notes_a_reading_for_one_who_is_not_let_in(world: w.World, log: Log) -> None:
    for person in (world.tor, world.bjorg, world.liv):
        with acting_as(person.pk):
            note_reading(log.pk, "log")
    with acting_as(None):
        note_reading(log.pk, "log")
    assert records(log) == []


def test_nobody_writes_or_mends_a_record_by_hand(world: w.World, log: Log) -> None:
    with acting_as(world.kari.pk):
        note_reading(log.pk, "log")
        row = {
            "log_id": log.pk,
            "person_id": world.sunniva.pk,
            "minute": timezone.now(),
            "kind": "log",
            "role": "participant",
            "service": "",
        }
        refused(DENIED, "logs_reading", *insert("logs_reading", **row))
        for statement in (
            "UPDATE logs_reading SET person_id = person_id",
            "UPDATE logs_reading SET minute = now()",
            "DELETE FROM logs_reading",
        ):
            refused(DENIED, "logs_reading", statement)


def test_the_database_shows_the_family_everyone_and_the_others_their_own(
    world: w.World, log: Log
) -> None:
    for name in ("elias", "marte", "anders", "kari", "sunniva"):
        with acting_as(world.people[name].pk):
            note_reading(log.pk, "log")
    seen = {}
    for name in ("elias", "marte", "kari", "sunniva", "tor", "bjorg", "liv"):
        with acting_as(world.people[name].pk):
            rows = Reading.objects.select_related("person")
            seen[name] = {row.person.given_name.lower() for row in rows}
    assert seen == {
        "elias": {"elias", "marte", "anders", "kari", "sunniva"},
        "marte": {"marte", "anders", "kari", "sunniva"},  # when the child reads is the child's own
        "kari": {"kari"},
        "sunniva": {"sunniva"},
        "tor": set(),
        "bjorg": set(),
        "liv": set(),
    }
