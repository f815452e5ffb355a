"""An answer on paper or by word of mouth through the pages, and the receipt to the family (G4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from stafett.consent.models import Consent, Signature
from stafett.logs.models import Log
from stafett.municipality.models import PolicyVersion
from stafett.municipality.policy import PRESETS
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    asked,
    client_of,
    day,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("G4")]


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def draft(world: w.World) -> Log:
    return asked(world)


def here(log: Log) -> str:
    return address(log, "samtykke", question_of(log).pk, "noter")


def send(world: w.World, log: Log, who: str = "anders", by: str = "kari", **changes: Any) -> Any:
    fields = {
        "person": str(world.people[who].pk),
        "answer": "ja",
        "how": "paper",
        "said_on": day(),
        "heard": "on",
        "text_hash": question_of(log).text_hash,
    } | changes
    sent = {name: value for name, value in fields.items() if value is not None}
    return client_of(world, by).post(here(log), sent)


def signatures(log: Log) -> list[Signature]:
    return list(Signature.objects.using("owner").filter(log=log).order_by("at"))


def test_the_page_shows_the_text_with_its_code(world: w.World, draft: Log) -> None:
    question = question_of(draft)
    said = words(client_of(world, "kari").get(here(draft)))
    assert question.text["nb"].splitlines()[0] in said
    assert question.text_hash[:8] in said
    assert question.text_hash[-8:] in said
    assert "Anders Berg" in said
    assert "Marte Lunde" in said


@pytest.mark.requirement("Z5")
def test_a_yes_is_recorded_with_a_receipt_that_all_asked_can_see(
    world: w.World, draft: Log
) -> None:
    answer = send(world, draft)
    assert answer.status_code == 302
    (signature,) = signatures(draft)
    assert answer["Location"] == address(
        draft, "samtykke", question_of(draft).pk, "notert", signature.pk
    )
    for who in ("kari", "anders", "marte"):
        said = words(client_of(world, who).get(answer["Location"]))
        for part in (
            "Anders Berg har sagt ja",
            "Hvordan På papir",
            "Skrevet opp av Kari Nesheim, Kontaktlærer, Eikvåg skole",
            "Et ja kan trekkes når som helst",
            question_of(draft).text_hash[:8],
        ):
            assert part in said, (who, part)
    assert "Skriv opp et svar til" in words(client_of(world, "kari").get(answer["Location"]))
    mine = words(client_of(world, "anders").get(address(draft, "samtykke", signature.consent_id)))
    assert "Du sa ja" in mine
    assert "på papir, skrevet opp av Kari Nesheim" in mine


def test_the_last_yes_opens_the_log_and_the_receipt_stays(world: w.World, draft: Log) -> None:
    say(world, draft, "marte")
    answer = send(world, draft, how="presence")
    assert Log.objects.using("owner").get(pk=draft.pk).state == "open"
    said = words(client_of(world, "kari").get(answer["Location"]))
    assert "Anders Berg har sagt ja" in said
    assert "Skriv opp et svar til" not in said
    assert client_of(world, "elias").get(answer["Location"]).status_code == 200


def test_a_no_is_recorded_the_same_way(world: w.World, draft: Log) -> None:
    answer = send(world, draft, answer="nei", how="oral")
    said = words(client_of(world, "kari").get(answer["Location"]))
    assert "Anders Berg har sagt nei" in said
    assert "Alle kan si nei, og ingen trenger å si hvorfor." in said
    assert not signatures(draft)[0].says_yes


def test_the_holder_records_an_answer_to_a_later_question(world: w.World) -> None:
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    add(world, log, "tor")
    press(world, log, "ask")
    assert here(log) in client_of(world, "kari").get(address(log, "samtykke")).content.decode()
    assert here(log) not in client_of(world, "marte").get(address(log, "samtykke")).content.decode()
    receipt = send(world, log)["Location"]
    assert client_of(world, "elias").get(receipt).status_code == 200
    for who in ("sunniva", "tor"):  # let in to the plan alone, and not let in
        assert client_of(world, who).get(receipt).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"person": None}, "Velg hvem som har svart."),
        ({"person": "x"}, "Velg noen på lista."),
        ({"answer": None}, "Velg hva svaret var."),
        ({"answer": "kanskje"}, "Velg ja eller nei."),
        ({"how": None}, "Velg hvordan svaret ble gitt."),
        ({"how": "digital"}, "Velg en av de tre."),
        ({"how": "\0"}, "Velg en av de tre."),
        ({"said_on": None}, "Skriv dagen svaret ble gitt."),
        ({"said_on": "i går"}, "Skriv en dato som finnes"),
        ({"said_on": day(2)}, "Denne dagen har ikke vært ennå."),
        ({"said_on": day(-1)}, "Svaret kan ikke være eldre."),
        ({"heard": None}, "Gå gjennom teksten sammen først"),
    ],
)
def test_what_is_missing_is_told(
    world: w.World, draft: Log, changes: dict[str, Any], said: str
) -> None:
    answer = send(world, draft, **changes)
    assert answer.status_code == 422
    assert said in words(answer)
    assert signatures(draft) == []


def test_another_text_is_refused(world: w.World, draft: Log) -> None:
    for sent in ("", "0" * 64, None):
        answer = send(world, draft, text_hash=sent)
        assert answer.status_code == 409
        assert "Les siden på nytt" in words(answer)
    assert signatures(draft) == []


def test_only_those_who_wait_are_on_the_list(world: w.World, draft: Log) -> None:
    say(world, draft, "marte")
    assert (
        "Marte Lunde" not in words(client_of(world, "kari").get(here(draft))).split("Hele tekst")[0]
    )
    answer = send(world, draft, "marte", answer="nei")
    assert answer.status_code == 409
    assert "Marte Lunde har allerede svart. Et svar blir ikke endret." in words(answer)
    assert send(world, draft, "elias").status_code == 422
    assert len(signatures(draft)) == 1


def test_the_same_button_twice_gives_the_same_receipt(world: w.World, draft: Log) -> None:
    first, second = send(world, draft), send(world, draft)
    assert second["Location"] == first["Location"]
    assert send(world, draft, answer="nei").status_code == 409
    assert len(signatures(draft)) == 1


def test_a_question_that_is_closed_takes_no_answer(world: w.World, draft: Log) -> None:
    question, page = question_of(draft), here(draft)
    kari = client_of(world, "kari")
    kari.post(address(draft, "samtykke", question.pk, "ta-tilbake"))
    answer = send(world, draft)
    assert answer.status_code == 404  # the new question is not sent
    fields = {"person": str(world.anders.pk), "answer": "ja", "text_hash": question.text_hash}
    answer = kari.post(page, fields)
    assert answer.status_code == 409
    assert "Spørsmålet er lukket. Ikke noe mer ble skrevet opp." in words(answer)
    assert kari.get(page)["Location"] == address(draft, "samtykke")
    assert signatures(draft) == []


def test_only_where_the_policy_of_the_question_lets_one(world: w.World) -> None:
    settings = PRESETS["national"].as_settings() | {"assisted_signing": False}
    today = timezone.localdate() - timedelta(days=1)
    w.save(
        PolicyVersion(
            municipality=world.eikvag, from_date=today, preset="national", settings=settings
        )
    )
    log = asked(world)
    shown = client_of(world, "kari").get(address(log, "samtykke")).content.decode()
    assert here(log) not in shown
    assert client_of(world, "kari").get(here(log)).status_code == 404
    assert send(world, log).status_code == 404


@pytest.mark.parametrize("who", ["marte", "elias", "sunniva", "bjorg", "nils", "hanne"])
def test_only_who_asked_finds_the_page(world: w.World, draft: Log, who: str) -> None:
    client = client_of(world, who)
    nowhere = client.get(address(draft, "finnes", "ikke"))
    for answer in (client.get(here(draft)), send(world, draft, by=who)):
        assert (answer.status_code, answer.content) == (404, nowhere.content)
    assert signatures(draft) == []


def test_a_digital_answer_and_a_foreign_one_have_no_receipt(world: w.World, draft: Log) -> None:
    say(world, draft, "marte")
    (digital,) = signatures(draft)
    other = w.open_log(world, owner="sander", signers=("liv",))
    theirs = Consent.objects.using("owner").get(log=other)
    kari = client_of(world, "kari")
    for consent, signature in ((digital.consent_id, digital.pk), (theirs.pk, digital.pk)):
        page = address(draft, "samtykke", consent, "notert", signature)
        assert kari.get(page).status_code == 404
