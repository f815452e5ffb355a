"""What messages begin with: the municipality's own text, set by its administrators alone (L7)."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from stafett.book.models import Content
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.messages.models import Beginning
from tests import world as w

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("L7")]
ClientOf = Callable[[str], Client]
PAGE = "/kommune/meldinger/?slag=invitation&tekstsprak=nb"
OWN = {"title": "Møte om [navn]", "text": "Kaffe fra klokka to. [avsender]"}


def opened(world: w.World) -> dict[str, str]:
    count = type(world.eikvag).objects.using("owner").get(pk=world.eikvag.pk).book.count
    return {"opened_at": str(count)}


def test_the_next_invitation_begins_with_it(world: w.World, log: Log, client_of: ClientOf) -> None:
    henrik, new = client_of("henrik"), f"/logg/{log.pk}/meldinger/ny/?slag=invitation"
    assert "Velkommen til møte om [navn]" in henrik.get(PAGE).content.decode()
    assert henrik.post(PAGE, OWN | opened(world)).status_code == 302
    page = client_of("kari").get(new).content.decode()
    assert "Kaffe fra klokka to. Kari Nesheim" in page
    assert "Møte om Elias" in page
    # Each language has its own.
    assert "[navn]" in henrik.get(PAGE.replace("nb", "nn")).content.decode()
    assert "Kaffe" not in henrik.get(PAGE.replace("nb", "nn")).content.decode()
    told = Content.objects.using("owner").filter(book_id=world.eikvag.pk).order_by("-number")[0]
    assert told.data["text"] == OWN["text"]
    # An empty one brings Stafett's own back.
    assert henrik.post(PAGE, {"title": "", "text": ""} | opened(world)).status_code == 302
    assert "Velkommen til møte om Elias" in client_of("kari").get(new).content.decode()


def test_nobody_but_an_administrator_sets_it(world: w.World, client_of: ClientOf) -> None:
    for name in ("kari", "bjorg", "marte", "nils"):
        assert client_of(name).get(PAGE).status_code == 404, name
        assert client_of(name).post(PAGE, OWN | opened(world)).status_code == 404, name
        row = Beginning(
            municipality_id=world.eikvag.pk, kind="note", language="nb", changed_at=w.now(), entry=1
        )
        with acting_as(world.people[name].pk), pytest.raises(DatabaseError), transaction.atomic():
            row.save(force_insert=True)
    assert not Beginning.objects.using("owner").exists()


def test_two_administrators_do_not_write_over_each_other(
    world: w.World, client_of: ClientOf
) -> None:
    henrik, before = client_of("henrik"), opened(world)
    assert henrik.post(PAGE, OWN | before).status_code == 302
    late = henrik.post(PAGE, {"title": "Et annet", "text": "Noe annet."} | before)
    assert late.status_code == 409
    assert "Noe annet." in late.content.decode()
    assert Beginning.objects.using("owner").get().text == OWN["text"]
