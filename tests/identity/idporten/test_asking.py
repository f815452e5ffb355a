"""What Stafett asks ID-porten, and how it shows who it is (R1)."""

import base64
import hashlib
import json
import time
from typing import Any

import pytest
from django.test import Client
from joserfc import jwt

from tests.identity.idporten.conftest import KEY
from tests.identity.idporten.playing import Playing

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("R1")]
START, BACK = "/logg-inn/id-porten/", "/logg-inn/id-porten/tilbake/"


def come(playing: Playing) -> list[dict[str, str]]:
    """What it was asked: the pushed question, and the code's."""
    client = Client()
    client.get(START)
    assert client.get(BACK + playing.back()).status_code == 302
    return [sent for what, sent in playing.asked if what in ("par", "token")]


def test_the_question_and_the_proof_of_who_asks(playing: Playing) -> None:
    question, code = come(playing)
    assert question["acr_values"] == "idporten-loa-high"
    assert question["scope"] == "openid", "nothing is asked for that is not used"
    assert question["redirect_uri"] == "http://testserver/logg-inn/id-porten/tilbake/"
    assert question["ui_locales"] == "nb"
    assert "prompt" not in question
    hashed = hashlib.sha256(code["code_verifier"].encode()).digest()
    challenge = base64.urlsafe_b64encode(hashed).rstrip(b"=").decode()
    assert (question["code_challenge_method"], question["code_challenge"]) == ("S256", challenge)
    proofs = []
    for sent in (question, code):
        proof = jwt.decode(sent["client_assertion"], KEY, algorithms=["RS256"])
        assert proof.header["kid"] == "ours"
        said = proof.claims
        assert (said["iss"], said["sub"], said["aud"]) == ("stafett", "stafett", playing.issuer)
        assert said["exp"] <= time.time() + 120, "ID-porten takes no longer ones"
        proofs.append(said["jti"])
        assert not sent["Authorization"]
    assert len(set(proofs)) == 2
    first, second = come(playing)[-2:]
    for each in ("state", "nonce", "code_challenge"):
        assert first[each] != question[each], "fresh each time"
    assert second["code_verifier"] != code["code_verifier"]


def test_a_secret_where_there_is_no_key(playing: Playing, settings: Any) -> None:
    settings.STAFETT_IDPORTEN_KEY = ""
    settings.STAFETT_IDPORTEN_SECRET = "whispered"
    for sent in come(playing):
        told = base64.b64decode(sent["Authorization"].removeprefix("Basic ")).decode()
        assert told == "stafett:whispered"
        assert "client_assertion" not in sent


def test_where_it_is_not_set_up_nobody_is_led_there(settings: Any) -> None:
    assert json.dumps(settings.STAFETT_IDPORTEN_ISSUER) == '""'
    client = Client()
    assert client.get(START)["Location"] == "/"
    assert client.get("/logg-ut/id-porten/?iss=x&sid=y").status_code == 410
