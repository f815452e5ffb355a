"""«Undo» while a question is written, and two who write its words at once (issue 5.5)."""

import re
from typing import Any

import pytest

from stafett.book.models import Entry
from stafett.consent.models import Consent, KeptOut, Named, Signature
from stafett.logs.models import Log
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    client_of,
    know_the_family,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    started,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    log = started(world)
    know_the_family(world, log)
    return log


def undo_on(page: str) -> str:
    """Where the button of the message sends."""
    found = re.search(r'action="([^"]*[?]angre=[^"]*)"', page)
    assert found, "no «Undo» on the page"
    return found[1]


def after(world: w.World, log: Log, answer: Any, undo: bool = True) -> str:
    """The page that a button led to; with its «Undo» pressed, the one after that."""
    kari = client_of(world, "kari")
    kari.cookies = answer.client.cookies
    page = kari.get(answer["Location"]).content.decode()
    if not undo:
        return page
    again = kari.post(undo_on(page))
    assert again.status_code == 302
    second = kari.post(undo_on(page))  # pressed twice
    assert second.status_code == 302
    return str(kari.get(again["Location"]).content.decode())


def names(log: Log) -> set[str]:
    named = Named.objects.using("owner").filter(consent=question_of(log)).select_related("person")
    return {each.person.given_name for each in named}


def test_who_was_taken_off_the_list_comes_back_as_before(world: w.World, log: Log) -> None:
    add(world, log, "tor", task="Leser med Elias")
    tor = Named.objects.using("owner").get(consent=question_of(log), person=world.tor)
    answer = press(world, log, f"remove:{tor.pk}")
    assert names(log) == {"Kari"}
    said = after(world, log, answer)
    assert "Tor Haugen står på lista igjen." in said
    back = Named.objects.using("owner").get(consent=question_of(log), person=world.tor)
    assert (back.task, back.sees, back.until) == ("Leser med Elias", tor.sees, tor.until)


def test_undo_is_refused_in_words_when_something_was_built_on_it(world: w.World, log: Log) -> None:
    add(world, log, "tor")
    tor = Named.objects.using("owner").get(consent=question_of(log), person=world.tor)
    answer = press(world, log, f"remove:{tor.pk}")
    page = after(world, log, answer, undo=False)
    assert press(world, log, "ask").status_code == 302
    kari = client_of(world, "kari")
    kari.cookies = answer.client.cookies
    sent = kari.post(undo_on(page), follow=True)
    assert "Spørsmålet var sendt eller tatt tilbake i mellomtida" in words(sent)
    assert names(log) == {"Kari"}


@pytest.mark.requirement("H1")
def test_keeping_somebody_out_and_letting_be_are_undone(world: w.World, log: Log) -> None:
    here = f"{address(log, 'samtykke', 'utenfor')}?enhet={world.ppt.pk}"
    position = {"position": str(world.positions["tor"].pk)}
    rows = KeptOut.objects.using("owner").filter(consent=question_of(log))
    after(world, log, client_of(world, "kari").post(here, position))
    assert not rows.exists()
    client_of(world, "kari").post(here, position)
    was = rows.get()
    said = after(world, log, press(world, log, f"let_be:{was.pk}"))
    assert "holdes utenfor" in said
    assert (rows.get().person_id, rows.get().name) == (world.tor.pk, was.name)


@pytest.mark.requirement("G6")
def test_a_dropped_question_is_written_again_and_no_answer_with_it(world: w.World) -> None:
    log = opened(world, "sunniva")
    kari = client_of(world, "kari")
    kari.post(address(log, "samtykke", "nytt"), BEGIN)
    answer = add(world, log, "tor")
    assert answer.status_code == 302, words(answer)
    assert "Tor" in names(log)
    assert press(world, log, "ask", purpose="PPT kan hjelpe.").status_code == 302
    assert say(world, log, "marte").status_code == 302
    dropped = question_of(log)
    assert names(log) == {"Kari", "Sunniva", "Tor"}
    answer = kari.post(address(log, "samtykke", dropped.pk, "ta-tilbake"))
    said = after(world, log, answer)
    assert "Spørsmålet er her igjen." in said
    again = question_of(log)
    assert again.pk != dropped.pk
    assert (again.state, again.purpose) == ("prepared", "PPT kan hjelpe.")
    assert again.scopes == dropped.scopes
    assert names(log) == {"Kari", "Sunniva", "Tor"}
    assert not Signature.objects.using("owner").filter(consent=again).exists()
    last = Entry.objects.using("owner").filter(book=log.pk).order_by("-number")[0]
    assert last.verb == "consent.prepared"


@pytest.mark.requirement("G6", "G18")
def test_a_dropped_question_does_not_come_back_over_a_newer_one(world: w.World) -> None:
    log = opened(world)
    kari, here = client_of(world, "kari"), address(log, "samtykke", "nytt")
    kari.post(here, BEGIN)
    first = question_of(log)
    kari.post(address(log, "samtykke", first.pk, "ta-tilbake"))
    kari.post(here, BEGIN)
    kari.post(address(log, "samtykke", question_of(log).pk, "ta-tilbake"))
    said = words(kari.post(f"{here}?angre={first.pk}", follow=True))
    assert "Det har skjedd mer siden spørsmålet ble droppet." in said
    assert Consent.objects.using("owner").filter(log=log).count() == 3


def test_who_writes_over_anothers_words_sees_both_and_joins_them(world: w.World, log: Log) -> None:
    kari, there = client_of(world, "kari"), address(log, "samtykke")

    def began() -> str:
        found = re.search(r'name="began" value="(\w+)"', kari.get(there).content.decode())
        assert found
        return found[1]

    two_tabs = began()
    assert press(world, log, "save", purpose="Fra den ene.", began=two_tabs).status_code == 302
    answer = press(world, log, "save", purpose="Fra den andre.", began=two_tabs)
    assert answer.status_code == 409
    page = answer.content.decode()
    theirs = page.split('class="st-theirs"')[1].split("</section>")[0]
    assert "Fra den ene." in theirs
    assert "Fra den andre." not in theirs
    assert "Fra den andre.</textarea>" in page
    assert question_of(log).purpose == "Fra den ene."
    both = re.search(r'name="began" value="(\w+)"', page)
    assert both
    assert press(world, log, "save", purpose="Fra begge.", began=both[1]).status_code == 302
    assert question_of(log).purpose == "Fra begge."
    # What was refused for another reason was written all the same: it overtakes nobody.
    refused = press(world, log, "nothing", purpose="Ett.", began=began())
    assert refused.status_code == 422
    kept = re.search(r'name="began" value="(\w+)"', refused.content.decode())
    assert kept
    assert press(world, log, "save", purpose="To.", began=kept[1]).status_code == 302
