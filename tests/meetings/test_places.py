"""A meeting's place is a place: none is written with a protected address (issue 4.5)."""

from collections.abc import Callable

import pytest
from django.db import connections

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings.models import Meeting, MeetingCall
from tests import clients
from tests import world as w
from tests.walls.markers.protected import protect

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H4")]


def places() -> set[str]:
    return set(MeetingCall.objects.using("owner").values_list("place", flat=True))


def test_protection_takes_away_the_place_and_no_new_one_is_written(
    world: w.World, log: Log, meet: Callable[..., Meeting]
) -> None:
    meet("marte")
    assert places() == {"Rom 2"}
    protect(world)
    assert places() == {""}
    # Past the rules: the database does it too.
    with acting_as(world.kari.pk):
        call = MeetingCall.objects.get()
        row = {"log_id": log.pk, "meeting_id": call.meeting_id, "number": 2}
        row |= {"written_by_id": world.kari.pk, "leader_id": world.kari.pk, "place": "Rom 3"}
        MeetingCall(starts_at=call.starts_at, minutes=60, written_at=w.now(), **row).save(
            force_insert=True
        )
    assert places() == {""}
    page = clients.signed_in(world.kari, world.eikvag).get(f"/logg/{log.pk}/moter/ny/")
    text = page.content.decode()
    assert 'name="place"' not in text
    assert "Adressen er beskyttet" in text


def test_no_entry_of_the_book_tells_the_place(
    world: w.World, log: Log, meet: Callable[..., Meeting]
) -> None:
    meet("marte")
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM book_content WHERE data::text LIKE '%Rom 2%'")
        assert cursor.fetchone() == (0,)
