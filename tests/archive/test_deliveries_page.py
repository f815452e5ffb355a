"""The administrator is told what the archive has got, and of no child."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from stafett.archive.delivering import deliver_all, keep_answer
from stafett.archive.models import Delivery, Trouble
from stafett.archive.port import NotNow, Receipt, Refused
from stafett.archive.reading import read_all
from stafett.book.models import Content, Verification
from stafett.book.verifying import verify
from stafett.logs.models import Log
from stafett.people.models import Person
from tests import world as w
from tests.archive.life import close
from tests.clients import signed_in
from tests.logins import as_worker

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("C9", "Q1")]
ADDRESS = "/kommune/arkiv/"


@pytest.fixture
def log(world: w.World) -> Log:
    """A log that is deposited when it opens, and when it is closed."""
    log = w.open_log(world)
    close(world, log)
    with as_worker():
        assert read_all() == 2
    return log


def page(world: w.World, who: Person | None = None) -> str:
    found = signed_in(who or world.henrik, world.eikvag).get(ADDRESS)
    assert found.status_code == 200
    return str(found.content.decode())


def rows(log: Log) -> list[Delivery]:
    return list(Delivery.objects.using("owner").filter(log=log).order_by("deposit__cause"))


def tried(log: Log, *answers: object) -> list[Delivery]:
    """Each deposit was tried four times, and this was answered."""
    Delivery.objects.using("owner").filter(log=log).update(tries=4)
    for row, answer in zip(rows(log), answers, strict=True):
        with as_worker():
            keep_answer(row.pk, answer, w.now())  # type: ignore[arg-type]
    return rows(log)


def test_it_is_for_the_municipalitys_administrators(world: w.World, log: Log) -> None:
    for who in (world.kari, world.marte, world.bjorg):
        assert signed_in(who, world.eikvag).get(ADDRESS).status_code == 404
    assert str(rows(log)[0].pk) in page(world)


@pytest.mark.requirement("H1")
def test_it_names_no_child_and_no_log(world: w.World, log: Log) -> None:
    tried(log, Refused(Trouble.NOT_UNDERSTOOD), Receipt("118"))
    shown = page(world)
    for secret in (world.elias.given_name, str(log.pk), log.short_name, str(world.marte)):
        assert secret
        assert secret not in shown
    for row in rows(log):
        assert str(row.pk) in shown


def test_it_says_what_waits_what_failed_and_what_to_do(world: w.World, log: Log) -> None:
    assert "Ingenting trenger deg" in page(world)
    assert "Prøv igjen nå" not in page(world)  # nothing was tried yet
    tried(log, Refused(Trouble.OTHER_THERE), NotNow(Trouble.FULL))
    shown = page(world)
    for words in (
        "Arkivet har noe annet med samme nøkkel",
        "spør hva som ligger der",
        "Sendt tilbake",
        "Det er ikke plass i arkivet",
        "gjøre plass",
        "Prøvd 4 ganger",
        "Prøv igjen nå",
    ):
        assert words in shown
    assert "Arkivert<" not in shown
    tried(log, Receipt("118"), Receipt("119"))
    shown = page(world)
    assert "Arkivet har alt" in shown
    assert "Kvittering 118" in shown
    assert "Prøv igjen nå" not in shown


def test_everything_that_waits_is_tried_again_at_once(
    world: w.World, log: Log, tmp_path: Path, settings: Any
) -> None:
    settings.STAFETT_ARCHIVE_FOLDER = tmp_path
    tried(log, Refused(Trouble.OTHER_THERE), Receipt("119"))
    client = signed_in(world.henrik, world.eikvag)
    assert client.post(ADDRESS).status_code == 302
    refused, received = rows(log)
    assert refused.refused_at is None
    assert refused.next_at is not None
    assert (refused.asked_by_id, received.asked_by_id) == (world.henrik.pk, None)
    said = Content.objects.using("owner").filter(book=world.eikvag.pk).latest("number").data
    assert said == {"who": str(world.henrik), "count": 1}
    with as_worker():
        assert deliver_all(w.now()) == 1
        keep_answer(refused.pk, Receipt("120"), w.now())
    answer = client.post(ADDRESS)
    assert answer.status_code == 422
    assert "Ingenting venter lenger" in answer.content.decode()


def test_nobody_else_has_it_tried_again(world: w.World, log: Log) -> None:
    before = tried(log, Refused(Trouble.OTHER_THERE), NotNow(Trouble.FULL))
    for who in (world.kari, world.bjorg, world.marte):
        assert signed_in(who, world.eikvag).post(ADDRESS).status_code == 404
    after = rows(log)
    assert [each.next_at for each in after] == [each.next_at for each in before]


def test_the_page_asks_as_much_whatever_waits(world: w.World, log: Log) -> None:
    client = signed_in(world.henrik, world.eikvag)
    client.get(ADDRESS)

    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(ADDRESS)
        return len(queries)

    before = asked()
    tried(log, Refused(Trouble.OTHER_THERE), Receipt("1"))
    assert asked() == before


@pytest.mark.requirement("Q2")
def test_it_says_how_the_books_were_found(world: w.World, log: Log) -> None:
    assert "Ikke sjekket ennå" in page(world)
    with as_worker():
        verify(w.now())
    assert "Alle er hele" in page(world)
    Verification.objects.using("owner").update(at=w.now() - timedelta(days=3))
    assert "Det skal sjekkes hver natt" in page(world)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE book_entry SET role = 'x' WHERE book_id = %s", [log.pk])
    with as_worker():
        assert verify(w.now()).faults > 0
    assert "Noe er endret utenom Stafett" in page(world)


@pytest.mark.requirement("H5", "P6")
def test_the_family_is_told_when_the_archive_has_it(world: w.World, log: Log) -> None:
    client = signed_in(world.marte, world.eikvag)
    address = f"/logg/{log.pk}/"
    assert client.get(address).content.decode().count("På vei til kommunens arkiv") == 2
    tried(log, Receipt("118"), NotNow(Trouble.FULL))
    shown = client.get(address).content.decode()
    assert shown.count("På vei til kommunens arkiv") == 1
    assert shown.count("I kommunens arkiv siden") == 1
