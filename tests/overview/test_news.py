"""My page tells what others have done since I was last in a log, and no more than I may read."""

import re

import pytest

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.overview.models import Seen
from stafett.plan import actions as plan
from stafett.voice.actions import private, telling
from tests import world as w
from tests.health import open_health_log
from tests.overview.reading import HERE, client_of
from tests.unfinished.writing import keep

pytestmark = pytest.mark.django_db
TOLD = re.compile(r"(\d+) nye? ting</a> <span class=\"st-subtle\">siden ")


def new_to(world: w.World, name: str) -> int:
    """How many things my page tells this person are new."""
    found = TOLD.search(client_of(world, name).get(HERE).content.decode())
    return int(found[1]) if found else 0


def test_what_others_did_since_i_was_there_is_new(world: w.World) -> None:
    log = w.open_log(world, plan_alone=("ragnhild",))
    words = "Du har ikke vært her ennå"
    assert words in client_of(world, "sunniva").get(HERE).content.decode()
    for name in ("sunniva", "kari", "ragnhild"):
        client_of(world, name).get(f"/logg/{log.pk}/")
    page = client_of(world, "sunniva").get(HERE).content.decode()
    assert words not in page
    assert "ting</a>" not in page
    w.agree_plan(world, log)
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        said = private.keep(by, kind="how", feeling="good", text="Gym er gøy.", at=w.now())
        telling.share(by, said.pk, chosen=None, at=w.now())
    counts = {name: new_to(world, name) for name in ("sunniva", "kari", "ragnhild")}
    entries = Entry.objects.using("owner").filter(book=log.pk, actor_id=world.kari.pk)
    planned = entries.filter(verb__startswith="plan.").count()
    # Kari's own changes are not new to her; Ragnhild does not hear the child.
    assert counts == {"sunniva": planned + 1, "kari": 1, "ragnhild": planned}
    # Marte has not opened it, but was there when she said yes.
    assert new_to(world, "marte") > planned
    log_page = client_of(world, "sunniva").get(f"/logg/{log.pk}/").content.decode()
    assert "Nytt for deg" in log_page
    assert (
        "Nytt for deg" not in client_of(world, "sunniva").get(f"/logg/{log.pk}/").content.decode()
    )
    assert "ting</a>" not in client_of(world, "sunniva").get(HERE).content.decode()


@pytest.mark.requirement("H4")
def test_what_is_hidden_is_not_counted_as_new(world: w.World) -> None:
    log = open_health_log(world)
    for name in ("kari", "ragnhild"):
        client_of(world, name).get(f"/logg/{log.pk}/")
    with acting_as(world.nora.pk):
        by = w.stand(world.nora, log)
        goal = plan.set_goal(
            by, main_id=None, text="Ro", background="", review_on=None, health=True, at=w.now()
        )
    assert goal
    assert "ting</a>" in client_of(world, "kari").get(HERE).content.decode()
    assert "ting</a>" not in client_of(world, "ragnhild").get(HERE).content.decode()


def test_how_far_i_have_come_is_mine_alone(world: w.World) -> None:
    log = w.open_log(world)
    client_of(world, "kari").get(f"/logg/{log.pk}/")
    for name in ("marte", "elias", "bjorg", "henrik"):
        with acting_as(world.people[name].pk):
            assert not Seen.objects.exists(), name
    with acting_as(world.kari.pk):
        assert Seen.objects.get().log_id == log.pk


def test_what_i_have_not_finished_is_told(world: w.World) -> None:
    log = w.open_log(world)
    words = "Du har skrevet noe som ikke er sendt."
    assert words not in client_of(world, "kari").get(HERE).content.decode()
    keep(client_of(world, "kari"), f"/logg/{log.pk}/felles-forstaelse/")
    page = client_of(world, "kari").get(HERE).content.decode()
    assert words in page
    assert 'href="/min-side/uferdig/"' in page
