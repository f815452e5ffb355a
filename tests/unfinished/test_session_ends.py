"""What is sent after the session has ended is found again by the one who wrote it, and no other."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from stafett.identity.models import IDLE, Group, SignedIn, TrainingAccount
from stafett.identity.session_store import hashed
from stafett.logs.models import Log
from tests import clients
from tests import world as w
from tests.unfinished.writing import HALF, keep, kept, rows, understanding

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("A23")]
STAY = "/logg-inn/bruk/"


@pytest.fixture(autouse=True)
def _accounts(world: w.World) -> None:
    """Two people share a machine."""
    told = {"line_nb": "", "line_nn": "", "line_en": "", "group": Group.HELPER}
    for name in ("kari", "marte"):
        w.save(
            TrainingAccount(person=world.people[name], municipality=world.eikvag, name=name, **told)
        )


@pytest.fixture
def kari(world: w.World) -> Client:
    """Kari, whose session has ended without her knowing."""
    client = clients.signed_in(world.kari, world.eikvag)
    SignedIn.objects.using("owner").all().delete()
    return client


def sign_in(client: Client, person: w.Person, **more: str) -> None:
    account = TrainingAccount.objects.using("owner").get(person=person)
    assert client.post("/logg-inn/som/", {"account": account.pk, **more}).status_code == 302


def test_a_form_sent_too_late_waits_for_the_sign_in(world: w.World, log: Log, kari: Client) -> None:
    said = {"concern": "Uro i gangen", "shared": HALF, "opened_at": "3"}
    answer = kari.post(understanding(log), said)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Det du skrev, er tatt vare på i en halv time" in page
    assert f'href="/logg-inn/?neste={understanding(log).replace("/", "%2F")}"' in page
    assert rows().count() == 0
    sign_in(kari, world.kari)
    (offered,) = kept(kari, understanding(log))
    assert offered["fields"] == {name: [text] for name, text in said.items()}


def test_the_script_keeps_on_after_the_end(world: w.World, log: Log, kari: Client) -> None:
    sheet = str(uuid4())
    assert keep(kari, understanding(log), "Han", sheet=sheet).headers["Stafett-Kept"] == "1"
    assert keep(kari, understanding(log), "Han går", sheet=sheet).headers["Stafett-Kept"] == "1"
    sign_in(kari, world.kari)
    (offered,) = kept(kari, understanding(log))
    assert offered["fields"]["shared"] == ["Han går"]


def test_also_when_the_page_has_asked_whether_one_is_signed_in(
    world: w.World, log: Log, kari: Client
) -> None:
    assert kari.get(STAY).json() == {"signed_in": False}
    assert keep(kari, understanding(log)).headers["Stafett-Kept"] == "1"
    sign_in(kari, world.kari)
    assert kept(kari, understanding(log))


def test_the_next_person_at_the_machine_gets_nothing(
    world: w.World, log: Log, kari: Client
) -> None:
    keep(kari, understanding(log))
    sign_in(kari, world.marte)
    assert kept(kari, understanding(log)) == []
    sign_in(kari, world.kari)
    assert kept(kari, understanding(log)) == []
    assert rows().count() == 0


def test_signing_out_leaves_nothing(world: w.World, log: Log, kari: Client) -> None:
    keep(kari, understanding(log))
    kari.post("/logg-ut/")
    assert not Session.objects.using("owner").exists()


def test_it_waits_half_an_hour(log: Log, kari: Client) -> None:
    keep(kari, understanding(log))
    session = Session.objects.using("owner").get(
        pk=hashed(kari.cookies[settings.SESSION_COOKIE_NAME].value)
    )
    left = session.expire_date - w.now()
    assert timedelta(minutes=29) < left <= timedelta(minutes=30) <= IDLE


def test_a_consents_answer_and_a_strangers_words_do_not_wait(log: Log, kari: Client) -> None:
    answer = kari.post(f"/logg/{log.pk}/samtykke/{log.pk}/", {"word": "Nei takk, ikke nå"})
    assert "Stafett-Kept" not in answer.headers
    assert "Det er ikke lagret" in answer.content.decode()
    assert "Stafett-Kept" not in keep(Client(), understanding(log)).headers
