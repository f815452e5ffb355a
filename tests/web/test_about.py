"""What the municipality says of itself: privacy, accessibility, whom to ask."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import PRESETS
from tests.training_town import make_town
from tests.world import save

pytestmark = pytest.mark.django_db
OWN = {
    "help_contact": "Bjørg Solheim, 01234 510",
    "help_films": "https://eikvag.example/filmer",
    "privacy_contact": "Ombud <Berg>, 01234 511",
    "accessibility_statement": "https://uustatus.example/eikvag",
}


def with_words(town: Municipality, **settings: object) -> None:
    policy = replace(PRESETS["national"], **settings)  # type: ignore[arg-type]
    yesterday = timezone.localdate() - timedelta(days=1)
    save(PolicyVersion(municipality=town, from_date=yesterday, settings=policy.as_settings()))


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.requirement("C14", "S2")
def test_the_help_says_whom_to_ask_here_and_where_the_films_are(client: Client) -> None:
    town = make_town().municipality
    for address in ("/hjelp/", "/hjelp/plan/"):
        assert "Den som kan mest" not in read(client, address)
    with_words(town, **OWN)
    for address in ("/hjelp/", "/hjelp/plan/"):
        told = read(client, address)
        assert "Bjørg Solheim, 01234 510" in told
        assert 'href="https://eikvag.example/filmer"' in told


@pytest.mark.requirement("G21")
def test_the_page_about_privacy_tells_what_is_decided(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = make_town().municipality
    told = read(client, "/personvern/")
    for words in ("Eikvåg kommune har ansvaret", "Arkivloven", "12 måneder", "etter 30 minutter"):
        assert words in told
    assert "Slettes etter 90 dager" in told
    with_words(town, **OWN, consent_valid_months=7)
    monkeypatch.setattr("stafett.web.about_views.KEPT_FOR", timedelta(days=33))
    told = read(client, "/personvern/")
    assert "Slettes etter 33 dager" in told
    assert "7 måneder" in told
    assert "Ombud &lt;Berg&gt;, 01234 511" in told


def test_the_statement_of_accessibility_is_the_municipalitys_own(client: Client) -> None:
    town = make_town().municipality
    assert "Dette sier Stafett selv" in read(client, "/tilgjengelighet/")
    with_words(town, **OWN)
    told = read(client, "/tilgjengelighet/")
    assert 'href="https://uustatus.example/eikvag"' in told
    assert "Dette sier Stafett selv" not in told


def test_every_page_leads_there(client: Client) -> None:
    make_town()
    for address in ("/", "/hjelp/", "/finnes-ikke/"):
        told = client.get(address).content.decode()
        assert 'href="/personvern/"' in told
        assert 'href="/tilgjengelighet/"' in told
