"""Who has the baton is told whose yes new rules ask for besides, in the log itself."""

import pytest

from stafett.logs.models import Log
from tests import world as w
from tests.clients import signed_in
from tests.overview.rules_pages import set_rules

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("Z1")]
NEW = "Kommunen har fått nye regler"


def consent_page(world: w.World, name: str) -> str:
    log = Log.objects.using("owner").get(owner=world.elias.pk)
    reader = signed_in(world.people[name], world.eikvag)
    return reader.get(f"/logg/{log.pk}/samtykke/").content.decode()


@pytest.fixture
def world() -> w.World:
    world = w.make_world()
    w.open_log(world)
    return world


def test_whose_yes_the_next_question_needs(world: w.World) -> None:
    assert NEW not in consent_page(world, "kari")
    set_rules(world, {"youth_signs_from": 8})
    page = consent_page(world, "kari")
    assert NEW in page
    assert "Neste gang du spør, må også Elias Berg si ja." in page
    for name in ("marte", "elias", "sunniva"):
        assert NEW not in consent_page(world, name)


def test_rules_that_ask_for_nobody_more_are_not_told(world: w.World) -> None:
    set_rules(world, {"silent_days": 12})
    assert NEW not in consent_page(world, "kari")
    set_rules(world, {"youth_signs_from": 8}, days=1)
    assert NEW not in consent_page(world, "kari")
