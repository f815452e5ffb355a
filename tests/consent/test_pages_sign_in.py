"""Who is asked, but has signed in with something that does not sign, is told so in the place of
what would be refused; and who is not asked is told who is, and why (I1, I2)."""

import re
from typing import Any

import pytest
from django.test import Client

from stafett.consent.models import Consent
from stafett.identity.models import SignedIn
from stafett.logs.models import Log
from tests import clients, young
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I2", "G12")]
WHY = "Svaret ditt er en underskrift, så det må være sikkert at det er deg."
BY_CODE = "Du har logget inn med brukernavn og kode."
HEARD = "Har du ikke slik ID? Si hva du svarer, til Kari Nesheim"


@pytest.fixture
def log(world: w.World) -> Log:
    """Nora's, who is fifteen: she and her mother have said yes."""
    return w.open_log(world, owner="nora", signers=("hanne", "nora"))


def by_code(world: w.World, log: Log) -> Client:
    """Nora, who has chosen user name and password, and signs in with a code."""
    young.say_yes(world, log, "hanne", "kari")
    client = Client()
    assert young.choose(client, young.give_way(world, log)).status_code == 302
    assert client.post(young.CODE, {"code": young.digits()}).status_code == 302
    return client


def asked_anew(world: w.World, log: Log) -> Consent:
    return w.ask_consent(world, log, named=("kari", "tor"), said_yes="nora")


def read(answer: Any) -> str:
    """The words of a page, whatever stands between them."""
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def address(log: Log, question: Consent) -> str:
    return f"/logg/{log.pk}/samtykke/{question.pk}/"


def buttons(answer: Any) -> list[str]:
    return re.findall(r'name="do" value="(\w+)"', answer.content.decode())


def test_who_signed_in_with_a_code_reads_how_to_answer_and_finds_no_buttons(
    world: w.World, log: Log
) -> None:
    question = asked_anew(world, log)
    page = by_code(world, log).get(address(log, question))
    said = read(page)
    assert buttons(page) == []
    for words in (WHY, BY_CODE, HEARD, "Fra 15 år må ungdommen også si ja."):
        assert words in said
    with_eid = clients.signed_in(world.nora, world.eikvag).get(address(log, question))
    assert buttons(with_eid) == ["yes", "no"]
    assert WHY not in read(with_eid)


def test_an_electronic_id_of_a_lower_level_does_not_sign_either(world: w.World, log: Log) -> None:
    question = asked_anew(world, log)
    client = clients.signed_in(world.hanne, world.eikvag)
    SignedIn.objects.using("owner").filter(person=world.hanne).update(
        acr="idporten-loa-substantial"
    )
    page = client.get(address(log, question))
    assert buttons(page) == []
    assert WHY in read(page)
    assert BY_CODE not in read(page)


@pytest.mark.parametrize("page", ["samtykke/trekk/", "samtykke/trekk/?steg=2&hva=alt", "avslutt/"])
def test_what_ends_it_is_said_to_the_holder_instead(world: w.World, log: Log, page: str) -> None:
    here = f"/logg/{log.pk}/{page}"
    young_client = by_code(world, log)
    said = read(young_client.get(here))
    assert "Si det til den som har stafettpinnen" in said
    assert BY_CODE in said
    assert "Kari Nesheim" in said
    forms = re.findall(r'<form class="st-form', young_client.get(here).content.decode())
    assert forms == []
    assert BY_CODE not in read(clients.signed_in(world.nora, world.eikvag).get(here))


def test_a_child_that_is_not_asked_reads_who_is_and_why(world: w.World) -> None:
    log = w.open_log(world)
    question = w.ask_consent(world, log, named=("kari", "tor"))
    page = clients.signed_in(world.elias, world.eikvag).get(address(log, question))
    assert buttons(page) == []
    said = read(page).split("Svarene")[-1]
    assert "Foreldrene bor sammen, og hver av dem må si ja." in said
    assert "Nå venter vi på" in said
