"""The consent's page before the consent runs out, and after."""

from datetime import timedelta

import pytest
from django.utils import timezone

from stafett.consent import daily
from stafett.logs.models import Log
from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from tests import world as w
from tests.logins import as_worker

from .pages import address, client_of, words

pytestmark = pytest.mark.django_db
SOON = "Samtykket går ut"


def make_world(months: int) -> w.World:
    """A municipality in which a consent counts for so many months."""
    world = w.make_world()
    settings = PRESETS["national"].as_settings() | {"consent_valid_months": months}
    yesterday = timezone.localdate() - timedelta(days=1)
    w.save(
        PolicyVersion(
            municipality=world.eikvag, from_date=yesterday, preset="own", settings=settings
        )
    )
    return world


def said(world: w.World, log: Log, who: str) -> str:
    return words(client_of(world, who).get(address(log, "samtykke")))


def test_the_holder_is_told_what_to_do_and_the_family_that_it_comes() -> None:
    world = make_world(1)
    log = w.open_log(world)
    kari = said(world, log, "kari")
    assert SOON in kari
    assert "I det nye spørsmålet setter du en ny siste dag for hver person." in kari
    assert "Be om et nytt samtykke" in kari
    for who in ("marte", "elias", "sunniva"):
        theirs = said(world, log, who)
        assert SOON in theirs
        assert "Ingenting blir forlenget uten et nytt ja." in theirs
        assert "Be om et nytt samtykke" not in theirs


def test_the_new_question_is_begun_from_there() -> None:
    world = make_world(1)
    log = w.open_log(world)
    w.ask_consent(world, log, scopes=("participants",))
    for who in ("kari", "marte"):
        assert "Sier alle ja til det nye spørsmålet før det" in said(world, log, who)


def test_nothing_is_said_long_before() -> None:
    world = make_world(3)
    log = w.open_log(world)
    for who in ("kari", "marte"):
        assert SOON not in said(world, log, who)


def test_afterwards_the_family_reads_that_it_ran_out() -> None:
    world = make_world(1)
    log = w.open_log(world)
    with as_worker():
        daily.run(timezone.now() + timedelta(days=32))
    marte = said(world, log, "marte")
    assert "Gikk ut" in marte
    assert "Trekk samtykket" not in marte
    assert client_of(world, "kari").get(address(log, "samtykke")).status_code == 404
