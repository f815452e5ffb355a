"""The municipality's rules on the screen: for its administrators, and for nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import SETTINGS
from tests import world as w
from tests.overview.reading import client_of
from tests.overview.rules_pages import (
    CHANGE,
    RULES,
    TAKE_BACK,
    TRY,
    fields,
    later,
    opened_at,
    read,
    set_rules,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def henrik(world: w.World) -> Client:
    return client_of(world, "henrik")


@pytest.mark.parametrize("name", ["bjorg", "kari", "nils", "marte"])
def test_for_everyone_else_it_does_not_exist(world: w.World, name: str) -> None:
    client = client_of(world, name)
    missing = client.get("/kommune/finnes-ikke/").content
    for address in (RULES, CHANGE, TRY):
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code in (404, 405)
            assert answer.status_code == 405 or answer.content == missing
    assert client.post(TAKE_BACK, {}).status_code == 404


def test_a_visitor_is_led_to_sign_in(world: w.World) -> None:
    assert Client().get(RULES).status_code == 302


def test_every_rule_is_told_in_words_with_what_it_rests_on(henrik: Client) -> None:
    page = read(henrik)
    assert page.count("<dt>") == len(SETTINGS)
    for words in (
        "Ja fra ungdommen selv",
        "Fra 15 år",
        "Fram til barnet er 18 år",
        "Hver 2. måned",
        "Slettes etter 30 dager",
        "Hustadvika og Sogndal sier 15 år",
    ):
        assert words in page
    assert "krever mindre" not in page
    assert "Eikvåg tok Stafett i bruk." in page


def test_in_nynorsk_and_english(henrik: Client) -> None:
    assert "Ja frå dei føresette" in henrik.get(f"{RULES}?sprak=nn", follow=True).content.decode()
    assert "The guardians’ yes" in henrik.get(f"{RULES}?sprak=en", follow=True).content.decode()


def test_what_asks_less_is_warned_of(world: w.World, henrik: Client) -> None:
    set_rules(world, {"ordinary_care_one_guardian": True, "draft_kept_days": 40})
    page = read(henrik)
    assert "2 regler krever mindre enn det forsiktige utgangspunktet" in page
    assert "Én foresatt kan si ja til helsehjelp i hverdagen" in page
    assert "kommunens egen jurist" in page


def test_what_is_to_come_and_what_was_changed(world: w.World, henrik: Client) -> None:
    set_rules(world, {"holders_max": 2}, days=20)
    page = read(henrik)
    assert "Dette kommer" in page
    assert (
        page.count("Hvor mange som kan ha stafettpinnen: Inntil 2 samtidig. Før: Én om gangen.")
        == 2
    )
    assert "Henrik Dale bestemte nye regler som gjelder fra" in page


def test_coming_rules_can_be_changed_and_taken_back(world: w.World, henrik: Client) -> None:
    set_rules(world, {"holders_max": 4}, days=20)
    filled = fields(read(henrik, f"{CHANGE}?fra={later()}"))
    assert (filled["holders_max"], filled["from_date"]) == ("4", str(later()))
    sent = {"from_date": later(), "opened_at": opened_at(world.eikvag)}
    assert henrik.post(TAKE_BACK, sent).status_code == 302
    assert not PolicyVersion.objects.filter(from_date=later()).exists()
    assert "tatt tilbake" in read(henrik)
    assert henrik.post(TAKE_BACK, sent).status_code == 409
    for wrong in ({}, {"from_date": "x", "opened_at": "9" * 50}, {"from_date": "2026-13-01"}):
        assert henrik.post(TAKE_BACK, wrong).status_code == 409


@pytest.mark.requirement("C9", "H1")
def test_how_many_logs_would_need_a_new_signature_and_nothing_of_any(
    world: w.World, henrik: Client
) -> None:
    logs = [w.open_log(world), w.open_log(world, owner="nora", signers=("nora", "hanne"))]
    assert "Færre enn fem logger er åpne" in read(henrik)
    for name in ("a", "b", "c", "d", "e"):
        w.add_family(world, f"barn{name}", 8, [(f"mor{name}", "mother")], together=False)
        logs.append(w.open_log(world, owner=f"barn{name}", signers=(f"mor{name}",)))
    assert "Av de 7 åpne loggene ville ingen eller færre enn fem" in read(henrik)
    set_rules(world, {"youth_signs_from": 8}, days=20)
    page = read(henrik)
    assert "6 åpne logger ville trengt en ny underskrift" in page
    for secret in ("Elias", "Nora", "Marte", "Anders", "Hanne", "Berg", "Kari", "Nordlund", "Barn"):
        assert secret not in page
    for log in logs:
        assert str(log.pk) not in page
    assert str(world.elias.birth_date) not in page


def test_the_page_asks_the_same_however_many_logs_there_are(world: w.World, henrik: Client) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(henrik)
        return len(queries)

    read(henrik)
    w.open_log(world)
    few = asked()
    for number in range(8):
        w.add_family(world, f"barn{number}", 7, [(f"mor{number}", "mother")])
        w.open_log(world, owner=f"barn{number}", signers=(f"mor{number}",))
    set_rules(world, {"youth_signs_from": 7}, days=20)
    set_rules(world, {"youth_signs_from": 6}, days=30)
    assert asked() == few
    assert few <= 12
