"""A withdrawal by word of mouth, written down by a professional, with a receipt (G19)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from stafett.consent.models import Withdrawal
from stafett.logs.models import Log
from tests import world as w

from .pages import (
    BEGIN,
    address,
    client_of,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G19")]


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return opened(world, "sunniva")


def told(world: w.World, log: Log, **changes: str) -> dict[str, str]:
    fields = {
        "hvem": str(world.marte.pk),
        "hvordan": "oral",
        "samtykke": str(question_of(log).pk),
    }
    return fields | changes


def here(log: Log) -> str:
    return address(log, "samtykke", "trekk", "noter")


def follow(client: Client, world: w.World, log: Log, **changes: str) -> Any:
    """The second step, where the choices stand in the address."""
    return client.get(here(log), told(world, log, **changes) | {"steg": "2"})


def done(log: Log) -> list[Withdrawal]:
    return list(Withdrawal.objects.using("owner").filter(log=log))


def test_the_way_there_is_shown_to_the_professionals_alone(world: w.World, log: Log) -> None:
    for who, shown in (("kari", True), ("sunniva", True), ("marte", False), ("elias", False)):
        page = client_of(world, who).get(address(log, "samtykke")).content.decode()
        assert (here(log) in page) is shown, who


def test_who_and_how_are_asked_and_never_why(world: w.World, log: Log) -> None:
    said = words(client_of(world, "kari").get(here(log)))
    assert "Hvem trekker samtykket?" in said
    assert "Anders Berg" in said
    assert "Marte Lunde" in said
    assert "Elias" not in said.split("Hvem trekker")[1]
    assert "Du skal ikke spørre hvorfor." in said


@pytest.mark.requirement("D35", "G21")
def test_what_follows_stands_before_the_button(world: w.World, log: Log) -> None:
    said = words(follow(client_of(world, "kari"), world, log))
    for part in (
        "Marte Lunde trekker samtykket",
        "Fortell Marte hva som følger. Ikke spør hvorfor",
        "Du og alle andre som hjelper, mister tilgangen med en gang.",
        "Elias, Anders og Marte kan fortsatt lese alt.",
        "arkivloven",
        "Hver tjeneste har fortsatt plikt til å gi Elias",
        "kvittering",
    ):
        assert part in said, part
    assert done(log) == []


@pytest.mark.parametrize("who", ["kari", "sunniva"])
def test_it_bites_at_once_and_the_recorder_keeps_the_receipt(
    world: w.World, log: Log, who: str
) -> None:
    recorder = client_of(world, who)
    answer = recorder.post(here(log), told(world, log, hvordan="paper"))
    receipt = address(log, "samtykke", "trukket")
    assert answer["Location"] == receipt
    assert recorder.get(address(log)).status_code == 404
    said = words(recorder.get(receipt))
    for part in (
        "Samtykket for Elias Lunde Berg er trukket",
        "Trukket av Marte Lunde",
        "Hvordan På papir",
        f"Skrevet opp av {world.people[who]}",
        "Kari Nesheim, Kontaktlærer, Eikvåg skole",
        "Skriv ut denne siden og gi den til familien.",
        "Skriv i journalen eller mappa til din egen tjeneste",
    ):
        assert part in said, part
    said = words(client_of(world, "anders").get(receipt))
    assert f"Skrevet opp av {world.people[who]}" in said
    assert "journalen" not in said


def test_the_receipt_is_the_recorders_own_and_goes_with_the_session(
    world: w.World, log: Log
) -> None:
    kari = client_of(world, "kari")
    kari.post(here(log), told(world, log))
    receipt = address(log, "samtykke", "trukket")
    assert client_of(world, "kari").get(receipt).status_code == 404
    assert client_of(world, "sunniva").get(receipt).status_code == 404
    assert (
        kari.get(
            address(w.open_log(world, owner="sander", signers=("liv",)), "samtykke", "trukket")
        ).status_code
        == 404
    )
    kari.post("/logg-ut/")
    assert kari.get(receipt)["Location"].startswith("/logg-inn/")


def test_the_same_button_twice_gives_the_same_receipt(world: w.World, log: Log) -> None:
    kari = client_of(world, "kari")
    for _ in range(2):
        answer = kari.post(here(log), told(world, log))
        assert answer["Location"] == address(log, "samtykke", "trukket")
    assert len(done(log)) == 1


def test_a_double_click_gives_one_withdrawal_and_the_receipt(
    world: w.World, log: Log, at_once: Callable[..., list[Any]]
) -> None:
    """Both clicks arrive before either is answered: the second must not say that it failed."""
    kari = client_of(world, "kari")

    def click() -> Any:
        hers = Client()
        hers.cookies = kari.cookies.copy()
        return hers.post(here(log), told(world, log))

    for answer in at_once(click, click):
        assert answer.status_code == 302, words(answer)
        assert answer["Location"] == address(log, "samtykke", "trukket")
    assert len(done(log)) == 1
    assert kari.get(address(log, "samtykke", "trukket")).status_code == 200


def test_one_who_comes_second_finds_nothing_any_more(world: w.World, log: Log) -> None:
    client_of(world, "kari").post(here(log), told(world, log))
    sunniva = client_of(world, "sunniva")
    nowhere = sunniva.get(address(log, "finnes", "ikke"))
    answer = sunniva.post(here(log), told(world, log))
    assert (answer.status_code, answer.content) == (404, nowhere.content)


def test_a_page_about_an_older_consent_says_so(world: w.World, log: Log) -> None:
    fields = told(world, log)
    kari = client_of(world, "kari")
    kari.post(address(log, "samtykke", "nytt"), BEGIN)
    press(world, log, "ask")
    for who in ("marte", "anders"):
        say(world, log, who)
    answer = kari.post(here(log), fields)
    assert answer.status_code == 409
    assert "Samtykket er byttet ut med et nytt." in words(answer)
    assert done(log) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"hvem": ""}, "Velg hvem som trekker samtykket."),
        ({"hvem": "x"}, "Velg noen på lista."),
        ({"hvordan": ""}, "Velg hvordan det ble sagt."),
        ({"hvordan": "digital"}, "Velg en av de to."),
        ({"hvordan": "\0"}, "Velg en av de to."),
    ],
)
def test_what_is_missing_is_told(
    world: w.World, log: Log, changes: dict[str, str], said: str
) -> None:
    answer = client_of(world, "kari").post(here(log), told(world, log, **changes))
    assert answer.status_code == 422
    assert said in words(answer)
    assert done(log) == []


def test_only_one_who_said_yes_can_be_named(world: w.World, log: Log) -> None:
    for person in (world.elias, world.kari, world.hanne):
        answer = client_of(world, "kari").post(here(log), told(world, log, hvem=str(person.pk)))
        assert answer.status_code == 422
    assert done(log) == []


@pytest.mark.parametrize("who", ["marte", "anders", "elias", "tor", "bjorg", "nils", "hanne"])
def test_nobody_but_the_professionals_in_the_log(world: w.World, log: Log, who: str) -> None:
    client = client_of(world, who)
    nowhere = client.get(address(log, "finnes", "ikke"))
    for answer in (client.get(here(log)), client.post(here(log), told(world, log))):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert done(log) == []


def test_there_is_no_receipt_where_nothing_was_taken_back(world: w.World, log: Log) -> None:
    for who in ("kari", "marte"):
        answer = client_of(world, who).get(address(log, "samtykke", "trukket"))
        assert answer.status_code == 404
