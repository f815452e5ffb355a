"""The child's words stand beside the plan, for those who hear the child."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.voice.actions import private, talks, telling
from tests import world as w
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("A11", "M6", "M11")
def test_the_log_page_has_what_everyone_is_told_and_nothing_that_chosen_ones_are(
    world: w.World,
) -> None:
    log = w.open_log(world, plan_alone=("ragnhild",))
    tell(world, log, "Det er best når Kari venter.", chosen=None)
    tell(world, log, "Jeg gruer meg til gym.", chosen=[world.people["sunniva"].pk])
    page = page_of(world, log, "marte")
    assert "«Det er best når Kari venter.»" in page
    assert "Elias, til alle i dag" in page
    assert "«Det er best når Kari venter.»" not in page_of(world, log, "ragnhild")
    assert "gruer meg" not in page_of(world, log, "sunniva")
    with acting_as(world.kari.pk):
        talks.write_talk(
            w.stand(world.kari, log),
            adult_id=world.people["sunniva"].pk,
            talked_on=timezone.localdate(),
            way="talk",
            words="Jeg liker fotball.",
            at=w.now() + timedelta(minutes=1),
        )
    page = page_of(world, log, "elias")
    assert "«Jeg liker fotball.»" in page
    assert "Elias, til Sunniva Aas i dag" in page
    assert page.count("st-voice__picture") == 1


def tell(world: w.World, log: Log, text: str, chosen: list[UUID] | None) -> None:
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        words = private.keep(by, kind="how", feeling="", text=text, at=w.now())
        telling.share(by, words.pk, chosen=chosen, at=w.now())


def page_of(world: w.World, log: Log, name: str) -> str:
    client = signed_in(world.people[name], world.eikvag)
    return client.get(f"/logg/{log.pk}/").content.decode()
