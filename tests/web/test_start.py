"""The front page, by the municipality's own policy and by who looks."""

import pytest
from django.test import Client

from stafett.web.start import SHOWN_AT_FIRST
from tests.training_town import _account, make_town, sign_in
from tests.world import found_town

pytestmark = pytest.mark.django_db


def read(client: Client) -> str:
    return client.get("/").content.decode()


@pytest.mark.parametrize(
    ("preset", "said"),
    [
        ("national", "Har du fylt 15 år, kan ingen starte en logg uten at du selv sier ja."),
        ("hustadvika-2020", "Har du fylt 15 år, kan ingen starte en logg uten at du selv sier ja."),
        ("sogndal", "Har du fylt 15 år, er det du som sier ja til en logg."),
        ("aardal", None),
    ],
)
def test_the_young_are_told_what_their_yes_means_here(
    client: Client, preset: str, said: str | None
) -> None:
    make_town(preset)
    text = read(client)
    assert "Er du ung?" in text
    assert (said in text) if said else ("Har du fylt" not in text)


def test_families_learn_how_to_get_help(client: Client) -> None:
    make_town()
    assert "Snakk med barnehagen, skolen, helsestasjonen" in read(client)  # T1
    assert "Si det til en voksen du stoler på" in read(client)  # T2


def test_in_training_the_banner_and_the_people_are_there(client: Client) -> None:
    make_town()
    text = read(client)
    assert "Alle mennesker og opplysninger er oppdiktet." in text
    assert text.index("Familien") < text.index("Marte Lunde") < text.index("De som hjelper")
    assert "De som leder" not in text  # nobody in it


def test_outside_training_there_is_no_dead_button(client: Client) -> None:
    make_town(training=False)
    text = read(client)
    assert "Innlogging med ID-porten er ikke satt opp." in text
    assert "oppdiktet" not in text
    assert "Marte Lunde" not in text
    assert "<form" not in text
    assert "/logg-inn/" not in text


def test_a_training_municipality_beside_a_real_one_lends_it_nobody(client: Client) -> None:
    make_town()
    found_town("Aker kommune", training=False)
    text = read(client)
    assert "Aker kommune" in text
    assert "Marte Lunde" not in text


def test_with_nothing_set_up_the_page_still_stands(client: Client) -> None:
    assert client.get("/").status_code == 200


def test_long_lists_are_folded(client: Client) -> None:
    town = make_town()
    for number in range(SHOWN_AT_FIRST + 2):
        _account(town.municipality, f"Nr{number}", "Berg", "family", "Mor", "Mor")
    text = read(client)
    assert "Vis 3 til" in text
    assert text.count("<details") == 1


def test_the_page_asks_the_database_four_things(client: Client, django_assert_num_queries) -> None:
    make_town()
    read(client)
    # The person's setting (after BEGIN), the municipality, its policy, the people to try.
    with django_assert_num_queries(6):
        read(client)


def test_somebody_signed_in_is_led_to_their_own_page(client: Client) -> None:
    town = make_town()
    sign_in(client, town.kari)
    text = read(client)
    assert "Kari Nesheim" in text
    assert "Gå til min side" in text
