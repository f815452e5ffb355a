"""Each answer that is not to be believed meets a page that says what to do, and signs nobody in."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from joserfc.jwk import RSAKey

from stafett.identity import idporten_provider
from stafett.identity.models import SignedIn
from tests.identity.idporten.conftest import number
from tests.identity.idporten.playing import Playing, new_key, sign

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("I1", "I3", "R1")]
NONE, HS256 = b'{"alg":"none","kid":"first"}', b'{"alg":"HS256","kid":"first"}'
START, BACK = "/logg-inn/id-porten/", "/logg-inn/id-porten/tilbake/"


def come_back(playing: Playing, client: Client | None = None, **query: str) -> Any:
    client = client or Client()
    assert client.get(START).status_code == 302
    return client.get(BACK + playing.back(**query))


def refused(answer: Any, status: int, words: str, code: str) -> None:
    """A page of Stafett's own with what to do and whom to ask; nobody is signed in."""
    page = answer.content.decode()
    assert answer.status_code == status, page
    assert words in page
    assert f"Kode til den som hjelper deg: {code}" in page
    assert "Spør: Eikvåg" in page
    assert not SignedIn.objects.using("owner").exists()


def now() -> int:
    return int(time.time())


WRONG: dict[str, tuple[dict[str, Any], int, str]] = {
    "level": ({"acr": "idporten-loa-substantial"}, 403, "Denne ID-en er ikke sikker nok"),
    "nonce": ({"nonce": "another"}, 400, "Svaret hører ikke til det vi spurte om."),
    "expired": ({"iat": now() - 400, "exp": now() - 300}, 400, "Det tok for lang tid"),
    "clock": ({"iat": now() + 4000, "exp": now() + 5000}, 503, "Klokkene går ikke likt"),
    "issuer": ({"iss": "https://evil.example"}, 400, "Svaret har en annen avsender."),
    "audience": ({"aud": "another"}, 400, "Svaret var ment for en annen tjeneste."),
    "broken": ({"pid": "12345678901"}, 400, "Det mangler noe i svaret."),
    "unknown": ({"pid": number(9).digits}, 403, "Stafett kjenner deg ikke ennå"),
    "real": ({"pid": "02013299997"}, 403, "Her kan bare oppdiktede personer logge inn"),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_claim(playing: Playing, code: str) -> None:
    claims, status, words = WRONG[code]
    playing.change = lambda said: said.update(claims)
    refused(come_back(playing), status, words, code)
    playing.change = lambda said: None
    assert come_back(playing).status_code == 302, "the same without it signs in"


@pytest.mark.parametrize("missing", ["acr", "nonce", "exp", "iat", "aud", "iss", "pid"])
def test_a_missing_claim(playing: Playing, missing: str) -> None:
    playing.change = lambda said: said.pop(missing) and None
    assert come_back(playing).status_code in (400, 403)
    assert not SignedIn.objects.using("owner").exists()


def letters(said: bytes) -> str:
    return base64.urlsafe_b64encode(said).rstrip(b"=").decode()


def unsigned(claims: dict[str, Any], key: RSAKey) -> str:
    _head, body, _signature = sign(claims, key).split(".")
    return f"{letters(NONE)}.{body}."


def by_the_public_key(claims: dict[str, Any], key: RSAKey) -> str:
    """The old trick: the public key, which everybody has, taken as a secret."""
    _head, body, _signature = sign(claims, key).split(".")
    said = f"{letters(HS256)}.{body}"
    signature = hmac.new(key.as_pem(private=False), said.encode(), hashlib.sha256).digest()
    return f"{said}.{letters(signature)}"


def by_another(claims: dict[str, Any], key: RSAKey) -> str:
    return sign(claims, new_key("first"))


def cut(claims: dict[str, Any], key: RSAKey) -> str:
    return sign(claims, key)[:-8]


@pytest.mark.parametrize("how", [unsigned, by_the_public_key, by_another, cut])
def test_a_wrong_signature(playing: Playing, how: Callable[[dict[str, Any], RSAKey], str]) -> None:
    playing.sign = how
    refused(come_back(playing), 400, "Signaturen på svaret er ikke gyldig.", "signature")


def test_a_rotated_key_is_asked_for_once_and_nobody_makes_us_ask_for_ever(
    playing: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert come_back(playing).status_code == 302
    playing.key = new_key("second")
    there = idporten_provider.provider(playing.issuer)
    there._keys_at -= idporten_provider.AT_MOST_EVERY + 1
    assert come_back(playing).status_code == 302
    playing.sign = lambda claims, key: sign(claims, new_key("third"))
    for _ in range(3):
        assert come_back(playing).status_code == 400
    asked = [what for what, _sent in playing.asked]
    assert asked.count("jwks") == 2
    assert asked.count("discovery") == 1, "kept for a day"


@pytest.mark.parametrize("what", ["discovery", "par", "token", "jwks"])
def test_the_provider_is_down(playing: Playing, what: str) -> None:
    playing.broken = {what}
    client = Client()
    answer = client.get(START)
    if what in ("token", "jwks"):
        answer = client.get(BACK + playing.back())
    refused(answer, 503, "ID-porten svarer ikke nå", "down")
    assert answer["Retry-After"]
    playing.broken = set()
    assert come_back(playing, client).status_code == 302


def test_an_answer_that_this_browser_did_not_ask_for(playing: Playing) -> None:
    asked, other = Client(), Client()
    asked.get(START)
    back = BACK + playing.back()
    other.get(START)
    for answer in (other.get(back), Client().get(back), asked.get(BACK), asked.get(BACK + "?x=1")):
        refused(answer, 400, "Vi mistet tråden i innloggingen", "lost")
    assert asked.get(back).status_code == 302


def test_the_page_can_be_read_in_another_language_and_holds_no_code(playing: Playing) -> None:
    client = Client()
    page = come_back(playing, client, error="access_denied").content.decode()
    assert "code0" not in page
    turned = client.get(BACK + "?grunn=cancelled&sprak=nn", follow=True)
    assert "Du er ikkje logga inn" in turned.content.decode()
    assert client.get(BACK + "?grunn=x").status_code == 400


def test_who_stops_and_what_else_the_provider_says(playing: Playing) -> None:
    stopped = come_back(playing, code="", error="access_denied")
    refused(stopped, 403, "Du er ikke logget inn", "cancelled")
    refused(come_back(playing, code="", error="server_error"), 503, "svarer ikke nå", "down")
    refused(come_back(playing, code=""), 400, "Det mangler noe i svaret.", "broken")


@pytest.mark.parametrize("iss", ["https://evil.example", ""])
def test_the_answer_names_its_sender(playing: Playing, iss: str) -> None:
    refused(come_back(playing, iss=iss), 400, "Svaret har en annen avsender.", "issuer")


def test_three_tabs_and_one_question_each(playing: Playing) -> None:
    client = Client()
    client.get(START + "?neste=/min-side/profil/")
    first = BACK + playing.back()
    client.get(START)
    assert client.get(first)["Location"].startswith("/velkommen/?neste=%2Fmin-side%2Fprofil")


def test_the_method_is_kept_as_it_was_given(playing: Playing) -> None:
    for given in ("BankID Mobil", ["Buypass", "card"], None):
        playing.change = lambda said, given=given: said.update(amr=given)  # type: ignore[misc]
        come_back(playing)
    kept = SignedIn.objects.using("owner").order_by("began_at").values_list("amr", flat=True)
    assert list(kept) == ["BankID Mobil", ["Buypass", "card"], None]
