"""Deleting one's own draft through its page."""

from typing import Any

import pytest

from stafett.logs.models import Log
from tests import world as w

from .pages import address, asked, client_of, make_school_world, say, started, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


def here(log: Log) -> str:
    return address(log, "slett-utkast")


def exists(log: Log) -> bool:
    return Log.objects.using("owner").filter(pk=log.pk).exists()


def test_the_draft_page_leads_quietly_to_it(world: w.World) -> None:
    log = started(world)
    assert here(log) in client_of(world, "kari").get(address(log, "samtykke")).content.decode()


def test_what_goes_is_told_and_then_it_goes(world: w.World) -> None:
    log = started(world)
    kari = client_of(world, "kari")
    said = words(kari.get(here(log)))
    assert "Vil du slette utkastet «Loggen til Elias L»?" in said
    assert "om hvem som sa ja muntlig" in said
    assert "Spørsmålet du sendte" not in said
    answer = kari.post(here(log))
    assert answer["Location"] == "/min-side/"
    said = words(kari.get("/min-side/"))
    assert "Utkastet «Loggen til Elias L» er slettet, med alt som sto i det." in said
    assert not exists(log)
    assert kari.get(address(log, "samtykke")).status_code == 404
    assert exists(started(world))  # the child can have another


def test_a_question_that_is_sent_goes_with_it(world: w.World) -> None:
    log = asked(world)
    say(world, log, "marte")
    kari = client_of(world, "kari")
    assert here(log) in kari.get(address(log, "samtykke")).content.decode()
    said = words(kari.get(here(log)))
    assert "Marte og Anders kan ikke lese det lenger." in said
    assert "Si fra til dem du har spurt" in said
    kari.post(here(log))
    assert not exists(log)
    assert client_of(world, "marte").get(address(log, "samtykke")).status_code == 404


def test_deleting_twice_deletes_once(world: w.World) -> None:
    log = started(world)
    kari = client_of(world, "kari")
    assert kari.post(here(log)).status_code == 302
    assert kari.post(here(log)).status_code == 404


def test_an_old_page_does_not_delete_a_log_that_has_opened(world: w.World) -> None:
    log = asked(world)
    for who in ("marte", "anders"):
        say(world, log, who)
    kari = client_of(world, "kari")
    for answer in (kari.get(here(log)), kari.post(here(log))):
        assert answer["Location"] == address(log)
    assert "Loggen er åpnet, så den er ikke noe utkast lenger." in words(kari.get(address(log)))
    assert exists(log)


@pytest.mark.parametrize("who", ["marte", "elias", "sunniva", "bjorg", "nils", "hanne"])
def test_only_the_starter_deletes(world: w.World, who: str) -> None:
    log = asked(world)
    client: Any = client_of(world, who)
    nowhere = client.get(address(log, "finnes", "ikke"))
    for answer in (client.get(here(log)), client.post(here(log))):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert exists(log)
