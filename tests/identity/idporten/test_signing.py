"""Signing with an electronic ID: shown lately, or anew when it is a while ago; by no other."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stafett.consent.models import Signature
from stafett.identity.models import SignedIn
from stafett.logs.models import Log
from tests import world as w
from tests.consent.pages import address, asked, make_school_world, number_of, question_of
from tests.identity.idporten.conftest import give_number, number
from tests.identity.idporten.playing import Playing

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1", "G1", "G4")]
BACK = "/logg-inn/id-porten/tilbake/"


@pytest.fixture
def world(db: None) -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return asked(world)


@pytest.fixture
def there(log: Log, set_up: Callable[..., None]) -> Iterator[Playing]:
    made = Playing(number_of("marte"))
    set_up(made.issuer)
    yield made
    made.stop()


def sign_in(there: Playing, start: str = "/logg-inn/id-porten/") -> Client:
    client = Client()
    client.get(start)
    assert client.get(BACK + there.back()).status_code == 302
    return client


def answer(client: Client, log: Log) -> Any:
    question = question_of(log)
    fields = {"text_hash": question.text_hash, "do": "yes"}
    return client.post(address(log, "samtykke", question.pk), fields)


def a_while_ago() -> None:
    SignedIn.objects.using("owner").update(shown_at=timezone.now() - timedelta(minutes=16))


def signatures() -> list[tuple[str, str]]:
    return list(Signature.objects.using("owner").values_list("eid", "eid_level"))


def test_the_signature_says_with_which_id_and_level(there: Playing, log: Log) -> None:
    assert answer(sign_in(there), log).status_code == 302
    assert signatures() == [("BankID", "idporten-loa-high")]


def test_after_a_while_the_id_is_shown_anew_and_the_answer_given_where_one_was(
    there: Playing, log: Log
) -> None:
    client = sign_in(there)
    a_while_ago()
    page = answer(client, log)
    assert page.status_code == 403
    assert "Vis hvem du er en gang til" in page.content.decode()
    assert signatures() == []
    here = address(log, "samtykke", question_of(log).pk)
    client.get("/logg-inn/id-porten/", {"igjen": "1", "neste": f"{here}?vist=yes"})
    assert there.questions[-1]["prompt"] == "login"
    back = client.get(BACK + there.back())
    assert back["Location"] == f"{here}?vist=yes"
    assert "Trykk på svaret ditt en gang til." in client.get(back["Location"]).content.decode()
    assert answer(client, log).status_code == 302
    assert signatures() == [("BankID", "idporten-loa-high")]


def test_an_id_that_was_not_shown_anew_does_not_count_as_shown(there: Playing, log: Log) -> None:
    """The provider passes the person through on an old sign-in, whatever it was asked."""
    client = sign_in(there)
    there.change = lambda said: said.update(auth_time=said["iat"] - 3600)
    client.get("/logg-inn/id-porten/?igjen=1")
    page = client.get(BACK + there.back())
    assert page.status_code == 403
    assert "Du må vise hvem du er en gang til" in page.content.decode()


def test_nobody_signs_on_an_old_id_of_a_new_sign_in(there: Playing, log: Log) -> None:
    there.change = lambda said: said.update(auth_time=said["iat"] - 3600)
    assert answer(sign_in(there), log).status_code == 403
    assert signatures() == []


def test_a_token_that_does_not_say_when_counts_only_when_it_was_asked_anew(
    there: Playing, log: Log
) -> None:
    there.change = lambda said: said.pop("auth_time") and None
    client = sign_in(there)
    assert answer(client, log).status_code == 403
    client.get("/logg-inn/id-porten/?igjen=1")
    assert client.get(BACK + there.back()).status_code == 302
    assert answer(client, log).status_code == 302


def test_somebody_elses_id_signs_nothing_and_takes_over_nothing(
    there: Playing, world: w.World, log: Log
) -> None:
    client = sign_in(there)
    a_while_ago()
    there.pid = give_number(world.kari, number(4)).digits
    client.get("/logg-inn/id-porten/?igjen=1")
    page = client.get(BACK + there.back())
    assert page.status_code == 403
    assert "Dette var en annens elektroniske ID" in page.content.decode()
    assert client.session["person"] == str(world.marte.pk)
    assert answer(client, log).status_code == 403


def test_another_way_of_signing_in_never_signs(there: Playing, log: Log) -> None:
    """As the young's user name and password, whatever its level is called."""
    client = sign_in(there)
    SignedIn.objects.using("owner").update(acr="simple")
    page = answer(client, log)
    assert page.status_code == 422
    assert "Du må logge inn med elektronisk ID" in page.content.decode()
    assert signatures() == []
