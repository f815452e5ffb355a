"""Signing out in both places, and nothing about anybody in the server's log (R1, H10)."""

import os
import re
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.test import Client

from stafett.identity.models import SignedIn
from tests import world as w
from tests.database import HOME, PROCESS
from tests.identity.idporten.playing import Playing, sign

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1", "R1")]
BACK = "/logg-inn/id-porten/tilbake/"


def sign_in(playing: Playing) -> Client:
    client = Client()
    client.get("/logg-inn/id-porten/")
    assert client.get(BACK + playing.back()).status_code == 302
    return client


def test_signing_out_here_signs_out_there(playing: Playing) -> None:
    client = sign_in(playing)
    kept = str(dict(client.session))
    assert playing.pid not in kept, "the token names a person, and is sealed"
    page = client.post("/logg-ut/")
    assert f"form-action 'self' {playing.issuer};" in page["Content-Security-Policy"]
    form = re.search(r'<form[^>]*id="leave".*?</form>', page.content.decode(), re.DOTALL)
    assert form
    assert f'method="post" action="{playing.issuer}/logout"' in form[0], "no token in an address"
    said = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0]))
    assert said["post_logout_redirect_uri"] == "http://testserver/logg-ut/ferdig/"
    assert said["id_token_hint"].count(".") == 2
    assert set(said) == {"post_logout_redirect_uri", "id_token_hint"}
    assert not SignedIn.objects.using("owner").exists()
    assert "person" not in client.session
    assert "form-action 'self';" in client.get("/")["Content-Security-Policy"]


def test_one_is_signed_out_here_though_id_porten_is_silent(playing: Playing) -> None:
    client = sign_in(playing)
    session = client.session
    session["hint"] = "broken"
    session.save()
    assert client.post("/logg-ut/")["Location"] == "/logg-ut/ferdig/"
    assert not SignedIn.objects.using("owner").exists()


def test_signed_out_there_is_signed_out_here(playing: Playing, world: w.World) -> None:
    client = sign_in(playing)
    playing.change = lambda said: said.update(sid="session-2")
    other = sign_in(playing)
    frame = Client()  # without any cookie of ours

    def told(**query: str) -> int:
        answer = frame.get("/logg-ut/id-porten/", query)
        policy = answer["Content-Security-Policy"]
        assert f"frame-ancestors {playing.issuer}" in policy
        assert "X-Frame-Options" not in answer
        return answer.status_code

    for wrong in (
        {"iss": "https://evil.example", "sid": "session-1"},
        {"iss": playing.issuer},
        {"sid": "session-1"},
        {"iss": playing.issuer, "sid": ""},
    ):
        assert told(**wrong) == 400
        assert client.get("/min-side/").status_code == 200
    for _again in range(2):
        assert told(iss=playing.issuer, sid="session-1") == 200
    assert told(iss=playing.issuer, sid="never was") == 200
    assert client.get("/min-side/")["Location"].startswith("/logg-inn/")
    assert other.get("/min-side/").status_code == 200
    assert "frame-ancestors 'none'" in frame.get("/logg-ut/ferdig/")["Content-Security-Policy"]


def test_no_log_of_the_server_tells_who_came_or_with_what(playing: Playing) -> None:
    """Read from the file that the server's own formatter writes."""
    file = Path(os.environ[HOME]) / "logs" / f"django-{PROCESS}.log"
    before = len(file.read_text())
    sign_in(playing)
    secret = []
    for wrong in ({"acr": "low"}, {"nonce": "other"}, {"exp": 1}, {"pid": "02013299997"}):
        playing.change = lambda said, wrong=wrong: said.update(wrong)  # type: ignore[misc]
        playing.sign = lambda claims, key: secret.append(sign(claims, key)) or secret[-1]  # type: ignore[func-returns-value]
        client = Client()
        client.get("/logg-inn/id-porten/")
        back = playing.back()
        secret.append(parse_qs(back.removeprefix("?"))["state"][0])
        assert client.get(BACK + back).status_code in (400, 403)
    playing.broken = {"token", "discovery"}
    client.get("/logg-inn/id-porten/")
    client.get(BACK + playing.back())
    said = file.read_text()[before:]
    assert "/logg-inn/id-porten/tilbake/" in said, "refusals are logged, by their address"
    for each in (playing.pid, "02013299997", "code", "state", *secret):
        assert each not in said
