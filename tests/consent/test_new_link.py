"""A link that lapsed before it was used is sent anew by who has the baton, and by nobody else."""

import re
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import endings, withdrawal
from stafett.consent.models import Named
from stafett.consent.outside import links_of, send_link_again
from stafett.identity.models import WayIn
from stafett.logs import baton
from stafett.logs.models import Admission, Log
from stafett.municipality.models import Unit
from stafett.municipality.staffing import VALID_FOR
from stafett.notices.models import Kept
from stafett.people.models import Person
from stafett.worker.later import later
from tests import world as w
from tests.clients import signed_in
from tests.consent.test_outside import agreed
from tests.jobs import run_jobs

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A21", "I4")]
OLD = sha256(b"old").hexdigest()


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world, named=("kari", "sunniva"))


@pytest.fixture
def who(world: w.World, log: Log) -> Person:
    """Signe, whom the family has let in; her link lapsed yesterday."""
    bup = w.save(Unit(municipality=world.eikvag, key="bup", name="BUP Eikvåg", kind="bup"))
    person = agreed(world, log, bup)
    run_jobs()
    Kept.objects.using("owner").all().delete()
    lapsed = timezone.now() - timedelta(days=1)
    w.save(WayIn(person=person, token_hash=OLD, lapses_at=lapsed))
    return person


def way() -> WayIn:
    return WayIn.objects.using("owner").get()


def address(log: Log, who: Person) -> str:
    named = Named.objects.using("owner").get(consent__ended_at=None, log=log, person=who)
    return f"/logg/{log.pk}/samtykke/person/{named.pk}/lenke/"


def press(world: w.World, log: Log, who: Person, by: str = "kari", **said: Any) -> HttpResponse:
    """The button on the page as it was opened with this link."""
    client = signed_in(world.people[by], world.eikvag)
    return client.post(address(log, who), {"seen": way().lapses_at.isoformat()} | said)


def sql(world: w.World, log: Log, who: Person, by: str, seen: datetime | None = None) -> bool:
    with acting_as(world.people[by].pk), connection.cursor() as cursor:
        values = [log.pk, who.pk, seen or way().lapses_at]
        cursor.execute("SELECT renew_way_in(%s, %s, %s)", values)
        return bool(cursor.fetchone()[0])


def told() -> list[Entry]:
    return list(Entry.objects.using("owner").filter(verb="consent.link_sent"))


def test_the_holder_sends_a_new_link_and_the_old_one_is_dead(
    world: w.World, log: Log, who: Person
) -> None:
    client = signed_in(world.kari, world.eikvag)
    shown = client.get(f"/logg/{log.pk}/samtykke/").content.decode()
    assert "Lenken er gått ut" in shown
    assert address(log, who) in shown
    seen = re.findall(
        r'name="seen" value="([^"]+)"', client.get(address(log, who)).content.decode()
    )
    assert client.post(address(log, who), {"seen": seen[0]}).status_code == 302
    assert way().token_hash != OLD, "dead at once, before the worker comes to it"
    now = timezone.now()
    assert now + VALID_FOR - timedelta(minutes=1) < way().lapses_at < now + VALID_FOR
    run_jobs("notices.link")
    (mail,) = Kept.objects.using("owner").all()
    (token,) = set(re.findall(r"/lenke/([\w-]+)/", mail.text))
    assert way().token_hash == sha256(token.encode()).hexdigest()
    assert mail.address == "signe@bup.example"
    (entry,) = told()
    said = Content.objects.using("owner").get(book=log.pk, number=entry.number).data
    assert said == {"who": "Kari Nesheim", "to": "Signe Hauge"}
    history = client.get(reverse("history", args=[log.pk])).content.decode()
    assert "Kari Nesheim fikk sendt en ny lenke til Signe Hauge." in history
    shown = client.get(f"/logg/{log.pk}/samtykke/").content.decode()
    assert "Har ikke kommet inn ennå" in shown


def test_pressed_twice_it_is_sent_once(world: w.World, log: Log, who: Person) -> None:
    seen = way().lapses_at
    for _again in range(2):
        assert press(world, log, who, seen=seen.isoformat()).status_code == 302
        run_jobs("notices.link")
    assert len(told()) == 1
    assert Kept.objects.using("owner").count() == 1
    assert not sql(world, log, who, "kari", seen)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        with pytest.raises(Conflict, match="allerede sendt"):
            send_link_again(by, who, seen=seen, at=w.now())


def test_a_job_done_twice_sends_one_mail(world: w.World, log: Log, who: Person) -> None:
    assert press(world, log, who).status_code == 302
    admission = Admission.objects.using("owner").get(person=who, ended_at=None)
    with acting_as(world.kari.pk):
        later("notices.link", admission_id=str(admission.pk))
    assert run_jobs("notices.link") == ["notices.link"] * 2
    assert Kept.objects.using("owner").count() == 1


@pytest.mark.requirement("H1")
def test_nobody_else_sends_one(world: w.World, log: Log, who: Person) -> None:
    seen, before = way().lapses_at, way().token_hash
    others = ("marte", "anders", "sunniva", "bjorg", "henrik", "nils", "tor")
    for name in others:
        assert press(world, log, who, by=name).status_code == 404, name
        assert not sql(world, log, who, name, seen), name
        client = signed_in(world.people[name], world.eikvag)
        assert address(log, who) not in client.get(f"/logg/{log.pk}/samtykke/").content.decode()
    assert not sql(world, log, who, "kari", seen + timedelta(seconds=1))
    with acting_as(world.sunniva.pk):
        assert links_of(w.stand(world.sunniva, log)) == {}
        with pytest.raises(Refused):
            send_link_again(w.stand(world.sunniva, log), who, seen=seen, at=w.now())
    assert (way().lapses_at, way().token_hash, told()) == (seen, before, [])


def test_of_another_log_the_holder_sends_none(world: w.World, log: Log, who: Person) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    assert not sql(world, other, who, "kari")
    with acting_as(world.kari.pk):
        by, seen = w.stand(world.kari, other), way().lapses_at
        with pytest.raises(Refused, match="ikke sluppet inn"):
            send_link_again(by, who, seen=seen, at=w.now())


def test_none_when_the_consent_has_ended(world: w.World, log: Log, who: Person) -> None:
    here = address(log, who)
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), who.pk, at=w.now())
    assert signed_in(world.kari, world.eikvag).get(here).status_code == 404
    assert not sql(world, log, who, "kari")
    assert "lenke/" not in str(
        signed_in(world.kari, world.eikvag).get(f"/logg/{log.pk}/samtykke/").content
    )


def test_none_when_the_log_is_closed(world: w.World, log: Log, who: Person) -> None:
    here = address(log, who)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert signed_in(world.kari, world.eikvag).get(here).status_code == 404
    assert not sql(world, log, who, "kari")


def test_none_when_the_link_was_used(world: w.World, log: Log, who: Person) -> None:
    WayIn.objects.using("owner").update(used_at=timezone.now())
    assert press(world, log, who).status_code == 404
    assert not sql(world, log, who, "kari")


def test_withdrawn_meanwhile_the_worker_sends_nothing(
    world: w.World, log: Log, who: Person
) -> None:
    assert press(world, log, who).status_code == 302
    with acting_as(world.marte.pk):
        withdrawal.withdraw_for(w.stand(world.marte, log), who.pk, at=w.now())
    run_jobs("notices.link")
    assert not Kept.objects.using("owner").exists()


def test_who_has_passed_the_baton_on_sends_none(world: w.World, log: Log, who: Person) -> None:
    with acting_as(world.kari.pk):
        offer = baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    with acting_as(world.sunniva.pk):
        baton.accept_baton(w.stand(world.sunniva, log), offer.pk, word="", at=w.now())
    assert press(world, log, who).status_code == 404
    assert not sql(world, log, who, "kari")
    assert press(world, log, who, by="sunniva").status_code == 302


@pytest.mark.parametrize("seen", ["", "i går", "0001-01-01", "9999-12-31T23:59:59-14:00"])
def test_anything_else_sends_nothing(world: w.World, log: Log, who: Person, seen: str) -> None:
    assert press(world, log, who, seen=seen).status_code == 302
    assert (way().token_hash, told()) == (OLD, [])
