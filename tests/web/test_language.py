"""The language is chosen by the person, and kept."""

import pytest
from django.test import Client

from stafett.people.models import Person
from stafett.web.language import wanted
from tests.training_town import make_town, sign_in


@pytest.mark.parametrize(
    ("chosen", "cookie", "accepted", "language"),
    [
        ("nn", "en", "nb", "nn"),
        ("", "en", "nb", "en"),
        ("", "", "nn-NO,nb;q=0.8", "nn"),
        ("", "", "no", "nb"),
        ("", "", "nb-NO", "nb"),
        ("", "", "pl,en-GB;q=0.7", "en"),
        ("", "", "sv,da;q=0.5", "nb"),
        ("", "", "", "nb"),
        ("klingon", "<script>", ",,;q=x", "nb"),
    ],
)
def test_whose_wish_goes_first(chosen: str, cookie: str, accepted: str, language: str) -> None:
    assert wanted(chosen, cookie, accepted) == language


@pytest.mark.django_db
def test_a_visitor_chooses_and_the_machine_remembers(client: Client) -> None:
    answer = client.get("/logg-inn/?neste=%2Flogg%2Fny%2F&sprak=nn")
    assert (answer.status_code, answer["Location"]) == (302, "/logg-inn/?neste=%2Flogg%2Fny%2F")
    page = client.get("/")
    assert b'<html lang="nn"' in page.content
    assert page["Content-Language"] == "nn"
    assert "Når fleire hjelper eit barn" in page.content.decode()


@pytest.mark.django_db
def test_a_person_takes_the_choice_along_to_another_machine(client: Client) -> None:
    town = make_town()
    sign_in(client, town.kari)
    client.get("/?sprak=en")
    assert Person.objects.using("owner").get(pk=town.kari.person_id).language == "en"
    other = Client(headers={"accept-language": "nb"})
    sign_in(other, town.kari)
    assert b'<html lang="en"' in other.get("/").content


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_start_page_speaks_each_language_whole(client: Client, language: str) -> None:
    make_town()
    client.get(f"/?sprak={language}")
    text = client.get("/").content.decode()
    first = {"nb": "Trenger dere hjelp?", "nn": "Treng de hjelp?", "en": "Do you need help?"}
    line = {"nb": "Kontaktlærer<", "nn": "Kontaktlærar<", "en": "In English<"}
    assert first[language] in text
    assert line[language] in text


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["xx", "", "nb'--", "nb%00", "%C3%28"])
def test_a_language_nobody_has_changes_nothing(client: Client, value: str) -> None:
    answer = client.get(f"/?sprak={value}")
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert "sprak" not in answer.cookies


@pytest.mark.django_db
def test_the_choice_never_leads_to_another_site(client: Client) -> None:
    answer = client.get("/?sprak=nn", PATH_INFO="//evil.example/")
    assert answer["Location"] == "/%2Fevil.example/"
