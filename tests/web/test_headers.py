"""Every kind of answer is closed to other sites, and what is not a public file is never kept."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from stafett.web.middleware import HEADERS
from tests.training_town import make_town, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ASVS 3.4.3", "ASVS 14.3.2")]

KINDS = {
    "a visitor's page": ("get", "/", 200),
    "a page": ("get", "/min-side/innlogginger/", 200),
    "sent on": ("get", "/min-side", 301),
    "sent to another page": ("get", "/?sprak=nn", 302),
    "an answer to a script": ("get", "/logg-inn/bruk/", 200),
    "a form with errors": ("post", "/logg-inn/", 422),
    "not there": ("get", "/finnes/ikke/", 404),
    "not mine": ("get", "/logg/00000000-0000-4000-8000-000000000000/", 404),
    "not understood": ("get", "/?a=%00", 400),
    "not that way": ("put", "/logg-inn/som/", 405),
    "no page at all": ("options", "/", 405),
}


@pytest.fixture
def kari(client: Client) -> Client:
    sign_in(client, make_town().kari)
    return client


@pytest.mark.parametrize(("how", "address", "status"), KINDS.values(), ids=KINDS)
def test_every_kind_of_answer_is_closed(kari: Client, how: str, address: str, status: int) -> None:
    answer = getattr(kari, how)(address)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_form_without_its_token_is_closed_too(kari: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = kari.cookies
    answer = strict.post("/min-side/innlogginger/avslutt/", {"which": "all"})
    assert answer.status_code == 403
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_files_are_closed_and_may_be_kept(client: Client) -> None:
    answer = client.get(staticfiles_storage.url("stafett/stafett.css"))
    assert answer.status_code == 200
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "no-store" not in answer.headers["Cache-Control"]
    answer.close()
