"""Who gets a print, and that nobody else learns that there is one."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stafett.archive.models import Deposit, DepositFile
from stafett.archive.reading import read_all
from stafett.book.wall import acting_as
from stafett.logs.models import Log
from tests import world as w
from tests.archive.life import close
from tests.clients import signed_in
from tests.logins import as_worker

pytestmark = pytest.mark.django_db


def deposited(world: w.World) -> tuple[Log, Deposit]:
    """A closed log and its last deposit."""
    log = w.open_log(world)
    close(world, log)
    with as_worker():
        read_all()
    return log, Deposit.objects.using("owner").filter(log_id=log.pk).latest("cause")


def get(world: w.World, name: str, log_id: object, deposit_id: object) -> HttpResponse:
    client = signed_in(world.people[name], world.eikvag)
    return client.get(reverse("archive:pdf", args=[log_id, deposit_id]))  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["marte", "anders", "elias"])
def test_the_family_gets_the_print(world: w.World, name: str) -> None:
    log, deposit = deposited(world)
    answer = get(world, name, log.pk, deposit.pk)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == bytes(DepositFile.objects.using("owner").get(deposit=deposit).pdf)
    assert answer["Cache-Control"] == "private, no-store"
    file_name = answer["Content-Disposition"].lower()
    assert file_name.startswith('inline; filename="stafettlogg-2')
    assert "elias" not in file_name
    assert "berg" not in file_name


@pytest.mark.parametrize("name", ["kari", "sunniva", "tor", "bjorg", "nils", "henrik", "hanne"])
def test_for_all_others_there_is_no_such_page(world: w.World, name: str) -> None:
    log, deposit = deposited(world)
    nowhere = get(world, name, uuid4(), uuid4())
    answer = get(world, name, log.pk, deposit.pk)
    assert (answer.status_code, answer.content) == (404, nowhere.content)


def deposited_open(*logs: Log) -> list[Deposit]:
    """The deposit of each of these open logs, made when its consent began to count."""
    with as_worker():
        read_all()
    return [Deposit.objects.using("owner").get(log_id=log.pk) for log in logs]


def test_in_an_open_log_the_holder_gets_it_and_no_other_helper(world: w.World) -> None:
    log = w.open_log(world)
    (deposit,) = deposited_open(log)
    for name, status in (("kari", 200), ("sunniva", 404), ("marte", 200)):
        person = world.people[name]
        with acting_as(person.pk):
            assert w.stand(person, log).has_prints is (status == 200)
        assert get(world, name, log.pk, deposit.pk).status_code == status


def test_a_print_is_found_under_its_own_log_alone(world: w.World) -> None:
    elias, sander = w.open_log(world), w.open_log(world, owner="sander", signers=("liv",))
    of_elias, of_sander = deposited_open(elias, sander)
    assert get(world, "kari", elias.pk, of_elias.pk).status_code == 200
    assert get(world, "kari", elias.pk, of_sander.pk).status_code == 404
    assert get(world, "kari", sander.pk, of_elias.pk).status_code == 404


def test_a_visitor_is_asked_to_sign_in(world: w.World) -> None:
    log, deposit = deposited(world)
    answer = Client().get(reverse("archive:pdf", args=[log.pk, deposit.pk]))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("sign_in"))


def test_the_address_is_norwegian(world: w.World) -> None:
    log, deposit = uuid4(), uuid4()
    expected = f"/logg/{log}/utskrift/{deposit}.pdf"
    assert reverse("archive:pdf", args=[log, deposit]) == expected
