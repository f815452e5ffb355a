"""Signing in at a certified OpenID provider with ID-porten's parameters (I1, R1)."""

from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client

from stafett.identity.models import SignedIn
from tests import world as w
from tests.identity.idporten.certified import HIGH, SUBSTANTIAL, Certified, Marks, go_there
from tests.identity.idporten.conftest import give_number, number

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1", "R1")]


def test_the_good_way_and_its_refusals(certified: Certified, world: w.World) -> None:
    """One provider for all of it: it takes a second to start."""
    pid = give_number(world.marte, number(0)).digits
    _signs_in_with_what_id_porten_wants(world, pid)
    _a_lower_level_is_refused(pid)
    _who_stops_is_told_so(pid)
    _a_code_works_once(pid)
    _nobody_unknown_comes_in()


def begun(client: Client, query: str = "") -> str:
    answer = client.get(f"/logg-inn/id-porten/{query}")
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def came_back(client: Client, address: str) -> tuple[int, str]:
    parts = urlsplit(address)
    answer = client.get(f"{parts.path}?{parts.query}")
    return answer.status_code, answer.headers.get("Location") or answer.content.decode()


def _signs_in_with_what_id_porten_wants(world: w.World, pid: str) -> None:
    client = Client()
    client.cookies["sprak"] = "nn"
    address = begun(client, "?neste=/min-side/innlogginger/")
    query = parse_qs(urlsplit(address).query)
    assert set(query) == {"client_id", "request_uri"}, "the question itself is pushed"
    browser = requests.Session()
    browser.trust_env = False
    asked = Marks(browser.get(address, timeout=20).text).found
    assert asked == {"locale": "nn", "acr": HIGH, "prompt": ""}
    back = go_there(address, pid)
    assert came_back(client, back) == (302, "/velkommen/?neste=%2Fmin-side%2Finnlogginger%2F")
    assert "Velkomen, Marte" in client.get("/velkommen/").content.decode()
    (row,) = SignedIn.objects.using("owner").all()
    assert (row.person_id, row.acr, row.amr) == (world.marte.pk, HIGH, ["BankID"])
    assert row.sid
    assert row.shown_at
    again = Client()
    assert came_back(again, go_there(begun(again), pid)) == (302, "/min-side/")
    assert came_back(client, back)[0] == 400, "the same answer twice"
    assert client.session["person"], "and nobody is signed out by it"


def _a_lower_level_is_refused(pid: str) -> None:
    client = Client()
    status, page = came_back(client, go_there(begun(client), pid, SUBSTANTIAL))
    assert status == 403
    assert "Denne ID-en er ikke sikker nok" in page
    assert "person" not in client.session


def _who_stops_is_told_so(pid: str) -> None:
    client = Client()
    status, page = came_back(client, go_there(begun(client), stop=True))
    assert status == 403
    assert "Du stoppet før du var ferdig." in page


def _a_code_works_once(pid: str) -> None:
    """Somebody puts a code that has been used into a sign-in of their own."""
    client, thief = Client(), Client()
    used = go_there(begun(client), pid)
    assert came_back(client, used)[0] == 302
    theirs = go_there(begun(thief), number(3).digits)
    (code,) = parse_qs(urlsplit(used).query)["code"]
    (own,) = parse_qs(urlsplit(theirs).query)["code"]
    status, page = came_back(thief, theirs.replace(own, code))
    assert status == 400
    assert "Denne innloggingen er brukt" in page
    assert "person" not in thief.session


def _nobody_unknown_comes_in() -> None:
    client = Client()
    status, page = came_back(client, go_there(begun(client), number(7).digits))
    assert status == 403
    assert "Stafett kjenner deg ikke ennå" in page
    assert "person" not in client.session
