"""Closing by the family: signers, the owner from the policy's age; others ask the holder (P3)."""

from typing import Any

import pytest

from stafett.book.models import Entry
from stafett.consent.models import ClosingWish, Consent
from stafett.logs.models import Closing, Leg, Log
from tests import world as w

from .pages import address, client_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P3")]


def send(world: w.World, log: Log, by: str, do: str = "close", **more: Any) -> Any:
    return client_of(world, by).post(address(log, "avslutt"), {"do": do, "word": "", **more})


def state(log: Log) -> str:
    return Log.objects.using("owner").get(pk=log.pk).state


def youth_log(preset: str = "national", age: int = 15, *signers: str) -> tuple[w.World, Log]:
    """A log for Ola, whose parents are Wenche and Geir."""
    world = w.make_world(preset)
    w.add_family(world, "ola", age, [("wenche", "mother"), ("geir", "father")])
    return world, w.open_log(world, owner="ola", signers=signers or ("wenche", "geir"))


def test_a_guardian_who_signed_closes_alone_with_a_receipt() -> None:
    world = w.make_world()
    log = w.open_log(world)
    marte = client_of(world, "marte")
    said = words(marte.get(address(log, "avslutt")))
    for part in ("mister tilgangen med en gang", "arkivloven", "kan fortsatt lese", "Ja, avslutt"):
        assert part in said, part
    assert state(log) == "open"  # nothing happens by reading
    answer = marte.post(address(log, "avslutt"), {"do": "close", "word": "Takk for alt."})
    assert answer.status_code == 302
    closing = Closing.objects.using("owner").get(log=log)
    assert (closing.by_id, closing.reason, closing.note) == (
        world.marte.pk,
        "family",
        "Takk for alt.",
    )
    assert not Leg.objects.using("owner").filter(log=log, ended_at=None).exists()
    assert Consent.objects.using("owner").get(log=log).end == "closed"
    receipt = words(marte.get(address(log)))
    assert "Marte Berg avsluttet den" in receipt
    assert "Takk for alt." in receipt
    assert client_of(world, "kari").get(address(log)).status_code == 404


@pytest.mark.parametrize(
    ("preset", "age", "closes"),
    [
        ("national", 14, False),
        ("national", 15, True),
        ("hustadvika-2020", 15, True),  # a signer, though the age to close alone is 16
        ("aardal", 17, False),  # no such age, and the young person does not sign
    ],
)
def test_the_owner_closes_from_the_policys_age(preset: str, age: int, closes: bool) -> None:
    signs = age >= 15 and preset != "aardal"
    world, log = youth_log(preset, age, "wenche", "geir", *(["ola"] if signs else []))
    said = words(client_of(world, "ola").get(address(log, "avslutt")))
    assert ("Vil du avslutte loggen din?" in said) is closes
    send(world, log, "ola")
    assert state(log) == ("closed" if closes else "open")


def test_a_guardian_who_was_not_asked_wishes_and_takes_it_back() -> None:
    world, log = youth_log("sogndal", 15, "ola")
    page = address(log, "avslutt")
    assert "Kari Nesheim, som har stafettpinnen" in words(client_of(world, "geir").get(page))
    send(world, log, "geir")  # the other button, from a page that she never got
    assert state(log) == "open"
    assert send(world, log, "geir", "wish", word="Han har det bra nå.").status_code == 302
    assert send(world, log, "geir", "wish").status_code == 409
    seen = words(client_of(world, "kari").get("/min-side/"))
    assert "Geir Berg ønsker at loggen til Ola blir avsluttet" in seen
    assert "Han har det bra nå." in words(client_of(world, "kari").get(page))
    assert "Geir Berg ba" in words(client_of(world, "kari").get(address(log, "samtykke")))
    assert send(world, log, "geir", "take_back").status_code == 302
    assert send(world, log, "geir", "take_back").status_code == 409
    assert "ønsker at loggen" not in words(client_of(world, "kari").get("/min-side/"))
    assert ClosingWish.objects.using("owner").get(log=log).taken_back_at
    verbs = list(Entry.objects.using("owner").filter(book=log.pk).values_list("verb", flat=True))
    assert verbs.count("consent.closing_wished") == 1
    assert verbs.count("consent.closing_wish_taken_back") == 1
    assert state(log) == "open"


def test_the_way_is_found_on_the_page_of_the_log_and_of_the_consent() -> None:
    world, log = youth_log("sogndal", 15, "ola")
    for who in ("kari", "ola", "geir"):
        for page in (address(log), address(log, "samtykke")):
            assert address(log, "avslutt") in client_of(world, who).get(page).content.decode()
    for page in (address(log), address(log, "samtykke")):
        assert address(log, "avslutt") not in client_of(world, "sunniva").get(page).content.decode()


@pytest.mark.parametrize("who", ["sunniva", "tor", "nils", "hanne"])
def test_others_find_nothing(who: str) -> None:
    world = w.make_world()
    log = w.open_log(world)
    assert client_of(world, who).get(address(log, "avslutt")).status_code == 404
    assert send(world, log, who).status_code == 404
    assert state(log) == "open"
