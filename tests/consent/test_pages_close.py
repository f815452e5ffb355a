"""Ending the log: what must be told, what follows, and who may."""

from typing import Any

import pytest

from stafett.logs.models import Closing, Log
from tests import world as w

from .pages import address, client_of, make_school_world, opened, words

pytestmark = pytest.mark.django_db
LONG = "å" * 4501


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return opened(world, "sunniva")


def send(world: w.World, log: Log, by: str = "kari", **changes: Any) -> Any:
    fields = {
        "reason": "reached",
        "assessment": "Elias går på skolen hver dag.\r\nHan ler.",
        "conclusion": "Skolen følger opp som vanlig.",
        "told": "on",
    } | changes
    sent = {name: value for name, value in fields.items() if value is not None}
    return client_of(world, by).post(address(log, "avslutt"), sent)


def test_the_page_says_what_happens(world: w.World, log: Log) -> None:
    said = words(client_of(world, "kari").get(address(log, "avslutt")))
    for part in (
        "mister tilgangen med en gang",
        "Familien kan fortsatt lese alt.",
        "arkivloven",
        "unntatt offentlighet",
        "Stafettpinnen blir lagt ned.",
    ):
        assert part in said, part


def test_the_holder_ends_the_log_and_gets_a_receipt(world: w.World, log: Log) -> None:
    kari = client_of(world, "kari")
    fields = {
        "reason": "reached",
        "assessment": "Elias går på skolen hver dag.\r\nHan ler.",
        "conclusion": "Skolen følger opp som vanlig.",
        "told": "on",
    }
    answer = kari.post(address(log, "avslutt"), fields)
    assert answer["Location"] == "/min-side/"
    assert "Loggen for Elias Lunde Berg er avsluttet." in words(kari.get("/min-side/"))
    closing = Closing.objects.using("owner").get(log=log)
    assert closing.reason == "reached"
    assert closing.note == (
        "Hvordan har det gått?\nElias går på skolen hver dag.\nHan ler.\n\n"
        "Hva er dere blitt enige om?\nSkolen følger opp som vanlig."
    )
    assert kari.get(address(log, "samtykke")).status_code == 404
    assert client_of(world, "sunniva").get(address(log, "samtykke")).status_code == 404
    assert client_of(world, "marte").get(address(log, "samtykke")).status_code == 200


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": None}, "Velg hvorfor dere avslutter loggen."),
        ({"reason": "because"}, "Velg en av grunnene."),
        ({"reason": "\0"}, "Velg en av grunnene."),
        ({"assessment": " \n "}, "Skriv hvordan det har gått."),
        ({"conclusion": None}, "Skriv hva dere er blitt enige om."),
        ({"assessment": LONG}, "4500"),
        ({"conclusion": "a\0b"}, ""),
        ({"told": None}, "Fortell det til familien først"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_lost(
    world: w.World, log: Log, changes: dict[str, Any], said: str
) -> None:
    answer = send(world, log, **changes)
    assert answer.status_code == 422
    assert said in words(answer)
    if "conclusion" not in changes:
        assert "Skolen følger opp som vanlig." in answer.content.decode()
    assert Log.objects.using("owner").get(pk=log.pk).state == "open"


@pytest.mark.requirement("P6")
def test_two_full_texts_fit_in_the_note(world: w.World, log: Log) -> None:
    answer = send(world, log, assessment="å" * 4500, conclusion="ß" * 4500)
    assert answer.status_code == 302
    assert len(Closing.objects.using("owner").get(log=log).note) < 10_000


def test_ending_twice_ends_once(world: w.World, log: Log) -> None:
    assert send(world, log).status_code == 302
    assert send(world, log).status_code == 404
    assert Closing.objects.using("owner").filter(log=log).count() == 1


@pytest.mark.parametrize("who", ["sunniva", "tor", "nils", "bjorg"])
def test_only_the_holder_ends_it_here(world: w.World, log: Log, who: str) -> None:
    assert client_of(world, who).get(address(log, "avslutt")).status_code == 404
    assert send(world, log, by=who).status_code == 404
    assert Log.objects.using("owner").get(pk=log.pk).state == "open"


@pytest.mark.requirement("P4", "P9", "P1", "P2")
def test_the_first_step_leads_on_with_the_reason(world: w.World, log: Log) -> None:
    kari = client_of(world, "kari")
    assert "?hvorfor=individual_plan" in kari.get(address(log, "avslutt/hvorfor")).content.decode()
    there = address(log, "avslutt") + "?hvorfor=individual_plan"
    said = words(kari.get(there))
    assert "Slik søker du om koordinator og plan" in said
    assert "Hvorfor avslutter dere loggen?" not in said
    fields = {
        "reason": "individual_plan",
        "assessment": "Bra.",
        "conclusion": "Plan.",
        "told": "on",
    }
    assert kari.post(there, fields).status_code == 302
    assert Closing.objects.using("owner").get(log=log).reason == "individual_plan"
