"""Who may open which of the room's pages; everyone else finds what is nowhere."""

from typing import Any
from uuid import uuid4

import pytest

from stafett.logs.models import Log
from stafett.people.models import Person
from tests import world as w

from .pages import (
    add,
    address,
    client_of,
    know_the_family,
    make_school_world,
    opened,
    press,
    question_of,
    started,
)

pytestmark = pytest.mark.django_db

YES, LED, NO = 200, 302, 404
# Of each page: what the people of that log get. `tor` is named, `bjorg` is the unit's leader,
# `nils` leads a school in another municipality, `robin` has no responsibility, `hanne` is a
# guardian of another child.
STRANGERS = {"tor": NO, "bjorg": NO, "nils": NO, "hanne": NO, "robin": NO, "elias": NO}
DRAFT = {
    "samtykke": {"kari": YES, "marte": LED, "anders": LED, **STRANGERS},
    "samtykke/nytt": {"kari": LED, "marte": NO, **STRANGERS},
    "samtykke/muntlig": {"kari": LED, "marte": NO, **STRANGERS},
    "samtykke/person": {"kari": LED, "marte": NO, **STRANGERS},
    "samtykke/QUESTION": {"kari": YES, "marte": YES, "anders": YES, **STRANGERS},
    "samtykke/QUESTION/ta-tilbake": {"kari": YES, "marte": NO, **STRANGERS},
    "avslutt": {"kari": NO, "marte": NO, **STRANGERS},
}
NOT_IN = {"bjorg": NO, "nils": NO, "hanne": NO, "robin": NO, "sunniva": NO}
OPEN = {
    "samtykke": {"kari": YES, "marte": YES, "anders": YES, "elias": YES, "tor": YES, **NOT_IN},
    "samtykke/nytt": {"kari": YES, "marte": NO, "elias": NO, "tor": NO, **NOT_IN},
    "samtykke/muntlig": {"kari": LED, "marte": NO, "tor": NO, **NOT_IN},
    "samtykke/person": {"kari": LED, "marte": NO, "tor": NO, **NOT_IN},
    "samtykke/QUESTION": {"kari": YES, "marte": YES, "elias": YES, "tor": NO, **NOT_IN},
    "samtykke/QUESTION/ta-tilbake": {"kari": LED, "marte": NO, "tor": NO, **NOT_IN},
    "avslutt": {"kari": YES, "marte": YES, "elias": YES, "tor": NO, **NOT_IN},
}


@pytest.fixture
def world() -> w.World:
    world = make_school_world()
    for name in ("hanne", "robin"):
        person = Person(given_name=name.capitalize(), family_name="Fremmed")
        world.people[name] = w.save(person)
    return world


def check(world: w.World, log: Log, pages: dict[str, dict[str, int]]) -> None:
    for page, people in pages.items():
        here = address(log, *page.replace("QUESTION", str(question_of(log).pk)).split("/"))
        for who, wanted in people.items():
            client = client_of(world, who)
            answer = client.get(here)
            assert answer.status_code == wanted, f"{who} on {page}"
            if wanted == NO:
                nowhere = client.get(address(log, "finnes", "ikke"))
                assert answer.content == nowhere.content, f"{who} on {page}"
                if page == "samtykke":  # takes no forms, whoever sends them
                    continue
                posted = client.post(here, {"do": "yes", "text_hash": question_of(log).text_hash})
                assert (posted.status_code, posted.content) == (NO, nowhere.content), who


def test_while_the_question_waits(world: w.World) -> None:
    log = started(world)
    know_the_family(world, log)
    add(world, log, "tor", sees="everything")
    press(world, log, "ask")
    check(world, log, DRAFT)


def test_before_it_is_sent_only_the_starter_knows(world: w.World) -> None:
    log = started(world)
    know_the_family(world, log)
    everyone = {"kari": YES, "marte": NO, "anders": NO, **STRANGERS}
    check(world, log, {"samtykke": everyone, "samtykke/person": everyone})
    assert (
        client_of(world, "kari").get(address(log, "samtykke", question_of(log).pk)).status_code
        == NO
    )


def test_in_an_open_log(world: w.World) -> None:
    log = opened(world, "tor")
    check(world, log, OPEN)


def test_a_log_that_does_not_exist(world: w.World) -> None:
    kari = client_of(world, "kari")
    nowhere: Any = kari.get("/finnes-ikke/").content
    for rest in ("samtykke", "samtykke/nytt", f"samtykke/{uuid4()}", "avslutt"):
        answer = kari.get(f"/logg/{uuid4()}/{rest}/")
        assert (answer.status_code, answer.content) == (NO, nowhere)


def test_another_logs_question_is_not_found_in_mine(world: w.World) -> None:
    mine = opened(world)
    other = started(world, "sofie", said_yes=["0"], short_name="Sofie")
    question = question_of(other)
    for who in ("kari", "marte"):
        for rest in ((), ("ta-tilbake",)):
            answer = client_of(world, who).get(address(mine, "samtykke", question.pk, *rest))
            assert answer.status_code == NO


def test_somebody_not_signed_in_is_sent_to_sign_in(world: w.World, client: Any) -> None:
    log = opened(world)
    for rest in ("samtykke", "samtykke/nytt", "avslutt"):
        assert client.get(address(log, rest))["Location"].startswith("/logg-inn/")
