"""Every request is one transaction that carries the person, and fails whole."""

import pytest
from django.conf import settings
from django.test import Client

from stafett.identity.models import TrainingAccount
from stafett.people.models import Person
from tests.training_town import Town, make_town, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.probes")]


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def kari(client: Client, town: Town) -> Client:
    sign_in(client, town.kari)
    client.raise_request_exception = False
    return client


def language(account: TrainingAccount) -> str:
    return Person.objects.using("owner").get(pk=account.person_id).language


def test_what_succeeds_is_kept(kari: Client, town: Town) -> None:
    assert kari.get("/probe/kept/").status_code == 200
    assert language(town.kari) == "nn"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/probe/breaks/", 500),
        ("/probe/answers-500/", 503),
        ("/probe/rendering/", 500),
        ("/probe/logg/1/", 404),
    ],
)
def test_what_fails_leaves_nothing_behind(
    kari: Client, town: Town, address: str, status: int
) -> None:
    assert kari.get(address).status_code == status
    assert language(town.kari) == ""
    assert kari.get("/probe/kept/").status_code == 200  # the connection is sound


def test_the_database_sees_with_the_persons_eyes(kari: Client, town: Town) -> None:
    role, person, seen = kari.get("/probe/sees/").content.decode().split("|")
    assert role == "stafett_web"
    assert person == str(town.kari.person_id)
    assert seen == "1"


def test_a_visitor_sees_nobody(client: Client, town: Town) -> None:
    role, person, seen = client.get("/probe/sees/").content.decode().split("|")
    assert (role, person, seen) == ("stafett_web", "", "0")


def test_two_people_one_after_the_other_on_one_connection(kari: Client, town: Town) -> None:
    other = Client()
    sign_in(other, town.marte)
    for _ in range(3):
        assert str(town.kari.person_id) in kari.get("/probe/sees/").content.decode()
        assert str(town.marte.person_id) in other.get("/probe/sees/").content.decode()


@pytest.mark.parametrize(
    "cookie", ['"\\000abcdefghijklmnopqrstuvwxyzabcde"', "' or 1=1 --", "x" * 5000, "a" * 32, ""]
)
def test_a_session_cookie_from_elsewhere_is_no_session(town: Town, cookie: str) -> None:
    answer = Client().get("/probe/sees/", headers={"cookie": f"sessionid={cookie}"})
    assert answer.status_code == 200
    assert answer.content.decode().endswith("|0")


def test_somebody_who_is_gone_is_a_visitor(kari: Client, town: Town) -> None:
    TrainingAccount.objects.using("owner").filter(pk=town.kari.pk).delete()
    Person.objects.using("owner").filter(pk=town.kari.person_id).delete()
    assert kari.get("/").status_code == 200
    assert kari.get("/probe/behind/").status_code == 302


def test_the_session_is_only_in_the_database(kari: Client, town: Town) -> None:
    cookie = kari.cookies[settings.SESSION_COOKIE_NAME]
    assert str(town.kari.person_id) not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
