"""The baton's page: what each sees, what each may do, and what is said when it cannot be done."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent import endings
from stafett.logs import actions as logs
from stafett.logs.models import Handover, Leg, Log
from tests import world as w
from tests.clients import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return w.make_world()


@pytest.fixture
def log(world: w.World) -> Log:
    return w.open_log(world)


class Reader:
    """One person at the baton's page of one log."""

    def __init__(self, world: w.World, name: str, log: Log) -> None:
        self.client = signed_in(world.people[name], world.eikvag)
        self.address = f"/logg/{log.pk}/stafettpinne/"

    def reads(self) -> str:
        return self.client.get(self.address).content.decode()

    def does(self, **posted: Any) -> HttpResponse:
        answer = self.client.post(self.address, posted)
        answer.text_ = answer.content.decode()  # type: ignore[attr-defined]
        return answer


@pytest.fixture
def at_page(world: w.World, log: Log) -> Callable[[str], Reader]:
    return lambda name: Reader(world, name, log)


def offered(world: w.World, log: Log, to: str = "ragnhild", word: str = "Hei") -> Handover:
    with acting_as(world.kari.pk):
        standing = w.stand(world.kari, log)
        return logs.offer_baton(standing, world.people[to].pk, word=word, at=timezone.now())


def holders(log: Log) -> list[str]:
    legs = Leg.objects.using("owner").filter(log=log, ended_at=None).select_related("holder")
    return [leg.holder.given_name for leg in legs]


def verbs(log: Log) -> list[str]:
    entries = Entry.objects.using("owner").filter(book_id=log.pk).order_by("number")
    return list(entries.values_list("verb", flat=True))


def test_the_whole_handover_by_its_pages(world: w.World, log: Log, at_page: Any) -> None:
    kari, ragnhild, marte = at_page("kari"), at_page("ragnhild"), at_page("marte")
    assert "Tilby stafettpinnen" in kari.reads()
    assert "Tilby stafettpinnen" not in ragnhild.reads()
    assert kari.does(do="offer", receiver=world.ragnhild.pk, word="Ta godt vare.").status_code == 302
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


def test_a_word_in_any_script_arrives_as_it_was_written(
    world: w.World, log: Log, at_page: Any
) -> None:
    word = "مرحبا Ŋuđđe 😀 <script>alert(1)</script>"
    at_page("kari").does(do="offer", receiver=world.ragnhild.pk, word=word)
    assert Handover.objects.using("owner").get().word == word
    page = at_page("ragnhild").reads()
    assert "مرحبا Ŋuđđe 😀 &lt;script&gt;" in page


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


@pytest.mark.parametrize("offer", ["", "x", "\x00", "ikke-en-uuid", str(uuid4())])
def test_an_answer_to_no_offer_is_told(
    world: w.World, log: Log, at_page: Any, offer: str
) -> None:
    offered(world, log)
    answer = at_page("ragnhild").does(do="accept", offer=offer)
    assert answer.status_code == 409
    assert holders(log) == ["Kari"]


@pytest.mark.parametrize("name", ["sunniva", "marte", "elias", "kari"])
def test_nobody_answers_for_another(
    world: w.World, log: Log, at_page: Any, name: str
) -> None:
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
            logs.accept_baton(w.stand(ragnhild, log), offer.pk, word="", at=timezone.now())
        return "accepted"

    results = at_once(accept, accept)
    assert results.count("accepted") == 1
    assert holders(log) == ["Ragnhild"]


def test_the_page_asks_a_fixed_number_of_questions(
    world: w.World, log: Log, at_page: Any, django_assert_max_num_queries: Any
) -> None:
    reader = at_page("marte")
    reader.reads()
    with django_assert_max_num_queries(12) as few:
        reader.reads()
    giver, receiver = "kari", "ragnhild"
    for _turn in range(6):
        with acting_as(world.people[giver].pk):
            place = w.stand(world.people[giver], log)
            offer = logs.offer_baton(place, world.people[receiver].pk, word="", at=timezone.now())
        with acting_as(world.people[receiver].pk):
            place = w.stand(world.people[receiver], log)
            logs.accept_baton(place, offer.pk, word="", at=timezone.now())
        giver, receiver = receiver, giver
    with django_assert_max_num_queries(len(few.captured_queries)):
        reader.reads()
