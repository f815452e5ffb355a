"""What a page gives the script that keeps it live, and what it is not when it fetches itself."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stafett.identity.models import IDLE, LONGEST, SignedIn
from stafett.logs.models import Log, Reading
from tests import clients
from tests import world as w
from tests.live.test_streams import count, write

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L1")]
ADDRESS = "http://127.0.0.1:9"
ITSELF: dict[str, Any] = {"headers": {"Stafett-Live": "1"}}


@pytest.fixture
def client_of(world: w.World, settings: Any) -> Callable[[str], Client]:
    settings.STAFETT_LIVE_ADDRESS = ADDRESS
    return lambda name: clients.signed_in(world.people[name], world.eikvag)


def test_a_page_says_where_to_listen_and_who_wrote_last(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    write(world, log)
    for name, told in (("marte", "Nytt fra Kari Nesheim"), ("kari", None)):
        answer = client_of(name).get(f"/logg/{log.pk}/", headers={"accept-language": "nb"})
        page = answer.content.decode()
        assert f'data-stream="{ADDRESS}/logg/{log.pk}/direkte"' in page
        assert f'data-number="{count(log)}"' in page
        assert ("Nytt fra" in page) == bool(told)
        assert told is None or told in page
        assert f"connect-src 'self' {ADDRESS};" in answer.headers["Content-Security-Policy"]


@pytest.mark.requirement("H4")
def test_a_page_does_not_tell_of_what_is_hidden(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    before = count(log)
    write(world, log, to=("tor",))
    page = client_of("sunniva").get(f"/logg/{log.pk}/").content.decode()
    assert f'data-number="{before}"' in page


def test_a_page_that_fetches_itself_is_a_reading_and_no_use(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    client = client_of("marte")
    rows = SignedIn.objects.using("owner").filter(person=world.marte)
    then = w.now() - timedelta(minutes=20)
    rows.update(seen_at=then)
    assert client.get(f"/logg/{log.pk}/", **ITSELF).status_code == 200
    assert rows.get().seen_at == then
    assert Reading.objects.using("owner").filter(log=log, person=world.marte).exists()
    client.get(f"/logg/{log.pk}/")
    assert rows.get().seen_at > then


def test_what_is_said_to_a_person_waits_for_that_person(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    client, threads = client_of("kari"), f"/logg/{log.pk}/meldinger/"
    said = {"title": "Torsdag", "text": "Hei", "to": "everyone", "kind": "note", "opened_at": "1"}
    assert client.post(f"{threads}ny/", said).status_code == 302
    assert b"st-messages" not in client.get(threads, **ITSELF).content
    assert b"st-messages" in client.get(threads).content


def test_it_asks_as_little_for_a_long_log_as_for_a_short_one(
    world: w.World, log: Log, client_of: Callable[[str], Client]
) -> None:
    client, asked = client_of("marte"), []
    write(world, log)
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/logg/{log.pk}/meldinger/")
        asked.append(len(queries))
        for _ in range(5):
            write(world, log)
    assert asked[0] == asked[1]


@pytest.mark.parametrize("field", ["seen_at", "began_at"])
def test_a_session_that_is_over_by_itself_has_no_stream(
    live: Any, world: w.World, log: Log, key_of: Callable[[str], str], field: str
) -> None:
    """The database's function says the same limits as `identity.models`."""
    key, limit = key_of("marte"), IDLE if field == "seen_at" else LONGEST
    rows = SignedIn.objects.using("owner").filter(person=world.marte)
    for age, status in ((limit - timedelta(seconds=30), 200), (limit, 404)):
        rows.update(**{field: w.now() - age})
        with live.get(f"/logg/{log.pk}/direkte", key) as answer:
            assert answer.status == status
