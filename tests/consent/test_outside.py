"""Somebody from outside the municipality takes part in one log, and nothing else opens."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, connections
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings, reopening
from stafett.consent.models import Consent
from stafett.identity.models import TrainingAccount
from stafett.logs import baton
from stafett.logs.models import Handover, Log
from stafett.municipality.models import Position, Role, Unit
from stafett.people.models import Person
from tests import world as w
from tests.clients import signed_in
from tests.matrix.table import OF_THE_SITE

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A21", "A22", "C6", "G2", "G6")]
WHO = {
    "given_name": "Signe",
    "family_name": "Hauge",
    "title": "Psykolog",
    "email": "signe@bup.example",
    "phone": "",
    "task": "Hjelper familien med søvnen",
    "sees": "everything",
}


@pytest.fixture
def bup(world: w.World) -> Unit:
    return w.save(Unit(municipality=world.eikvag, key="bup", name="BUP Eikvåg", kind="bup"))


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, named=("kari",))


def question(world: w.World, log: Log) -> Consent:
    """Kari writes a question about somebody new."""
    with acting_as(world.kari.pk):
        version = consent.prepare(
            w.stand(world.kari, log), scopes=["participants"], purpose="", kept_out="", at=w.now()
        )
    return version


def write(world: w.World, log: Log, unit: Unit, by: str = "kari", **said: Any) -> HttpResponse:
    """Kari (or another) names somebody on the page."""
    until = timezone.localdate() + timedelta(days=90)
    fields = WHO | {"until": until.isoformat()} | said
    client = signed_in(world.people[by], world.eikvag)
    return client.post(f"/logg/{log.pk}/samtykke/person/utenfra/?enhet={unit.pk}", fields)


def signe() -> Person:
    who = Person.objects.using("owner").get(given_name="Signe")
    who._state.db = None
    return who


def agreed(world: w.World, log: Log, unit: Unit) -> Person:
    """Signe is named, and the family has said yes."""
    version = question(world, log)
    assert write(world, log, unit).status_code == 302
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        consent.note_oral(by, [world.marte], said_on=timezone.localdate(), at=w.now())
        asked = consent.ask(by, version.pk, at=w.now())
    assert signed_in(signe(), world.eikvag).get(f"/logg/{log.pk}/").status_code == 404
    w.answer(world, asked, "marte", "anders")
    return signe()


def opened(name: str) -> list[str]:
    """The address, where it has no number in it."""
    try:
        return [reverse(name)]
    except NoReverseMatch:
        return []


def test_who_is_named_reads_the_log_when_the_family_has_said_yes(
    world: w.World, log: Log, bup: Unit
) -> None:
    who = agreed(world, log, bup)
    page = signed_in(who, world.eikvag).get(f"/logg/{log.pk}/")
    assert page.status_code == 200
    seen = signed_in(world.marte, world.eikvag).get(f"/logg/{log.pk}/").content.decode()
    assert "Signe Hauge" in seen
    assert "BUP Eikvåg" in seen
    assert TrainingAccount.objects.get(person=who).line == "Psykolog, BUP Eikvåg"


@pytest.mark.requirement("H1")
def test_nothing_else_of_the_municipality_opens(world: w.World, log: Log, bup: Unit) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    who = agreed(world, log, bup)
    client = signed_in(who, world.eikvag)
    assert client.get(f"/logg/{other.pk}/").status_code == 404
    addresses = [here for name, line in OF_THE_SITE.items() if line.who for here in opened(name)]
    assert len(addresses) > 8
    for here in addresses:
        assert client.get(here).status_code in (404, 405), here
    page = client.get("/min-side/").content.decode()
    assert reverse("consent:start") not in page
    with acting_as(who.pk), connection.cursor() as cursor:
        cursor.execute("SELECT i_work(), (SELECT count(*) FROM my_units())")
        assert cursor.fetchone() == (False, 0)


@pytest.mark.requirement("D1", "N1")
def test_the_baton_stays_in_the_municipality(world: w.World, log: Log, bup: Unit) -> None:
    who = agreed(world, log, bup)
    page = signed_in(world.kari, world.eikvag).get(f"/logg/{log.pk}/stafettpinnen/")
    assert "Signe Hauge" not in page.content.decode().split("<form")[-1]
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        with pytest.raises(Refused, match="utenfor kommunen"):
            baton.offer_baton(by, who.pk, word="", at=w.now())
        offer = Handover(log_id=log.pk, offered_by=world.kari, offered_to=who, offered_at=w.now())
        with pytest.raises(DatabaseError, match="stays in the municipality"):
            offer.save(force_insert=True)


def test_an_outsider_starts_no_log(world: w.World, log: Log, bup: Unit) -> None:
    who = agreed(world, log, bup)
    world.people["signe"] = who
    world.positions["signe"] = Position.objects.get(person=who)
    with pytest.raises(DatabaseError, match="row-level security"):
        w.start_draft(world, starter="signe", owner="sander")


def test_the_same_person_is_known_again(world: w.World, log: Log, bup: Unit) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    for each in (log, other):
        question(world, each)
        assert write(world, each, bup).status_code == 302
    assert Position.objects.using("owner").filter(role=Role.OUTSIDER).count() == 1
    assert write(world, log, bup).status_code == 422  # on the list already


def test_only_who_asks_names_somebody_and_only_of_a_service_outside(
    world: w.World, log: Log, bup: Unit
) -> None:
    question(world, log)
    said = [str(log.pk), str(bup.pk), "Signe", "Hauge", "Psykolog", "s@bup.example", ""]
    ask = "SELECT name_outsider(%s, %s, %s, %s, %s, %s, %s)"
    for name in ("marte", "sunniva", "bjorg", "henrik", "nils"):
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(ask, said)
            assert cursor.fetchone() == (None,), name
    with acting_as(world.kari.pk), connection.cursor() as cursor:
        cursor.execute(ask, [said[0], str(world.ppt.pk), *said[2:]])
        assert cursor.fetchone() == (None,)
    assert write(world, log, world.ppt).url.endswith("/samtykke/person/")
    assert not Position.objects.using("owner").filter(role=Role.OUTSIDER).exists()


@pytest.mark.requirement("H6")
def test_it_ends_with_the_tie_to_the_service(world: w.World, log: Log, bup: Unit) -> None:
    who = agreed(world, log, bup)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE municipality_position SET ended_at = now() WHERE person_id = %s", [who.pk]
        )
    assert signed_in(who, world.eikvag).get(f"/logg/{log.pk}/").status_code == 404


SAID = ("Signe", "Hauge", "Psykolog", "s@bup.example", "")


def in_sql(world: w.World, log: Log, unit: Unit, by: str) -> Any:
    """What the database makes of it."""
    with acting_as(world.people[by].pk), connection.cursor() as cursor:
        values = [log.pk, unit.pk, *SAID]
        cursor.execute("SELECT name_outsider(%s, %s, %s, %s, %s, %s, %s)", values)
        return cursor.fetchone()[0]


@pytest.fixture
def closed(world: w.World, log: Log) -> Log:
    """Closed by Kari; Tor may ask the family to open it again, and has begun the question."""
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    with acting_as(world.henrik.pk):
        who = world.positions["tor"]
        reopening.let_ask(world.henrik, world.eikvag, log.pk, who, at=w.now())
    with acting_as(world.tor.pk):
        reopening.begin_question(w.stand(world.tor, log), at=w.now())
    return Log.objects.using("owner").get(pk=log.pk)


@pytest.mark.requirement("P8")
def test_who_asks_to_open_a_closed_log_names_an_outsider(
    world: w.World, closed: Log, bup: Unit
) -> None:
    tor, here = signed_in(world.tor, world.eikvag), f"/logg/{closed.pk}/samtykke/person/"
    assert f"{here}utenfra/?enhet={bup.pk}" in tor.get(f"{here}?enhet={bup.pk}").content.decode()
    assert tor.get(f"{here}utenfra/?enhet={bup.pk}").status_code == 200
    assert write(world, closed, bup, by="tor").status_code == 302
    who = signe()
    with acting_as(world.tor.pk):
        by = w.stand(world.tor, closed)
        consent.note_oral(by, [world.marte], said_on=timezone.localdate(), at=w.now())
        version = Consent.objects.get(log=closed, ended_at=None)
        asked = consent.ask(by, version.pk, at=w.now())
    assert "Signe Hauge" in asked.text["nb"]
    client = signed_in(who, world.eikvag)
    assert client.get(f"/logg/{closed.pk}/").status_code == 404
    w.answer(world, asked, "marte", "anders")
    assert client.get(f"/logg/{closed.pk}/").status_code == 200


@pytest.mark.requirement("P8", "H1")
def test_nobody_else_names_one_in_a_closed_log(world: w.World, closed: Log, bup: Unit) -> None:
    for name in ("kari", "marte", "sunniva", "henrik", "nils"):
        assert in_sql(world, closed, bup, name) is None, name
        assert write(world, closed, bup, by=name).status_code == 404, name
    assert in_sql(world, closed, world.ppt, "tor") is None
    with acting_as(world.henrik.pk):
        reopening.take_back(world.henrik, world.eikvag, closed.pk, at=w.now())
    assert in_sql(world, closed, bup, "tor") is None
    assert not Position.objects.using("owner").filter(role=Role.OUTSIDER).exists()


@pytest.mark.requirement("P8")
def test_once_the_family_is_asked_nobody_is_named(world: w.World, closed: Log, bup: Unit) -> None:
    with acting_as(world.tor.pk):
        by = w.stand(world.tor, closed)
        consent.note_oral(by, [world.marte], said_on=timezone.localdate(), at=w.now())
        consent.ask(by, Consent.objects.get(log=closed, ended_at=None).pk, at=w.now())
    assert in_sql(world, closed, bup, "tor") is None
    answer = write(world, closed, bup, by="tor")
    assert (answer.status_code, answer.url) == (302, f"/logg/{closed.pk}/samtykke/")
