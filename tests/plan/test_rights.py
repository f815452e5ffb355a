"""Who may write, who may read, and for whom nothing is there."""

from collections.abc import Callable

import pytest
from django.test import Client

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs.models import Log
from tests import clients
from tests import world as w
from tests.plan.full import make_full
from tests.plan.test_bad_input import good
from tests.plan.test_writing import verbs

pytestmark = pytest.mark.django_db


def writing_pages(log: Log, ids: dict[str, object]) -> list[str]:
    base = f"/logg/{log.pk}/"
    return [
        f"{base}felles-forstaelse/",
        f"{base}mal/ny/",
        f"{base}mal/{ids['main']}/delmal/",
        f"{base}mal/{ids['sub']}/endre/",
        f"{base}mal/{ids['sub']}/avslutt/",
        f"{base}tiltak/ny/{ids['sub']}/",
        f"{base}tiltak/{ids['due']}/endre/",
        f"{base}tiltak/{ids['due']}/hvordan-gar-det/",
    ]


def reading_pages(log: Log, ids: dict[str, object]) -> list[str]:
    return [f"/logg/{log.pk}/mal/{ids['sub']}/", f"/logg/{log.pk}/tiltak/{ids['due']}/"]


@pytest.mark.requirement("Z4", "H11")
def test_guardians_who_may_only_read_meet_no_form() -> None:
    world = w.make_world("aardal")
    log = w.open_log(world)
    ids = make_full(world, log, comments=False)
    marte = clients.signed_in(world.marte, world.eikvag)
    before = verbs(log)
    for address in writing_pages(log, ids):
        assert marte.get(address).status_code == 404, address
        assert marte.post(address, good(world)).status_code == 404, address
    for address in reading_pages(log, ids):
        page = marte.get(address).content.decode()
        assert "<form" not in page.split("<main")[1]
        assert "/endre/" not in page
        assert marte.post(address, {"text": "Hei"}).status_code == 404, address
    assert verbs(log) == before
    kari = clients.signed_in(world.kari, world.eikvag)
    assert all(kari.get(address).status_code in (200, 302) for address in writing_pages(log, ids))


def test_for_everyone_else_nothing_is_there(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    ids = make_full(world, log)
    for name in ("tor", "nils", "henrik", "bjorg", "hanne"):
        finds_nothing(world, log, ids, client_of(name))


def finds_nothing(world: w.World, log: Log, ids: dict[str, object], stranger: Client) -> None:
    no_log = "/logg/00000000-0000-4000-8000-000000000000/"
    nothing = stranger.get(f"{no_log}felles-forstaelse/").content
    for address in writing_pages(log, ids) + reading_pages(log, ids):
        answer = stranger.get(address)
        assert (answer.status_code, answer.content) == (404, nothing), address
        wrote = stranger.post(address, good(world))
        same = stranger.post(address.replace(f"/logg/{log.pk}/", no_log), good(world))
        assert (wrote.status_code, wrote.content) == (404, same.content), address


def test_who_lost_the_right_while_writing_sees_the_own_text_again(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    ids = make_full(world, log)
    sunniva = client_of("sunniva")
    address = f"/logg/{log.pk}/tiltak/{ids['prat']}/"
    assert sunniva.get(address).status_code == 200
    with acting_as(world.kari.pk):
        note = {"reason": "reached", "note_text": "Takk."}
        endings.close(w.stand(world.kari, log), **note, at=w.now())
    answer = sunniva.post(address, {"text": "Vi snakket om fotball i dag."})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Vi snakket om fotball i dag." in page
    assert "Elias" not in page


def test_a_visitor_is_sent_to_sign_in_and_keeps_what_was_written(log: Log, world: w.World) -> None:
    make_full(world, log)
    visitor = Client()
    address = f"/logg/{log.pk}/felles-forstaelse/"
    assert visitor.get(address)["Location"].startswith("/logg-inn/")
    answer = visitor.post(address, {"shared": "Han liker fotball."})
    assert answer.status_code == 403
    assert "Han liker fotball." in answer.content.decode()
