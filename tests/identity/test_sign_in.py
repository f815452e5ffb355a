"""Signing in to a training municipality, and out."""

import pytest
from django.test import Client

from stafett.identity import throttle
from stafett.municipality.models import Municipality
from tests.training_town import PASSWORD, Town, make_town, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town()


def try_password(client: Client, username: str = "demo1", password: str = PASSWORD, **more: str):
    return client.post("/logg-inn/", {"username": username, "password": password, **more})


def who(client: Client) -> str | None:
    return client.session.get("person")


def test_somebody_from_the_list_signs_in_with_one_press(client: Client, town: Town) -> None:
    page = client.get("/").content.decode()
    assert 'aria-label="Logg inn som Marte Lunde"' in page
    answer = client.post("/logg-inn/som/", {"account": town.marte.pk})
    assert answer["Location"] == "/min-side/"
    assert who(client) == str(town.marte.person_id)
    assert "Marte Lunde" in client.get("/logg-ut/").content.decode()


@pytest.mark.parametrize("username", ["demo1", "DEMO1", " demo1 "])
def test_a_demo_user_signs_in_with_the_common_password(
    client: Client, town: Town, username: str
) -> None:
    answer = try_password(client, username)
    assert (answer.status_code, answer["Location"]) == (302, "/min-side/")
    assert who(client) == str(town.kari.person_id)


@pytest.mark.parametrize(
    ("username", "password"),
    [("demo1", "bti2000"), ("demo51", PASSWORD), ("demo1", PASSWORD + " ")],
)
def test_a_wrong_password_is_told_without_saying_which_was_wrong(
    client: Client, town: Town, username: str, password: str
) -> None:
    answer = try_password(client, username, password)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Brukernavnet og passordet hører ikke sammen." in text
    assert f'value="{username}"' in text
    assert password not in text.replace(username, "")
    assert who(client) is None


def test_somebody_without_a_password_has_none_that_fits(client: Client, town: Town) -> None:
    town.marte.username = "marte"
    town.marte.save(using="owner")
    for password in ("", "x", "None", "!"):
        assert try_password(client, "marte", password).status_code == 422
    assert who(client) is None


def test_many_wrong_passwords_rest_the_user_name_at_that_address(
    client: Client, town: Town
) -> None:
    for _ in range(throttle.TOGETHER):
        assert try_password(client, password="wrong").status_code == 422
    answer = try_password(client)
    assert answer.status_code == 429
    assert 590 <= int(answer["Retry-After"]) <= 600
    assert "Vent ti minutter" in answer.content.decode()
    assert who(client) is None
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert try_password(elsewhere).status_code == 302


def test_the_right_password_forgets_the_wrong_ones(client: Client, town: Town) -> None:
    for _ in range(3):
        for _ in range(throttle.TOGETHER - 1):
            try_password(client, password="wrong")
        assert try_password(client).status_code == 302


@pytest.mark.parametrize(
    ("then", "address"),
    [
        ("/logg/ny/?barn=1", "/logg/ny/?barn=1"),
        ("https://evil.example/", "/min-side/"),
        ("//evil.example/", "/min-side/"),
        ("/\\evil.example", "/min-side/"),
        ("javascript:alert(1)", "/min-side/"),
        ("/x\r\nSet-Cookie: a=b", "/x%0D%0ASet-Cookie:%20a=b"),
        ("/" + "x" * 5000, "/min-side/"),
        ("", "/min-side/"),
    ],
)
def test_one_goes_on_only_within_the_site(
    client: Client, town: Town, then: str, address: str
) -> None:
    assert try_password(client, neste=then)["Location"] == address
    answer = client.post("/logg-inn/som/", {"account": town.kari.pk, "neste": then})
    assert answer["Location"] == address


def test_the_way_on_survives_a_wrong_password(client: Client, town: Town) -> None:
    answer = try_password(client, password="wrong", neste="/logg/ny/")
    assert 'name="neste" value="/logg/ny/"' in answer.content.decode()


def test_signing_in_makes_the_session_anew(client: Client, town: Town) -> None:
    sign_in(client, town.kari)
    session = client.session
    session["left_by"] = "Kari"
    session.save()
    before = session.session_key
    token = client.cookies.get("csrftoken")
    sign_in(client, town.marte)
    assert client.session.session_key != before
    assert "left_by" not in client.session
    assert not client.session.exists(before)
    assert client.cookies["csrftoken"].value != (token.value if token else "")


@pytest.mark.parametrize("account", ["", "0", "-1", "abc", "²", "9" * 30, "1 OR 1=1", "\0"])
def test_nobody_else_can_be_chosen(client: Client, town: Town, account: str) -> None:
    assert client.post("/logg-inn/som/", {"account": account}).status_code == 404
    assert who(client) is None


def test_somebody_not_on_the_list_needs_a_password(client: Client, town: Town) -> None:
    town.kari.group = ""
    town.kari.save(using="owner")
    assert client.post("/logg-inn/som/", {"account": town.kari.pk}).status_code == 404


def test_outside_training_nobody_signs_in_like_this(client: Client, town: Town) -> None:
    Municipality.objects.using("owner").update(training=False)
    assert client.post("/logg-inn/som/", {"account": town.kari.pk}).status_code == 404
    assert try_password(client).status_code == 422
    assert who(client) is None
    assert "<form" not in client.get("/logg-inn/").content.decode()


def test_signing_in_and_out_needs_the_pages_token(town: Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/logg-inn/som/", {"account": town.kari.pk}).status_code == 403
    sign_in_token = strict.get("/").cookies["csrftoken"].value
    posted = {"account": town.kari.pk, "csrfmiddlewaretoken": sign_in_token}
    assert strict.post("/logg-inn/som/", posted).status_code == 302
    assert strict.post("/logg-ut/").status_code == 403
    assert who(strict) == str(town.kari.person_id)


def test_signing_out_asks_once_and_leaves_nothing(client: Client, town: Town) -> None:
    sign_in(client, town.kari)
    key = client.session.session_key
    assert "Vil du logge ut?" in client.get("/logg-ut/").content.decode()
    assert who(client)
    answer = client.post("/logg-ut/", follow=True)
    assert "Du er logget ut" in answer.content.decode()
    assert "Kari" not in answer.content.decode()
    assert not client.session.exists(key)


def test_a_visitor_is_signed_out_already(client: Client, town: Town) -> None:
    for answer in (client.get("/logg-ut/", follow=True), client.post("/logg-ut/", follow=True)):
        assert "Du er logget ut" in answer.content.decode()


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_only_a_form_signs_in(client: Client, town: Town, method: str) -> None:
    assert getattr(client, method)("/logg-inn/som/").status_code == 405
