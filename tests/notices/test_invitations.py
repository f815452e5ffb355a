"""Invited to a unit: for one person, once, not for ever; and both walls say so (E1, I4)."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test import Client
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Content, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.identity.session import begin
from stafett.municipality import staffing
from stafett.municipality.models import Invitation, Position, Role
from stafett.notices import sending
from stafett.notices.models import Kept
from stafett.people.models import NationalIdentity
from tests import clients
from tests import world as w
from tests.jobs import run_jobs, waiting_jobs
from tests.logins import as_worker
from tests.notices.staffing import NUMBER_HASH, colleague, invite, mailed_token

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("E1", "I4")]


def client(world: w.World, name: str) -> Client:
    return clients.signed_in(world.people[name], world.eikvag)


def works_at_school(world: w.World, name: str) -> bool:
    positions = Position.objects.using("owner")
    return positions.filter(person=world.people[name], unit=world.school, ended_at=None).exists()


def open_link(browser: Client, token: str) -> Any:
    """Open the link and follow it; the answer of the page it leads to."""
    first = browser.get(f"/invitasjon/{token}/")
    assert (first.status_code, first["Location"]) == (302, "/invitasjon/")
    return browser.get("/invitasjon/")


def say_yes(world: w.World, name: str, token: str) -> Any:
    browser = client(world, name)
    open_link(browser, token)
    return browser.post("/invitasjon/")


def test_who_is_invited_signs_in_with_the_link_and_works_there(world: w.World) -> None:
    invite(world)
    token = mailed_token()
    answer = say_yes(world, "tor", token)
    assert (answer.status_code, answer["Location"]) == (302, "/min-side/")
    assert works_at_school(world, "tor")
    entries = Entry.objects.using("owner").filter(book=world.eikvag.pk).order_by("number")
    assert [entry.verb for entry in entries][-2:] == ["municipality.invited", "municipality.joined"]
    assert entries.last().actor_id == world.tor.pk  # type: ignore[union-attr]
    with acting_as(world.henrik.pk):
        assert list(faults_in(Book.objects.get(pk=world.eikvag.pk))) == []


def test_a_visitor_is_told_who_invites_and_no_more_and_keeps_it_through_sign_in(
    world: w.World,
) -> None:
    invite(world)
    browser = Client()
    page = open_link(browser, mailed_token()).content.decode()
    assert "Bjorg Solheim inviterer deg til Stafett" in page
    assert "Eikvåg" in page
    for secret in ("Tor Haugen", "Vikar", "Eikvåg skole", "vikar@eikvag.example"):
        assert secret not in page
    session = browser.session
    begin(session, world.tor, world.eikvag)
    session.save()
    browser.cookies["sessionid"] = session.session_key
    assert "Du er invitert til Eikvåg skole" in browser.get("/invitasjon/").content.decode()


def test_another_person_is_refused_and_nothing_is_used_up(world: w.World) -> None:
    invite(world)
    token = mailed_token()
    browser = client(world, "kari")
    page = open_link(browser, token)
    assert page.status_code == 403
    assert "Invitasjonen er til en annen" in page.content.decode()
    assert "Tor" not in page.content.decode()
    assert browser.post("/invitasjon/").status_code == 403
    hashed = sha256(token.encode()).hexdigest()
    with pytest.raises(Refused), acting_as(world.kari.pk):
        staffing.bind(world.kari, hashed, at=w.now())
    assert say_yes(world, "tor", token).status_code == 302


def test_a_number_finds_the_person_it_belongs_to(world: w.World) -> None:
    w.save(NationalIdentity(person=world.liv, number_hash=NUMBER_HASH))
    w.save(NationalIdentity(person=world.hanne, number_hash="b" * 64))
    invite(world, number_hash=NUMBER_HASH)
    token = mailed_token()
    assert say_yes(world, "hanne", token).status_code == 403
    assert say_yes(world, "liv", token).status_code == 302
    assert works_at_school(world, "liv")


def _use(world: w.World, invitation: Invitation, token: str) -> None:
    assert say_yes(world, "tor", token).status_code == 302


def _lapse(world: w.World, invitation: Invitation, token: str) -> None:
    past = timezone.now() - timedelta(seconds=1)
    Invitation.objects.using("owner").update(lapses_at=past)


def _take_back(world: w.World, invitation: Invitation, token: str) -> None:
    with acting_as(world.bjorg.pk):
        staffing.take_back(world.bjorg, invitation.pk, at=w.now())


def _send_again(world: w.World, invitation: Invitation, token: str) -> None:
    with acting_as(world.bjorg.pk):
        staffing.send_again(world.bjorg, invitation.pk, at=w.now())


@pytest.mark.parametrize("end", [_use, _lapse, _take_back, _send_again])
def test_a_link_that_is_used_up_looks_like_one_that_never_was(
    world: w.World, end: Callable[[w.World, Invitation, str], None]
) -> None:
    invitation = invite(world)
    token = mailed_token()
    end(world, invitation, token)
    for name in ("tor", "kari"):
        never = open_link(client(world, name), "x" * 43)
        dead = open_link(client(world, name), token)
        assert dead.status_code == never.status_code == 410
        assert dead.content == never.content
        assert "Denne lenken virker ikke lenger" in dead.content.decode()
        assert "virker ikke lenger" in client(world, name).post("/invitasjon/").content.decode()
    assert Position.objects.using("owner").filter(person=world.tor).count() == 1 + (end is _use)


def test_sent_again_it_works_with_the_new_link(world: w.World) -> None:
    invitation = invite(world)
    first = mailed_token()
    _send_again(world, invitation, first)
    second = mailed_token()
    assert second != first
    assert say_yes(world, "tor", second).status_code == 302
    with pytest.raises(Conflict), acting_as(world.bjorg.pk):
        staffing.take_back(world.bjorg, invitation.pk, at=w.now())


def test_the_token_stands_in_the_mail_and_nowhere_else(world: w.World) -> None:
    invite(world)
    token = mailed_token()
    browser = client(world, "tor")
    open_link(browser, token)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r'"
        )
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{token}%"])
            assert cursor.fetchone()[0] == (1 if table == "notices_kept" else 0), table
    assert token not in str(dict(browser.session.items()))


def test_what_is_rolled_back_sends_nothing(world: w.World) -> None:
    with acting_as(world.bjorg.pk):
        staffing.invite(world.bjorg, world.school.pk, colleague(world), at=w.now())
        transaction.set_rollback(True)
    assert waiting_jobs() == []
    invite(world)
    assert waiting_jobs() == ["notices.invite"]


def test_a_job_done_twice_sends_one_mail(world: w.World) -> None:
    invitation = invite(world)
    token = mailed_token()
    with as_worker():
        sending.invite(invitation.pk)
    assert Kept.objects.using("owner").count() == 1
    assert say_yes(world, "tor", token).status_code == 302


@pytest.mark.parametrize(
    ("by", "role", "allowed"),
    [
        ("bjorg", Role.STAFF, True),
        ("bjorg", Role.LEADER, False),
        ("bjorg", Role.ADMINISTRATOR, False),
        ("henrik", Role.STAFF, True),
        ("henrik", Role.LEADER, True),
        ("henrik", Role.ADMINISTRATOR, True),
        ("kari", Role.STAFF, False),
        ("nils", Role.STAFF, False),
        ("marte", Role.STAFF, False),
    ],
)
def test_leaders_invite_to_their_own_unit_and_administrators_to_all_of_theirs(
    world: w.World, by: str, role: str, allowed: bool
) -> None:
    """By the action, and by the database when the action is passed by."""
    person = world.people[by]
    row = Invitation(
        unit=world.school,
        person=world.tor,
        name="x",
        title="x",
        role=role,
        email="x@eikvag.example",
        from_date=timezone.localdate(),
        invited_by=person,
        invited_at=w.now(),
        lapses_at=w.now() + timedelta(days=14),
    )
    if allowed:
        with acting_as(person.pk):
            row.save(force_insert=True)
            transaction.set_rollback(True)
        invite(world, by, role=role)
        return
    with pytest.raises(DatabaseError, match="row-level security"), acting_as(person.pk):
        row.save(force_insert=True)
    with pytest.raises(Refused):
        invite(world, by, role=role)


def test_an_administrator_invites_to_no_other_municipality(world: w.World) -> None:
    nordvik = world.positions["nils"].unit
    with pytest.raises(Refused), acting_as(world.henrik.pk):
        staffing.invite(world.henrik, nordvik.pk, colleague(world), at=w.now())


@pytest.mark.parametrize("name", ["kari", "tor", "nils", "marte", None])
def test_nobody_else_sees_who_is_invited(world: w.World, name: str | None) -> None:
    invite(world)
    mailed_token()
    with acting_as(world.people[name].pk if name else None):
        assert Invitation.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        ("bjorg", "UPDATE municipality_invitation SET token_hash = 'guessed'"),
        ("kari", "UPDATE municipality_position SET until = NULL"),
        ("tor", "UPDATE municipality_invitation SET accepted_at = now()"),
        ("tor", "INSERT INTO municipality_position SELECT * FROM municipality_position"),
        ("bjorg", "UPDATE municipality_position SET role = 'administrator'"),
    ],
)
def test_the_database_takes_nothing_past_the_actions(
    world: w.World, name: str, statement: str
) -> None:
    invite(world)
    mailed_token()
    changed = 0
    try:
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(statement)
            changed = cursor.rowcount
    except DatabaseError:
        pass
    assert changed == 0


def test_two_tabs_take_the_same_invitation_once(
    world: w.World, at_once: Callable[..., list[Any]]
) -> None:
    invite(world)
    hashed = sha256(mailed_token().encode()).hexdigest()

    def bind() -> None:
        with acting_as(world.tor.pk):
            staffing.bind(world.tor, hashed, at=w.now())

    assert sorted(type(result).__name__ for result in at_once(bind, bind)) == [
        "NoneType",
        "Refused",
    ]
    positions = Position.objects.using("owner").filter(person=world.tor, unit=world.school)
    assert positions.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_date": w.years_ago(1)},
        {"from_date": w.years_ago(-3)},
        {"until": w.years_ago(1)},
    ],
)
def test_wrong_days_are_refused(world: w.World, wrong: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        invite(world, **wrong)


def test_who_works_here_or_is_invited_is_not_invited_again(world: w.World) -> None:
    with pytest.raises(Refused, match="arbeider her allerede"):
        invite(world, name="kari")
    invite(world)
    with pytest.raises(Refused, match="allerede invitert"):
        invite(world, "henrik")


@pytest.mark.requirement("H6")
def test_a_last_day_is_told_in_the_book_and_ends_it_then(world: w.World) -> None:
    last = timezone.localdate() + timedelta(days=9)
    position = world.positions["kari"]
    with acting_as(world.bjorg.pk):
        staffing.end_position(world.bjorg, position.pk, last_day=last, at=w.now())
    now = Position.objects.using("owner").get(pk=position.pk)
    assert (now.until, now.ended_at) == (last, None)
    assert "logs.let_go_from" not in waiting_jobs()
    content = Content.objects.using("owner").filter(book=world.eikvag.pk).latest("number")
    assert content.data == {
        "who": "Bjorg Solheim",
        "name": "Kari Nesheim",
        "unit": "Eikvåg skole",
        "day": last.isoformat(),
    }


@pytest.mark.requirement("H6")
def test_ended_today_every_log_of_the_unit_is_left_at_once(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.bjorg.pk):
        staffing.end_position(
            world.bjorg, world.positions["kari"].pk, last_day=timezone.localdate(), at=w.now()
        )
    assert client(world, "kari").get(f"/logg/{log.pk}/").status_code == 404
    assert "notices.unattended" in run_jobs()
    assert Entry.objects.using("owner").filter(book=log.pk, verb="logs.left").count() == 1
    page = client(world, "bjorg").get("/min-side/").content.decode()
    assert "En stafettpinne ved Eikvåg skole er uten holder" in page
    assert "Kari Nesheim" in page
    assert "Elias" not in page
    for name in ("henrik", "nils"):
        assert "er uten holder" not in client(world, name).get("/min-side/").content.decode()
    with pytest.raises(Conflict), acting_as(world.bjorg.pk):
        staffing.end_position(
            world.bjorg, world.positions["kari"].pk, last_day=timezone.localdate(), at=w.now()
        )


@pytest.mark.requirement("H6")
def test_what_has_ended_stays_ended_in_the_database_too(world: w.World) -> None:
    position = Position.objects.using("owner").filter(pk=world.positions["kari"].pk)
    position.update(ended_at=w.now())
    with pytest.raises(DatabaseError, match="stays ended"), transaction.atomic(using="owner"):
        position.update(ended_at=None)


def test_a_municipality_keeps_an_administrator(world: w.World) -> None:
    with pytest.raises(Refused, match="aldri uten"), acting_as(world.henrik.pk):
        staffing.end_position(
            world.henrik, world.positions["henrik"].pk, last_day=timezone.localdate(), at=w.now()
        )


@pytest.mark.parametrize("victim", ["nils", "tor", "bjorg"])
def test_a_leader_takes_leave_of_the_own_staff_alone(world: w.World, victim: str) -> None:
    with pytest.raises(Refused), acting_as(world.bjorg.pk):
        staffing.end_position(
            world.bjorg, world.positions[victim].pk, last_day=timezone.localdate(), at=w.now()
        )
