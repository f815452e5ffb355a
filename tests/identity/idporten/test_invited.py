"""Who is invited becomes somebody here, once; nobody else does (A21, I4, E1)."""

import re
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.identity.models import WayIn
from stafett.municipality.models import Position, Unit
from stafett.notices.models import Kept
from stafett.people.models import NationalIdentity, Person
from stafett.people.numbers import number_hash
from stafett.people.seals import open_seal
from tests import world as w
from tests.consent.test_outside import agreed
from tests.identity.idporten.conftest import give_number, number
from tests.identity.idporten.playing import Playing
from tests.jobs import run_jobs
from tests.notices.staffing import invite, mailed_token

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1", "I4")]
BACK = "/logg-inn/id-porten/tilbake/"
NEW = number(5)


def come(playing: Playing, link: str = "") -> tuple[Client, int, str]:
    client = Client()
    if link:
        assert client.get(link).status_code == 302
    client.get("/logg-inn/id-porten/")
    answer = client.get(BACK + playing.back())
    return client, answer.status_code, answer.headers.get("Location", answer.content.decode())


def people() -> int:
    return Person.objects.using("owner").count()


def test_a_new_colleague_comes_by_the_link_and_becomes_that_person(
    playing: Playing, world: w.World
) -> None:
    invite(world, number_hash=number_hash(NEW), name="kari")
    link, before = f"/invitasjon/{mailed_token()}/", people()
    playing.pid = number(6).digits  # somebody else with the same link in the hand
    _client, status, page = come(playing, link)
    assert (status, people()) == (403, before)
    assert "Stafett kjenner deg ikke ennå" in page
    playing.pid = NEW.digits
    assert come(playing)[1] == 403, "without the link"
    client, status, there = come(playing, link)
    assert (status, there) == (302, "/velkommen/")
    assert 'href="/invitasjon/"' in client.get(there).content.decode()
    assert client.post("/invitasjon/").status_code == 302
    identity = NationalIdentity.objects.using("owner").get(number_hash=number_hash(NEW))
    assert open_seal(identity.person_id, identity.sealed) == NEW
    assert (identity.person.given_name, identity.person.family_name) == ("Live", "Moen")
    assert (
        Position.objects.using("owner").filter(person=identity.person, unit=world.school).exists()
    )
    assert come(playing)[1] == 302, "from now on without a link"
    assert people() == before + 1


@pytest.fixture
def outsider(world: w.World) -> Person:
    """Named in a question by name and e-mail, and sent a link."""
    person = w.save(Person(given_name="Signe", family_name="Hauge"))
    hashed, lapses = sha256(b"t" * 40).hexdigest(), timezone.now() + timedelta(days=14)
    w.save(WayIn(person=person, token_hash=hashed, lapses_at=lapses))
    return person


LINK = f"/lenke/{'t' * 40}/"


@pytest.mark.requirement("A21", "C6")
def test_somebody_from_outside_becomes_the_one_who_was_named(
    playing: Playing, world: w.World, outsider: Person
) -> None:
    playing.pid = NEW.digits
    client, status, there = come(playing, LINK)
    assert (status, there) == (302, "/velkommen/")
    assert client.session["person"] == str(outsider.pk)
    assert come(playing, LINK)[0].session["person"] == str(outsider.pk), "again, as oneself"
    playing.pid = number(6).digits
    _client, status, page = come(playing, LINK)
    assert status == 403
    assert "Stafett kjenner deg ikke ennå" in page, "it has been used"


@pytest.mark.requirement("A21", "C6")
def test_who_is_named_in_a_question_gets_a_link_when_the_family_has_said_yes(
    playing: Playing, world: w.World
) -> None:
    bup = w.save(Unit(municipality=world.eikvag, key="bup", name="BUP Eikvåg", kind="bup"))
    who = agreed(world, w.open_log(world, named=("kari",)), bup)
    run_jobs()
    mail = Kept.objects.using("owner").get(key__startswith="let_in:", name="Signe Hauge")
    (link,) = set(re.findall(r"/lenke/[\w-]+/", mail.text))
    assert "BUP" not in mail.text
    playing.pid = NEW.digits
    assert come(playing, link)[0].session["person"] == str(who.pk)


@pytest.mark.requirement("A21", "C6")
def test_two_people_are_never_mixed_up(playing: Playing, world: w.World, outsider: Person) -> None:
    """Marte, whom Stafett knows, opens a link that was written for somebody named by name."""
    client, status, page = come(playing, LINK)
    assert status == 403
    assert "Stafett kjenner deg fra før" in page
    assert "person" not in client.session
    assert not NationalIdentity.objects.using("owner").filter(person=outsider).exists()
    assert come(playing)[1] == 302


def test_a_lapsed_link_makes_nobody(playing: Playing, world: w.World, outsider: Person) -> None:
    WayIn.objects.using("owner").update(lapses_at=timezone.now())
    playing.pid = NEW.digits
    assert come(playing, LINK)[1] == 403


def test_plain_sql_binds_no_number_without_a_link(world: w.World, outsider: Person) -> None:
    give_number(world.marte, number(0))
    tries = [
        ("none", number_hash(NEW), outsider.pk),
        ("", number_hash(NEW), outsider.pk),
        (sha256(b"t" * 40).hexdigest(), number_hash(NEW), world.kari.pk),
        (sha256(b"t" * 40).hexdigest(), number_hash(number(0)), outsider.pk),
        (sha256(b"t" * 40).hexdigest(), "", uuid4()),
    ]
    for token, hashed, who in tries:
        with acting_as(world.kari.pk), connection.cursor() as cursor:
            cursor.execute("SELECT become_invited(%s, %s, %s, '')", [token, hashed, who])
            assert cursor.fetchone() == (None,), (token, hashed)
