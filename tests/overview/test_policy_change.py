"""Changing the municipality's rules: what one sees, mistakes, and two at once."""

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from stafett.municipality.models import PolicyVersion, Role
from stafett.municipality.policy import PRESETS
from tests import world as w
from tests.overview.reading import client_of
from tests.overview.rules_pages import (
    CHANGE,
    fields,
    later,
    read,
    set_rules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def henrik(world: w.World) -> Client:
    return client_of(world, "henrik")


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_fills_in_the_form(henrik: Client, preset: str) -> None:
    filled = fields(read(henrik, f"{CHANGE}?utgangspunkt={preset}"))
    settings = PRESETS[preset].as_settings()
    for name, value in settings.items():
        assert filled.get(name, "") == ("" if value is None else str(value)), name
    assert filled["preset"] == preset


def test_the_form_begins_with_the_rules_as_they_are(world: w.World, henrik: Client) -> None:
    set_rules(world, {"holders_max": 4})
    for query in ("", "?utgangspunkt=oslo", "?fra=hei", "?fra=2001-01-01"):
        assert fields(read(henrik, CHANGE + query))["holders_max"] == "4"


def test_one_sees_what_it_means_before_it_is_saved(world: w.World, henrik: Client) -> None:
    filled = fields(read(henrik, CHANGE)) | {"holders_max": "2", "from_date": str(later())}
    answer = henrik.post(CHANGE, filled)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 regel blir annerledes" in page
    assert PolicyVersion.objects.count() == 2
    sure = fields(page)
    assert sure == filled
    back = henrik.post(CHANGE, sure | {"steg": "mer"})
    assert fields(back.content.decode()) == filled
    saved = henrik.post(CHANGE, sure | {"steg": "lagre"}, follow=True)
    assert "De nye reglene er lagret." in saved.content.decode()
    assert PolicyVersion.objects.get(from_date=later()).settings["holders_max"] == 2


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"youth_signs_from": "femten"}, "youth_signs_from", "alder i hele år"),
        ({"youth_signs_from": "121"}, "youth_signs_from", "alder i hele år"),
        ({"consent_valid_months": "0"}, "consent_valid_months", "fra 1 til 1000"),
        ({"draft_kept_days": ""}, "draft_kept_days", "fra 1 til 1000"),
        ({"draft_kept_days": "9" * 5000}, "draft_kept_days", "fra 1 til 1000"),
        ({"start_level": "4"}, "start_level", "Velg en av disse."),
        ({"guardian_access": ""}, "guardian_access", "Velg en av disse."),
        ({"assisted_signing": "true"}, "assisted_signing", "Velg en av disse."),
        ({"guardians_sign_until": "14"}, "youth_signs_from", "når barnet er 14 år"),
        ({"from_date": "2001-01-01"}, "from_date", "Denne dagen er passert."),
        ({"from_date": "9999-12-31"}, "from_date", "mer enn ti år"),
        ({"from_date": "i morgen"}, "from_date", "dato"),
        ({"from_date": ""}, "from_date", "Skriv den første dagen."),
    ],
)
def test_a_mistake_is_told_at_its_field_and_everything_typed_stays(
    henrik: Client, wrong: dict[str, str], field: str, says: str
) -> None:
    filled = fields(read(henrik, CHANGE)) | wrong
    for step in ("", "lagre", "mer"):
        answer = henrik.post(CHANGE, filled | {"steg": step})
        assert answer.status_code == 422
        page = html.fromstring(answer.content.decode())
        [error] = page.xpath(f'//*[@id="id_{field}_error"]')
        assert says in error.text_content()
        assert fields(answer.content.decode()) | wrong == filled
    assert PolicyVersion.objects.count() == 2


def test_nothing_sent_and_nonsense_sent_are_no_errors_of_ours(henrik: Client) -> None:
    filled = fields(read(henrik, CHANGE))
    for sent in (
        {},
        {"steg": "lagre"},
        filled | {"opened_at": "hei", "preset": "<script>", "steg": "lagre"},
        filled | {"holders_max": ["2", "x\0"]},
        filled | {"preset": "a" * 100, "opened_at": "-1"},
    ):
        assert henrik.post(CHANGE, sent).status_code in (200, 302, 409, 422)


def test_where_nothing_would_change_it_says_so(henrik: Client) -> None:
    filled = fields(read(henrik, CHANGE))
    for step in ("", "lagre"):
        answer = henrik.post(CHANGE, filled | {"steg": step})
        assert answer.status_code == 422
        assert "Ingenting ville bli endret" in answer.content.decode()


def test_rules_that_began_today_cannot_be_replaced_today(world: w.World, henrik: Client) -> None:
    set_rules(world, {"holders_max": 2})
    filled = fields(read(henrik, CHANGE))
    today = str(timezone.localdate())
    answer = henrik.post(CHANGE, filled | {"holders_max": "3", "from_date": today})
    assert answer.status_code == 422
    assert "Andre regler har begynt å gjelde i dag." in answer.content.decode()


def test_who_comes_second_is_told_what_the_first_did_and_can_save_after_all(
    world: w.World, henrik: Client
) -> None:
    w.add_staff(world, "vigdis", "Moe", world.ppt, "Systemansvarlig", Role.ADMINISTRATOR)
    filled = fields(read(henrik, CHANGE)) | {"holders_max": "3", "steg": "lagre"}
    set_rules(world, {"start_level": 2}, days=40, by="vigdis")
    answer = henrik.post(CHANGE, filled)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Vigdis Moe bestemte nye regler" in page
    again = fields(page)
    assert again["holders_max"] == "3"
    assert henrik.post(CHANGE, again | {"steg": "lagre"}).status_code == 302


def test_before_saving_too(world: w.World, henrik: Client) -> None:
    log = w.open_log(world)
    for name in ("a", "b", "c", "d"):
        w.add_family(world, f"barn{name}", 8, [(f"mor{name}", "mother")], together=False)
        w.open_log(world, owner=f"barn{name}", signers=(f"mor{name}",))
    filled = fields(read(henrik, CHANGE)) | {"youth_signs_from": "8"}
    page = henrik.post(CHANGE, filled).content.decode()
    assert "5 åpne logger ville trengt en ny underskrift" in page
    assert str(log.pk) not in page


def test_a_preset_leaves_what_the_municipality_says_of_itself(
    henrik: Client, world: w.World
) -> None:
    set_rules(world, {"help_contact": "Bjørg Solheim, 01234 510"})
    filled = read(henrik, f"{CHANGE}?utgangspunkt=sogndal")
    assert "Bjørg Solheim, 01234 510" in filled
    sent = fields(filled) | {"help_films": "eikvag.example/filmer"}
    answer = henrik.post(CHANGE, sent)
    assert answer.status_code == 422
    assert "Skriv en adresse som begynner med https://" in answer.content.decode()
