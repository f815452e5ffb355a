"""What surrounds every page: headers, errors, the sizes and letters that are refused."""

import re
from io import BytesIO

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

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


@pytest.mark.parametrize(
    "address", ["/", "/logg-inn/", "/finnes-ikke/", "/?a=%00", "/probe/breaks/", "/probe/says/"]
)
def test_every_answer_is_closed_to_others(kari: Client, address: str) -> None:
    headers = kari.get(address).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_pages_hold_no_style_and_no_script_of_their_own(kari: Client) -> None:
    for address in ("/", "/logg-inn/", "/logg-ut/", "/finnes-ikke/", "/probe/breaks/"):
        text = kari.get(address).content.decode()
        assert not re.search(r"\sstyle=|<style|\son\w+=|javascript:", text)
        assert not re.search(r"<script(?![^>]* src=\"/static/)", text)
        assert not re.search(r"(src|href)=\"(https?:)?//", text)


def test_what_is_not_yours_looks_like_what_does_not_exist(kari: Client) -> None:
    bodies = {
        kari.get(address).content
        for address in (
            "/probe/logg/1/",
            "/probe/logg/2/?hvem=Elias&amp",
            "/finnes/ikke/",
            "/logg/00000000-0000-0000-0000-000000000000/x/y/",
        )
    }
    assert len(bodies) == 1
    text = bodies.pop().decode()
    assert "Vi finner ikke denne siden" in text
    assert "csrf" not in text.lower()
    assert not re.search(r"probe|Elias|/logg/", text.replace("/logg-ut/", ""))
    assert kari.get("/probe/logg/1/").status_code == 404


def test_a_message_waits_past_an_error_page(kari: Client) -> None:
    kari.get("/probe/says/")
    assert "Tiltaket" not in kari.get("/finnes/ikke/").content.decode()
    text = kari.get("/").content.decode()
    assert 'role="status"' in text
    assert "Tiltaket om &lt;Elias&gt; er lagret." in text
    assert "Tiltaket" not in kari.get("/").content.decode()


def test_the_page_for_our_own_faults_is_calm_and_tells_nothing(kari: Client) -> None:
    answer = kari.get("/probe/breaks/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in text
    assert "Ingenting er endret" in text
    assert "secret" not in text
    assert "Traceback" not in text


def test_the_page_for_our_own_faults_speaks_the_persons_language(kari: Client) -> None:
    kari.get("/?sprak=nn")
    assert "Noko gjekk gale hos oss" in kari.get("/probe/breaks/").content.decode()


def test_without_a_database_the_page_for_our_own_faults_still_comes(
    kari: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(person_id: object) -> None:
        raise OperationalError("the database is gone")

    monkeypatch.setattr("stafett.identity.middleware.acting_as", down)
    answer = kari.get("/")
    assert answer.status_code == 500
    assert "Noe gikk galt hos oss" in answer.content.decode()


def test_another_sites_name_is_refused_with_a_page(client: Client, town: Town) -> None:
    answer = client.get("/", headers={"host": "evil.example"})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "Dette forsto vi ikke" in text
    assert "evil" not in text


@pytest.mark.parametrize(
    "address", ["/?q=%00", "/%00/", "/logg-inn/?neste=%00", "/logg/%00/", "/?q=a\0b"]
)
def test_a_nul_in_the_address_is_refused(kari: Client, address: str) -> None:
    answer = kari.get(address)
    assert answer.status_code == 400
    assert "Dette forsto vi ikke" in answer.content.decode()


def test_a_nul_in_a_form_is_told_at_the_field(client: Client, town: Town) -> None:
    answer = client.post("/logg-inn/", {"username": "demo\0", "password": "x"})
    assert answer.status_code == 422
    assert "usynlig tegn" in answer.content.decode()


def test_letters_that_are_none_are_no_fault_of_ours(client: Client, town: Town) -> None:
    body = b"username=%ff%fe%ed%a0%80&password=\xff\xfe"
    answer = client.post("/logg-inn/", body, "application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert client.get("/?a=%ff&sprak=%ed%a0%80").status_code == 302
    assert client.get("/%ff%fe/").status_code == 404


def test_too_much_at_once_is_told_and_read_to_its_end(client: Client, town: Town) -> None:
    body = BytesIO(b"username=" + b"x" * 3_000_000)
    answer = client.generic(
        "POST", "/logg-inn/", body.getvalue(), "application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "Dette er for mye på en gang" in answer.content.decode()
    assert answer.wsgi_request.read(10) == b""


def test_too_many_fields_are_refused(client: Client, town: Town) -> None:
    answer = client.post("/logg-inn/", {f"f{number}": "x" for number in range(1100)})
    assert answer.status_code == 400


def test_what_no_browser_sends_finds_nothing_either(kari: Client) -> None:
    """The page for what is not there shows what was written, where that can be read."""
    nowhere = "/logg/00000000-0000-4000-8000-000000000000/stafettpinne/"
    many = {f"f{number}": "x y" for number in range(1100)}
    assert kari.post(nowhere, many).status_code == 404
    form = "application/x-www-form-urlencoded; charset=utf-16"
    for kind in ("multipart/form-data", "multipart/form-data; boundary=æ", form):
        assert kari.generic("POST", nowhere, b"x y", kind).status_code == 404


def test_a_form_from_an_old_page_gives_back_what_was_written(town: Town) -> None:
    strict = Client(enforce_csrf_checks=True)
    written = {
        "text": "Elias <liker> fotball.",
        "choice": "home",
        "password": "min hemmelige setning",
    }
    answer = strict.post("/logg-inn/", written | {"csrfmiddlewaretoken": "a b"})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Siden har stått åpen for lenge" in text
    assert "Elias &lt;liker&gt; fotball." in text
    assert "hemmelig" not in text
    assert text.count("<textarea") == 2  # the token too was written by hand


def test_a_visitor_is_sent_to_sign_in_and_on(client: Client, town: Town) -> None:
    answer = client.get("/probe/behind/?del=2")
    assert answer["Location"] == "/logg-inn/?neste=%2Fprobe%2Fbehind%2F%3Fdel%3D2"
    page = client.get(answer["Location"])
    assert 'name="neste" value="/probe/behind/?del=2"' in page.content.decode()


def test_a_form_sent_after_the_session_ended_is_not_lost(client: Client, town: Town) -> None:
    answer = client.post("/probe/behind/", {"text": "Vi har snakket med Elias."})
    text = answer.content.decode()
    assert answer.status_code == 403
    assert "Du er ikke logget inn lenger" in text
    assert "Vi har snakket med Elias." in text


def test_nothing_on_the_page_leads_nowhere(kari: Client) -> None:
    text = kari.get("/").content.decode()
    addresses = set(re.findall(r'(?:href|action)="(/[^"#]*)', text))
    assert reverse("sign_out") in addresses
    for address in addresses:
        if not address.startswith("/static/"):
            assert kari.get(address).status_code in (200, 405), address
    for anchor in re.findall(r'href="#([^"]+)"', text):
        assert f'id="{anchor}"' in text
