"""Getting in by another's session, by a session laid out beforehand, or by an address that lies."""

import pytest
from django.conf import settings
from django.test import Client

from stafett.logs.models import Log
from tests import world as w
from tests.clients import signed_in
from tests.training_town import PASSWORD, make_town

pytestmark = pytest.mark.django_db
COOKIE = settings.SESSION_COOKIE_NAME


def sign_in(client: Client, **more: str) -> str:
    """Sign in as demo1; the address one is sent on to."""
    posted = {"username": "demo1", "password": PASSWORD, **more}
    answer = client.post("/logg-inn/", posted)
    assert answer.status_code == 302
    return answer["Location"]


def who(client: Client) -> str | None:
    return client.session.get("person")


@pytest.mark.parametrize("laid_out", ["a" * 32, "visitor's own"])
def test_a_session_laid_out_beforehand_is_not_taken_over(laid_out: str) -> None:
    """The attacker knows the cookie that the victim's browser had before signing in."""
    make_town()
    victim = Client()
    if laid_out == "a" * 32:
        known = laid_out
    else:
        victim.get("/?sprak=nn", follow=True)
        session = victim.session
        session["x"] = 1
        session.save()
        known = str(session.session_key)
    victim.cookies[COOKIE] = known
    sign_in(victim)
    assert victim.cookies[COOKIE].value != known
    attacker = Client()
    attacker.cookies[COOKIE] = known
    assert who(attacker) is None
    assert attacker.get("/min-side/").status_code == 302


def test_who_signs_out_leaves_no_key_behind(world: w.World, log: Log) -> None:
    kari = signed_in(world.kari, world.eikvag)
    stolen = kari.cookies[COOKIE].value
    assert kari.get(f"/logg/{log.pk}/").status_code == 200
    kari.post("/logg-ut/")
    thief = Client()
    thief.cookies[COOKIE] = stolen
    assert thief.get(f"/logg/{log.pk}/").status_code == 302
    assert thief.get("/min-side/").status_code == 302


def test_signing_out_needs_a_form_of_our_own(world: w.World) -> None:
    kari = signed_in(world.kari, world.eikvag, enforce_csrf_checks=True)
    assert kari.post("/logg-ut/").status_code == 403
    assert kari.get("/logg-ut/").status_code == 200
    assert who(kari) == str(world.kari.pk)


def test_signing_in_needs_a_form_of_our_own() -> None:
    """Else somebody could be signed in as another, and write there."""
    town = make_town()
    client = Client(enforce_csrf_checks=True)
    posted = {"username": "demo1", "password": PASSWORD}
    assert client.post("/logg-inn/", posted).status_code == 403
    assert client.post("/logg-inn/som/", {"account": town.kari.pk}).status_code == 403
    assert who(client) is None


@pytest.mark.parametrize(
    "then",
    [
        "//evil.example",
        "///evil.example/",
        "////evil.example",
        "https:evil.example",
        "https:///evil.example",
        "http:\\\\evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        " //evil.example",
        "\\/\\/evil.example",
        "/\\/evil.example",
        "//testserver@evil.example",
        "//evil.example\\@testserver",
        "https://testserver.evil.example/",
        "https://testserver:443@evil.example/",
        "data:text/html,x",
        "JavaScript:alert(1)",
        "ftp://testserver/",
    ],
)
def test_nobody_is_sent_out_of_the_house(then: str) -> None:
    make_town()
    assert sign_in(Client(), neste=then) == "/min-side/"


@pytest.mark.parametrize("path", ["//evil.example/", "//evil.example/%2e%2e", "///evil.example/"])
def test_choosing_a_language_sends_nobody_out_either(client: Client, path: str) -> None:
    answer = client.get(path, {"sprak": "nn"})
    assert not answer.get("Location", "/x").startswith("//")


def test_pages_of_a_log_are_kept_by_no_machine(world: w.World, log: Log) -> None:
    kari = signed_in(world.kari, world.eikvag)
    for place in (f"/logg/{log.pk}/", "/min-side/", f"/logg/{world.kari.pk}/"):
        answer = kari.get(place)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Referrer-Policy"] == "same-origin"
        assert "'unsafe-inline'" not in answer["Content-Security-Policy"]
