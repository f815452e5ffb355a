"""The baton's page: what each sees, what each may do, and what is said when it cannot be done."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import baton
from stafett.logs.models import Handover, Log
from tests import world as w
from tests.logs.baton import Reader, holders, offered, verbs

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_page(world: w.World, log: Log) -> Callable[[str], Reader]:
    return lambda name: Reader(world, name, log)


@pytest.mark.requirement("D29", "D31")
def test_the_whole_handover_by_its_pages(world: w.World, log: Log, at_page: Any) -> None:
    kari, ragnhild, marte = at_page("kari"), at_page("ragnhild"), at_page("marte")
    assert "Tilby stafettpinnen" in kari.reads()
    assert "Tilby stafettpinnen" not in ragnhild.reads()
    assert (
        kari.does(do="offer", receiver=world.ragnhild.pk, word="Ta godt vare.").status_code == 302
    )
    assert holders(log) == ["Kari"]
    assert "Du har spurt om Ragnhild Vik vil ta over stafettpinnen" in kari.reads()
    assert "Kari Nesheim er kontakten deres til Ragnhild Vik har sagt ja" in marte.reads()
    page = ragnhild.reads()
    assert "Ta godt vare." in page
    offer = Handover.objects.using("owner").get()
    assert str(offer.pk) in page
    assert ragnhild.does(do="accept", offer=offer.pk, word="Gjerne.").status_code == 302
    assert holders(log) == ["Ragnhild"]
    page = marte.reads()
    assert '<p class="st-baton__name">Ragnhild Vik</p>' in page
    assert page.index("Stafetten så langt") < page.index("Kontaktlærer, Eikvåg skole")
    assert verbs(log)[-3:] == ["logs.baton_offered", "logs.baton_accepted", "logs.leg_began"]
    offer.refresh_from_db(using="owner")
    assert (offer.answer, offer.answer_word) == ("accepted", "Gjerne.")


def test_a_no_leaves_the_baton_and_the_giver_reads_why(
    world: w.World, log: Log, at_page: Any
) -> None:
    offer = offered(world, log)
    answer = at_page("ragnhild").does(do="decline", offer=offer.pk, word="Jeg slutter til jul.")
    assert answer.status_code == 302
    assert holders(log) == ["Kari"]
    for name in ("kari", "marte", "sunniva"):
        page = at_page(name).reads()
        assert "Ragnhild Vik sa nei til stafettpinnen i dag" in page
        assert "Jeg slutter til jul." in page
    assert "Tilby stafettpinnen" in at_page("kari").reads()


def test_the_giver_takes_the_offer_back(world: w.World, log: Log, at_page: Any) -> None:
    offer = offered(world, log)
    assert at_page("kari").does(do="take_back", offer=offer.pk).status_code == 302
    assert verbs(log)[-1] == "logs.offer_taken_back"
    assert "Tilby stafettpinnen" in at_page("kari").reads()
    assert "Ja, jeg tar stafettpinnen" not in at_page("ragnhild").reads()


def test_a_word_in_any_script_arrives_as_it_was_written(
    world: w.World, log: Log, at_page: Any
) -> None:
    word = "مرحبا Ŋuđđe 😀 <script>alert(1)</script>"
    at_page("kari").does(do="offer", receiver=world.ragnhild.pk, word=word)
    assert Handover.objects.using("owner").get().word == word
    page = at_page("ragnhild").reads()
    assert "مرحبا Ŋuđđe 😀 &lt;script&gt;" in page


def test_when_nobody_else_is_named_the_page_says_what_to_do(world: w.World) -> None:
    log = w.open_log(world, owner="sander", signers=("liv",), named=("kari",))
    page = Reader(world, "kari", log).reads()
    assert "Tilby stafettpinnen" not in page
    assert f'href="/logg/{log.pk}/samtykke/">Be om et nytt samtykke</a>' in page


def test_a_closed_log_tells_the_family_the_whole_race(
    world: w.World, log: Log, at_page: Any
) -> None:
    offer = offered(world, log)
    at_page("ragnhild").does(do="accept", offer=offer.pk)
    with acting_as(world.ragnhild.pk):
        endings.close(
            w.stand(world.ragnhild, log), reason="reached", note_text="", at=timezone.now()
        )
    page = at_page("marte").reads()
    assert "Loggen er avsluttet, så ingen har stafettpinnen" in page
    race = page[page.index("Stafetten så langt") :]
    assert race.index("Kari Nesheim") < race.index("Ragnhild Vik")
    assert at_page("kari").client.get(f"/logg/{log.pk}/stafettpinne/").status_code == 404


@pytest.mark.parametrize("language", ["nn", "en"])
def test_the_page_speaks_the_reader_s_language(
    world: w.World, log: Log, at_page: Any, language: str
) -> None:
    offered(world, log)
    reader = at_page("ragnhild")
    reader.client.get(f"/logg/{log.pk}/stafettpinne/?sprak={language}")
    words = {"nn": "Ja, eg tek stafettpinnen", "en": "Yes, I take the baton"}
    assert words[language] in reader.reads()


def test_two_holders_are_never_made_of_one(
    world: w.World, log: Log, at_once: Callable[..., list[Any]]
) -> None:
    offer = offered(world, log)
    ragnhild = world.ragnhild

    def accept() -> str:
        with acting_as(ragnhild.pk):
            baton.accept_baton(w.stand(ragnhild, log), offer.pk, word="", at=timezone.now())
        return "accepted"

    results = at_once(accept, accept)
    assert results.count("accepted") == 1
    assert holders(log) == ["Ragnhild"]


def test_the_page_asks_a_fixed_number_of_questions(
    world: w.World, log: Log, at_page: Any, django_assert_max_num_queries: Any
) -> None:
    reader = at_page("marte")
    reader.reads()
    with django_assert_max_num_queries(14) as few:
        reader.reads()
    giver, receiver = "kari", "ragnhild"
    for _turn in range(6):
        with acting_as(world.people[giver].pk):
            place = w.stand(world.people[giver], log)
            offer = baton.offer_baton(place, world.people[receiver].pk, word="", at=timezone.now())
        with acting_as(world.people[receiver].pk):
            place = w.stand(world.people[receiver], log)
            baton.accept_baton(place, offer.pk, word="", at=timezone.now())
        giver, receiver = receiver, giver
    with django_assert_max_num_queries(len(few.captured_queries)):
        reader.reads()
