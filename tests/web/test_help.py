"""The help: a topic for every page, in three languages, found by word in any of them (S1)."""

import re

import pytest
from django.test import Client
from django.urls import resolve
from lxml import html

from stafett.municipality.models import Unit
from stafett.web.help_search import search
from stafett.web.help_texts import FOLDER, text
from stafett.web.help_topics import TOPICS, topic_of
from stafett.web.language import CODES
from tests.browser.addresses import FILES, names
from tests.training_town import make_town, sign_in
from tests.world import save

LINK = re.compile(r"\]\((.*?)\)")


@pytest.mark.requirement("S1")
def test_every_page_has_a_topic() -> None:
    pages = names() - FILES - {"figures"}  # what a monitor reads
    without = sorted(name for name in pages if topic_of(name) is None)
    assert not without, f"Give these a topic in stafett/web/help_topics.py: {without}"


@pytest.mark.parametrize("language", CODES)
def test_every_topic_is_told_in_every_language(language: str) -> None:
    assert {path.stem for path in (FOLDER / language).glob("*.md")} == set(TOPICS)
    for topic in TOPICS:
        told = text(topic, language)
        assert told.title
        assert told.words.count(",") > 3, f"{topic}: what do people search for?"
        assert 200 < len(told.text) < 1200, f"{topic}: short, one thing"
        for address in LINK.findall(told.text):
            match = resolve(address)
            assert match.kwargs.get("topic", "plan") in TOPICS, address


@pytest.mark.requirement("S1")
@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        ("gjenåpne", "gjenapne"),  # bokmål
        ("gjenopne", "gjenapne"),  # nynorsk
        ("reopening a log", "gjenapne"),
        ("helseopplysningene", "hvem-ser"),
        ("helseopplysningane", "hvem-ser"),
        ("hvordan trekker jeg samtykket", "trekke-samtykke"),
        ("MØTENE", "moter"),
        ("moeter", "moter"),
        ("glemt passord", "ung-innlogging"),
        ("gløymt passord", "ung-innlogging"),
        ("individuell plan", "overgang"),
        ("sms", "varsler"),
    ],
)
def test_a_word_finds_its_topic_whatever_one_writes(asked: str, topic: str) -> None:
    assert topic in search(asked)[:2]


@pytest.mark.parametrize("asked", ["xyzzy", "", "og i på", "%", "'\"<>", "a" * 5000, "\u0130"])
def test_what_is_not_there_is_not_found(asked: str) -> None:
    assert search(asked) == []


@pytest.mark.django_db
def test_the_page_one_came_from_is_helped_first(client: Client) -> None:
    sign_in(client, make_town().kari)
    link = re.search(r'href="(/hjelp/\?side=[^"]*)"', client.get("/min-side/").content.decode())
    assert link
    told = client.get(link[1]).content.decode()
    assert f">{text('min-side', 'nb').title}</h2>" in told
    assert told.count('href="/hjelp/plan/"') == 1  # all topics are there
    for odd in ("finnes-ikke", "<script>", "%00x"):
        assert "script>alert" not in client.get("/hjelp/", {"side": odd}).content.decode()


@pytest.mark.django_db
def test_it_opens_beside_what_one_is_writing_and_says_so(client: Client) -> None:
    make_town()
    (link,) = html.fromstring(client.get("/").content).xpath("//header//a[@target='_blank']")
    assert link.get("href").startswith("/hjelp/")
    assert "ny fane" in link.get("aria-label")
    assert link.get("title") == link.get("aria-label")


@pytest.mark.django_db
def test_a_search_tells_what_was_found(client: Client) -> None:
    found = client.get("/hjelp/?q=gjenopne").content.decode()
    assert 'href="/hjelp/gjenapne/"' in found.split('id="emner"')[0]
    none = client.get("/hjelp/?q=<b>xyzzy</b>").content.decode()
    assert "Fant ingenting om «&lt;b&gt;xyzzy&lt;/b&gt;»" in none


@pytest.mark.django_db
def test_a_topic_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get("/hjelp/finnes-ikke/").status_code == 404
    assert client.get("/hjelp/plan/").status_code == 200


@pytest.mark.django_db
def test_an_error_page_does_not_tell_where_one_was(client: Client) -> None:
    sign_in(client, make_town().kari)
    nothing = client.get("/logg/00000000-0000-4000-8000-000000000000/").content.decode()
    assert 'href="/hjelp/"' in nothing
    assert "side=" not in nothing


@pytest.mark.django_db
@pytest.mark.requirement("T1", "T2")
def test_families_and_the_young_learn_whom_to_turn_to(client: Client) -> None:
    town = make_town().municipality
    for name, kind in (("Åsen skole", "school"), ("Utsikten", "kindergarten"), ("PPT", "ppt")):
        save(Unit(municipality=town, key=kind, name=name, kind=kind))
    told = client.get("/hjelp/familie/").content.decode()
    assert "Åsen skole" in told
    assert "Utsikten" in told
    assert "<dd>PPT" not in told  # nobody begins there
    assert "mailto:stafett@eikvag.example" in told
    assert "Har du fylt 15 år" in told
    assert "tel:116111" in told
    assert 'href="/hjelp/familie/"' in client.get("/").content.decode()


@pytest.mark.django_db
def test_neither_does_the_page_for_a_form_sent_signed_out(client: Client) -> None:
    make_town()
    refused = client.post("/min-side/profil/").content.decode()
    assert "Du er ikke logget inn" in refused
    assert "side=" not in refused
