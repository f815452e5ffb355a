"""Searching finds what the reader may see, in either form of Norwegian, and nothing else."""

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.messages import actions as messages
from stafett.messages.actions import Letter
from stafett.plan import actions as plan
from stafett.voice.actions import private, talks, telling
from tests import world as w
from tests.clients import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H1", "H2", "L8")]


@pytest.fixture
def log(world: w.World) -> Log:
    """Tor reads everything, Ragnhild the plan; a word in each kind of text."""
    log = w.open_log(world, named=("kari", "sunniva", "tor", "ragnhild"), plan_alone=("ragnhild",))
    (measure,) = w.agree_plan(world, log, measures=1)
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        plan.comment(by, measure_id=measure, text="Skulen har fått ny lærar.", at=w.now())
        told = {"result": "partly", "why": "Bjørnen sov.", "next_step": "go_on"}
        plan.evaluate(by, measure, **told, at=w.now())
    return log


def write(world: w.World, log: Log, text: str, *to: str, by: str = "kari", **more: bool) -> None:
    with acting_as(world.people[by].pk):
        people = [world.people[name].pk for name in to]
        letter = Letter("message", "En hilsen", text)
        place = w.stand(world.people[by], log)
        messages.send(place, letter, people, at=w.now(), **more)


def page(world: w.World, log: Log, who: str, words: str) -> str:
    client = signed_in(world.people[who], world.eikvag)
    answer = client.get(f"/logg/{log.pk}/sok/", {"q": words})
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def finds(world: w.World, log: Log, who: str, words: str) -> bool:
    return "<mark>" in page(world, log, who, words)


@pytest.mark.parametrize(
    "words", ["dagsplanen", "Dagsplan", "klokken", "bjørn", "lærar", "skole", "skolen lærer"]
)
def test_it_is_found_in_other_forms_of_the_word(world: w.World, log: Log, words: str) -> None:
    assert finds(world, log, "marte", words)


@pytest.mark.parametrize("words", ["hest", "og", "skole hest", "&|!", "'); --", "x" * 100])
def test_what_is_not_there_is_not_found_and_nothing_breaks(
    world: w.World, log: Log, words: str
) -> None:
    said = page(world, log, "marte", words)
    assert "<mark>" not in said
    assert "Fant ingenting" in said


def test_nothing_and_too_much_is_answered_with_a_sentence(world: w.World, log: Log) -> None:
    assert "Skriv et ord først." in page(world, log, "marte", " ")
    assert "Fant ingenting" not in page(world, log, "marte", "x" * 101)


def test_messages_are_found_by_those_they_are_for(world: w.World, log: Log) -> None:
    write(world, log, "Vi skal til tannlegen.", "sunniva")
    found = {
        name
        for name in ("elias", "marte", "kari", "sunniva", "tor", "ragnhild")
        if finds(world, log, name, "tannlege")
    }
    assert found == {"elias", "marte", "kari", "sunniva"}


def test_health_information_is_not_found_by_those_who_do_not_see_it(
    world: w.World, log: Log
) -> None:
    write(world, log, "Han har fått medisin.", by="marte", health=True)
    assert finds(world, log, "anders", "medisin")
    assert not finds(world, log, "kari", "medisin")


def say(world: w.World, log: Log, text: str, *chosen: str, to_all: bool = False) -> None:
    """Elias writes it; tells chosen ones or everyone, or keeps it."""
    with acting_as(world.elias.pk):
        by = w.stand(world.elias, log)
        words = private.keep(by, kind="how", feeling="", text=text, at=w.now())
        if chosen or to_all:
            people = None if to_all else [world.people[name].pk for name in chosen]
            telling.share(by, words.pk, chosen=people, at=w.now())


@pytest.mark.requirement("M6")
def test_the_childs_words_are_found_by_those_who_hear_it(world: w.World, log: Log) -> None:
    say(world, log, "Jeg liker gaupe.", to_all=True)
    say(world, log, "Jeg er redd for ulv.", "marte")
    say(world, log, "Jeg har sett en jerv.")
    with acting_as(world.kari.pk):
        place, day = w.stand(world.kari, log), w.now().date()
        talk = {"adult_id": world.kari.pk, "talked_on": day, "way": "talk", "at": w.now()}
        talks.write_talk(place, words="Elias snakket om moskus.", **talk)
    with acting_as(world.marte.pk):
        place = w.stand(world.marte, log)
        talk["adult_id"] = world.marte.pk
        talks.write_talk(place, words="Elias får medisin.", **talk, health=True)
    everyone = ("elias", "marte", "kari", "tor", "ragnhild")
    for words, heard in (
        ("gauper", {"elias", "marte", "kari", "tor"}),
        ("moskusen", {"elias", "marte", "kari", "tor"}),
        ("medisin", {"elias", "marte"}),
        ("ulven", set()),
        ("jerv", set()),
    ):
        assert {name for name in everyone if finds(world, log, name, words)} == heard, words


def test_another_log_and_nobody_elses_eyes(world: w.World, log: Log) -> None:
    other = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    assert not finds(world, other, "kari", "dagsplan")
    assert signed_in(world.henrik, world.eikvag).get(f"/logg/{log.pk}/sok/?q=x").status_code == 404


def test_what_people_write_stays_text(world: w.World, log: Log) -> None:
    write(world, log, "<script>alert(1)</script> gaupe")
    said = page(world, log, "marte", "gaupe")
    assert "<script>alert" not in said
    assert "<mark>gaupe</mark>" in said


def test_as_many_questions_whatever_is_found(world: w.World, log: Log) -> None:
    client = signed_in(world.kari, world.eikvag)

    def asked() -> int:
        with CaptureQueriesContext(connections["default"]) as queries:
            client.get(f"/logg/{log.pk}/sok/?q=gaupe")
        return len(queries)

    none = asked()
    for _ in range(3):
        write(world, log, "En gaupe.")
        say(world, log, "En gaupe.", to_all=True)
    assert asked() == none
