"""What the baton's page says when something cannot be done; nothing typed is lost."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from stafett.logs.models import Handover, Log
from tests import world as w
from tests.clients import signed_in
from tests.logs.baton import Reader, holders, offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_page(world: w.World, log: Log) -> Callable[[str], Reader]:
    return lambda name: Reader(world, name, log)


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "Velg hvem du vil spørre."),
        ({"receiver": ""}, "Velg hvem du vil spørre."),
        ({"receiver": "tor"}, "Velg en på lista."),
        ({"receiver": "kari"}, "Velg en på lista."),
        ({"receiver": "marte"}, "Velg en på lista."),
        ({"receiver": "' OR 1=1 --"}, "Velg en på lista."),
        ({"receiver": "\x00"}, "Velg en på lista."),
        ({"receiver": "ragnhild", "word": "a" * 1001}, "1000"),
    ],
)
def test_an_offer_that_cannot_be_made_keeps_what_was_typed(
    world: w.World, log: Log, at_page: Any, posted: dict[str, str], sentence: str
) -> None:
    who = posted.get("receiver", "")
    if who in world.people:
        posted = posted | {"receiver": str(world.people[who].pk)}
    answer = at_page("kari").does(**({"do": "offer", "word": "Ḱjære Đu, 你好 😀 «hei»"} | posted))
    assert answer.status_code == 422
    assert sentence in answer.text_
    assert posted.get("word", "Ḱjære Đu, 你好 😀 «hei»") in answer.text_
    assert not Handover.objects.using("owner").exists()


def test_a_nul_in_the_word_is_refused_in_words(world: w.World, log: Log, at_page: Any) -> None:
    answer = at_page("kari").does(do="offer", receiver=world.ragnhild.pk, word="a\x00b")
    assert answer.status_code == 422
    assert not Handover.objects.using("owner").exists()


@pytest.mark.parametrize("do", ["", "steal", "offer\x00"])
def test_a_step_that_is_none_does_nothing(at_page: Any, log: Log, do: str) -> None:
    answer = at_page("kari").does(do=do)
    assert answer.status_code == 422
    assert "Ingenting ble gjort" in answer.text_


def test_accepting_twice_is_told_and_changes_nothing(
    world: w.World, log: Log, at_page: Any
) -> None:
    offer = offered(world, log)
    ragnhild = at_page("ragnhild")
    ragnhild.does(do="accept", offer=offer.pk)
    for do in ("accept", "decline"):
        answer = ragnhild.does(do=do, offer=offer.pk, word="Var det ikke jeg?")
        assert answer.status_code == 409
        assert "allerede besvart eller tatt tilbake" in answer.text_
        assert "Var det ikke jeg?" in answer.text_
    assert holders(log) == ["Ragnhild"]


def test_an_answer_to_an_offer_taken_back_keeps_the_word_for_the_new_one(
    world: w.World, log: Log, at_page: Any
) -> None:
    old = offered(world, log)
    at_page("kari").does(do="take_back", offer=old.pk)
    new = offered(world, log)
    answer = at_page("ragnhild").does(do="accept", offer=old.pk, word="Jeg kan fra mandag.")
    assert answer.status_code == 409
    assert "Jeg kan fra mandag.</textarea>" in answer.text_
    assert f'value="{new.pk}"' in answer.text_
    assert holders(log) == ["Kari"]


def test_taking_back_what_was_accepted_is_told(world: w.World, log: Log, at_page: Any) -> None:
    offer = offered(world, log)
    at_page("ragnhild").does(do="accept", offer=offer.pk)
    answer = at_page("kari").does(do="take_back", offer=offer.pk)
    assert answer.status_code == 409
    assert "En annen har stafettpinnen nå." in answer.text_


def test_a_second_offer_from_an_old_page_is_told(world: w.World, log: Log, at_page: Any) -> None:
    offered(world, log)
    answer = at_page("kari").does(do="offer", receiver=world.sunniva.pk, word="Vil du?")
    assert answer.status_code == 409
    assert "Ta det spørsmålet tilbake først" in answer.text_
    assert "Vil du?" in answer.text_


@pytest.mark.parametrize(
    "offer", ["", "x", "\x00", "ikke-en-uuid", "3e95dae1-2e63-45b2-8aba-28b27a7b2cc2"]
)
def test_an_answer_to_no_offer_is_told(world: w.World, log: Log, at_page: Any, offer: str) -> None:
    offered(world, log)
    answer = at_page("ragnhild").does(do="accept", offer=offer)
    assert answer.status_code == 409
    assert holders(log) == ["Kari"]


@pytest.mark.parametrize("name", ["sunniva", "marte", "elias", "kari"])
def test_nobody_answers_for_another(world: w.World, log: Log, at_page: Any, name: str) -> None:
    offer = offered(world, log)
    answer = at_page(name).does(do="accept", offer=offer.pk)
    assert answer.status_code == 422
    assert "Bare den som ble spurt" in answer.text_
    assert holders(log) == ["Kari"]


@pytest.mark.parametrize("name", ["sunniva", "marte", "elias"])
def test_only_the_holder_offers(world: w.World, log: Log, at_page: Any, name: str) -> None:
    answer = at_page(name).does(do="offer", receiver=world.ragnhild.pk)
    assert answer.status_code == 409
    assert not Handover.objects.using("owner").exists()


def test_who_may_not_finds_what_a_log_that_is_none_gives(world: w.World, log: Log) -> None:
    for name in ("tor", "bjorg", "nils", "hanne", "henrik"):
        client = signed_in(world.people[name], world.eikvag)
        here = client.get(f"/logg/{log.pk}/stafettpinne/")
        nowhere = client.get(f"/logg/{uuid4()}/stafettpinne/")
        posted = client.post(f"/logg/{log.pk}/stafettpinne/", {"do": "offer"})
        assert here.status_code == nowhere.status_code == posted.status_code == 404
        assert here.content == nowhere.content == posted.content


def test_in_a_draft_there_is_no_baton_page(world: w.World) -> None:
    draft = w.start_draft(world, owner="sander")
    client = signed_in(world.kari, world.eikvag)
    assert client.get(f"/logg/{draft.pk}/stafettpinne/").status_code == 404
