"""An administrator is told who has accessed a child's data, and the family that it was asked."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from stafett.book.models import Book, Content, Entry
from stafett.book.verify import faults_in
from stafett.book.wall import acting_as
from stafett.logs.looking import note_reading
from stafett.logs.models import Inquiry, Log
from stafett.municipality.models import Position, Role
from stafett.people.models import LookUp, NationalIdentity, Person
from stafett.people.national_number import NationalNumber, make_synthetic
from stafett.people.numbers import number_hash
from tests import world as w
from tests.clients import signed_in
from tests.logins import as_worker
from tests.overview.reading import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H10")]
PLACE = "/kommune/innsyn/"
WHY = "Mor har spurt hvem som har vært inne."


@pytest.fixture
def numbers(world: w.World) -> dict[str, NationalNumber]:
    """Of Elias and Sander, whom Stafett knows, and of one it does not."""
    names = ("elias", "sander", "nobody")
    found = {name: make_synthetic(date(2018, 3, 4), at) for at, name in enumerate(names)}
    for name in ("elias", "sander"):
        give(world.people[name], found[name])
    return found


@pytest.fixture
def log(world: w.World, numbers: dict[str, NationalNumber]) -> Log:
    log = w.open_log(world)
    for name in ("elias", "kari", "marte"):
        with acting_as(world.people[name].pk):
            note_reading(log.pk, "log")
            note_reading(log.pk, "history")
    return log


def ask(client: Client, number: NationalNumber, ground: str = WHY) -> str:
    answer = client.post(PLACE, {"number": number.digits, "ground": ground})
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def lines(page: str) -> list[str]:
    found = re.findall(r"<li><time[^>]*>.*?</time>(.*?)</li>", page, re.S)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", line)).strip() for line in found]


def test_who_as_what_and_what_kind_of_page(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    page = ask(client_of(world, "henrik"), numbers["elias"])
    assert sorted(lines(page)) == [
        "Kari Nesheim , Eikvåg skole, har stafettpinnen Så på forsiden av loggen og det som har"
        " skjedd.",
        "Marte Berg , foresatt Så på forsiden av loggen og det som har skjedd.",
    ]
    for secret in ("Elias", str(log.pk), numbers["elias"].digits, numbers["elias"].digits[:6]):
        assert secret not in page, secret


def test_the_family_is_told_that_it_was_asked(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    ask(client_of(world, "henrik"), numbers["elias"])
    for name in ("marte", "elias"):
        page = client_of(world, name).get(f"/logg/{log.pk}/innsyn/").content.decode()
        assert "Henrik Dale</span>, systemansvarlig, spurte hvem som har sett i loggen." in page, (
            name
        )
        assert WHY in page
    for name in ("kari", "sunniva"):
        page = client_of(world, name).get(f"/logg/{log.pk}/innsyn/").content.decode()
        assert WHY not in page, name


def test_a_child_who_has_only_been_looked_up(
    world: w.World, numbers: dict[str, NationalNumber]
) -> None:
    for by in (world.kari, world.nils):
        w.save(
            LookUp(
                by_id=by.pk,
                subject_hash=number_hash(numbers["nobody"]),
                subject_id=None,
                log_id=None,
                ground="start_log",
                at=w.now(),
                found=True,
            )
        )
    (line,) = lines(ask(client_of(world, "henrik"), numbers["nobody"]))
    assert line.startswith("Kari Nesheim , Eikvåg skole Spurte Folkeregisteret.")


def test_another_municipality_is_not_even_hinted_at(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    """Asked from Nordvik, Elias is as unknown as a number that nobody has."""
    position = Position.objects.using("owner").get(pk=world.positions["nils"].pk)
    position.role = Role.ADMINISTRATOR
    position.save(using="owner")
    client = signed_in(world.nils, world.nordvik)
    assert ask(client, numbers["elias"]) == ask(client, numbers["nobody"])
    assert "Ingen i Nordvik har sett på noe om dette barnet" in ask(client, numbers["elias"])
    page = client_of(world, "marte").get(f"/logg/{log.pk}/innsyn/").content.decode()
    assert WHY not in page


def test_the_question_is_kept_also_when_nobody_is_found(
    world: w.World, numbers: dict[str, NationalNumber]
) -> None:
    ask(client_of(world, "henrik"), numbers["nobody"])
    (kept,) = Inquiry.objects.using("owner").all()
    assert (kept.asked_by_id, kept.ground, kept.child_id) == (world.henrik.pk, WHY, None)
    assert kept.subject_hash == number_hash(numbers["nobody"])


def test_without_a_number_or_a_reason_nothing_is_asked(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    client = client_of(world, "henrik")
    number = numbers["elias"].digits
    for form in ({}, {"number": number}, {"number": number, "ground": "   x "}, {"ground": WHY}):
        answer = client.post(PLACE, form)
        assert answer.status_code == 422
        assert "Kari Nesheim" not in answer.content.decode()
    assert client.post(PLACE, {"number": "1" * 11, "ground": WHY}).status_code == 422
    assert not Inquiry.objects.using("owner").exists()


def test_it_is_for_administrators_alone_in_both_walls(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    form = {"number": numbers["elias"].digits, "ground": WHY}
    for name in ("kari", "bjorg", "nils", "marte", "elias", "tor"):
        client = client_of(world, name)
        assert client.get(PLACE).status_code == 404, name
        assert client.post(PLACE, form).status_code == 404, name
        with acting_as(world.people[name].pk), connection.cursor() as cursor:
            cursor.execute(
                "SELECT * FROM ask_who_looked(%s, %s, 'x')",
                [world.eikvag.pk, number_hash(numbers["elias"])],
            )
            assert cursor.fetchall() == [], name
    assert not Inquiry.objects.using("owner").exists()


def give(person: Person, number: NationalNumber) -> None:
    """The number by which the person is found."""
    w.save(NationalIdentity(person=person, number_hash=number_hash(number), sealed=""))


def test_it_stands_in_the_municipalitys_book_without_the_child(
    world: w.World, log: Log, numbers: dict[str, NationalNumber]
) -> None:
    """Whoever administers the municipality sees who asks; the chain holds it against the asker."""
    henrik = client_of(world, "henrik")
    ask(henrik, numbers["elias"])
    ask(henrik, numbers["nobody"])
    written = Entry.objects.using("owner").filter(verb="municipality.asked_who_looked")
    assert [each.book_id for each in written] == [world.eikvag.pk] * 2
    assert {each.actor_id for each in written} == {world.henrik.pk}
    held = Content.objects.using("owner").filter(book=world.eikvag.pk).latest("number")
    assert held.data == {"who": "Henrik Dale"}
    with as_worker():
        assert not list(faults_in(Book.objects.get(pk=world.eikvag.pk)))
    page = henrik.get(PLACE).content.decode()
    assert page.count("Henrik Dale spurte hvem som har vært inne på et barns opplysninger.") == 2
    for secret in ("Elias", WHY, numbers["elias"].digits):
        assert secret not in page


def test_what_is_refused_is_not_in_the_book(world: w.World) -> None:
    for name in ("bjorg", "kari", "marte"):
        answer = client_of(world, name).post(PLACE, {"number": "1", "ground": WHY})
        assert answer.status_code == 404
    client_of(world, "henrik").post(PLACE, {"number": "1", "ground": WHY})
    assert not Entry.objects.using("owner").filter(verb__endswith="asked_who_looked").exists()


def test_a_search_for_a_closed_log_stands_there_too(world: w.World) -> None:
    henrik = client_of(world, "henrik")
    sent = {"wanted": "Elias hemmelige logg", "ground": WHY}
    assert henrik.post("/kommune/lukkede-logger/", sent).status_code == 200
    page = henrik.get(PLACE).content.decode()
    assert "Henrik Dale lette etter en logg som er avsluttet." in page
    assert "hemmelige" not in page
