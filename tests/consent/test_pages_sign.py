"""The page of one who is asked: what stands there, saying yes and no, and what follows."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from stafett.book.models import Entry
from stafett.consent.models import Consent, Named, Signature
from stafett.logs import baton
from stafett.logs.models import Leg, Log
from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import Policy
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    asked,
    client_of,
    day,
    know_the_family,
    make_school_world,
    number_of,
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
    add(world, log, "tor")
    press(world, log, "ask", kept_out="Det dere har fortalt Sunniva\n\nJournalen")
    return log


def page(world: w.World, log: Log, who: str) -> Any:
    return client_of(world, who).get(address(log, "samtykke", question_of(log).pk))


def signatures(log: Log) -> dict[str, bool]:
    found = Signature.objects.using("owner").filter(log=log).select_related("person")
    return {each.person.given_name: each.says_yes for each in found}


def state_of(log: Log) -> str:
    return Log.objects.using("owner").get(pk=log.pk).state


def test_the_page_says_it_all_in_plain_words(world: w.World, log: Log) -> None:
    said = words(page(world, log, "marte"))
    for part in (
        "Vil du si ja til en logg for Elias?",
        "Kari Nesheim spør deg.",
        "Det er du og Anders som bestemmer.",
        "Elias får vondt i magen.",
        "Sier du nei, åpner vi ingen logg. Du trenger ikke si hvorfor.",
        "PPT Tor Haugen, PP-rådgiver",
        "Oppgave: Hjelper Elias med lesing",
        "Planen: felles forståelse, mål og tiltak.",
        "Skal ha stafettpinnen.",
        "Elias, Anders og du",
        "Det dere har fortalt Sunniva",
        "Journalen",
        "Du kan ombestemme deg når du vil",
        "arkivloven",
        "unntatt offentlighet",
        "Samtykket gjelder i 12 måneder. Så blir dere spurt på nytt.",
        "De som har foreldreansvar, kan lese og skrive når som helst.",
        "Du og Anders : Fram til barnet er 18 år",
        "Anders har ikke svart ennå",
        "Du har ikke svart ennå",
        "Ja, jeg skriver under",
        "Nei, jeg vil ikke dette",
        "Ring Kari",
    ):
        assert part in said, part


def test_the_picture_has_no_inline_style_and_a_bar_for_each(world: w.World, log: Log) -> None:
    body = page(world, log, "marte").content.decode()
    assert "style=" not in body
    assert body.count('class="st-bar"') == 3  # Kari, Tor, the family
    assert '<table class="st-who" role="table">' in body
    assert 'width="100%"' in body
    assert "," not in "".join(part.split('"')[0] for part in body.split(' x="')[1:])


def test_the_whole_text_stands_there_in_the_readers_language(world: w.World, log: Log) -> None:
    question = question_of(log)
    code = question.text_hash
    assert question.text is not None
    marte = client_of(world, "marte")
    here = address(log, "samtykke", question.pk)
    body = marte.get(here).content.decode()
    assert " ".join(code[at : at + 8] for at in range(0, 64, 8)) in body
    assert "HVEM SER HVA, OG HVOR LENGE" in body
    marte.get(f"{here}?sprak=nn")
    page = marte.get(here)
    assert "KVEN SER KVA, OG KOR LENGE" in page.content.decode()
    assert "Vil du seie ja til ein logg for Elias?" in words(page)
    marte.get(f"{here}?sprak=en")
    assert "WHO SEES WHAT, AND UNTIL WHEN" in marte.get(here).content.decode()


@pytest.mark.requirement("G1", "G4")
def test_the_last_yes_opens_the_log(world: w.World, log: Log) -> None:
    first = say(world, log, "marte")
    assert first["Location"] == address(log, "samtykke", question_of(log).pk)
    said = words(page(world, log, "marte"))
    assert "Nå venter vi på Anders." in said
    assert "Du sa ja i dag kl." in said
    assert "jeg skriver under" not in said
    assert state_of(log) == "draft"
    assert client_of(world, "tor").get(address(log, "samtykke")).status_code == 404
    last = say(world, log, "anders")
    assert last["Location"] == address(log)
    assert state_of(log) == "open"
    assert client_of(world, "tor").get(address(log, "samtykke")).status_code == 200
    signed = Signature.objects.using("owner").filter(log=log)
    assert {(each.eid, each.eid_level, each.language) for each in signed} == {
        ("training", "none", "nb")
    }
    assert {each.text_hash for each in signed} == {question_of(log).text_hash}


def test_the_message_of_the_opened_log_is_told_on_its_page(world: w.World, log: Log) -> None:
    say(world, log, "marte")
    question = question_of(log)
    anders = client_of(world, "anders")
    fields = {"text_hash": question.text_hash, "do": "yes"}
    answer = anders.post(address(log, "samtykke", question.pk), fields)
    there = anders.get(answer["Location"])
    assert "Alle har sagt ja, og loggen for Elias er åpen." in words(there)


def test_the_language_that_was_read_is_kept(world: w.World, log: Log) -> None:
    marte = client_of(world, "marte")
    here = address(log, "samtykke", question_of(log).pk)
    marte.get(f"{here}?sprak=nn")
    marte.post(here, {"text_hash": question_of(log).text_hash, "do": "yes"})
    assert Signature.objects.using("owner").get(log=log).language == "nn"


def test_a_no_opens_nothing_and_blames_nobody(world: w.World, log: Log) -> None:
    say(world, log, "marte")
    answer = say(world, log, "anders", "no")
    assert answer.status_code == 302
    assert state_of(log) == "draft"
    assert signatures(log) == {"Marte": True, "Anders": False}
    mine = words(page(world, log, "anders"))
    assert "Du sa nei" in mine
    assert "Ikke alle har sagt ja. Ingenting åpnes, og ingen slipper inn." in mine
    hers = words(page(world, log, "marte"))
    assert "Anders sa nei" in hers
    holders = words(client_of(world, "kari").get(address(log, "samtykke")))
    assert "Alle kan si nei, og ingen trenger å si hvorfor." in holders
    assert "Ta spørsmålet tilbake" in holders


def test_a_yes_after_a_no_is_taken_and_opens_nothing(world: w.World, log: Log) -> None:
    say(world, log, "anders", "no")
    assert say(world, log, "marte").status_code == 302
    assert state_of(log) == "draft"


def test_pressing_twice_signs_once(world: w.World, log: Log) -> None:
    answers = [say(world, log, "marte") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    signing = Entry.objects.using("owner").filter(book=log.pk, verb="consent.signed")
    assert signing.count() == 1


def test_pressing_twice_at_the_same_moment_signs_once(
    world: w.World, log: Log, at_once: Callable[..., list[Any]]
) -> None:
    answers = at_once(lambda: say(world, log, "marte"), lambda: say(world, log, "marte"))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert signatures(log) == {"Marte": True}


def test_both_parents_at_the_same_moment_open_the_log_once(
    world: w.World, log: Log, at_once: Callable[..., list[Any]]
) -> None:
    answers = at_once(lambda: say(world, log, "marte"), lambda: say(world, log, "anders"))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert state_of(log) == "open"
    opening = Entry.objects.using("owner").filter(book=log.pk, verb="logs.opened")
    assert opening.count() == 1


def test_another_answer_afterwards_changes_nothing(world: w.World, log: Log) -> None:
    say(world, log, "marte")
    answer = say(world, log, "marte", "no")
    assert answer.status_code == 409
    assert "Du har alt svart." in words(answer)
    assert signatures(log) == {"Marte": True}


@pytest.mark.parametrize("sent", ["", "x", "0" * 64, "\0", "å" * 9000])
def test_another_text_than_the_one_that_was_read(world: w.World, log: Log, sent: str) -> None:
    answer = say(world, log, "marte", text_hash=sent)
    assert answer.status_code == 409
    assert "Les siden på nytt." in words(answer)
    assert not signatures(log)


@pytest.mark.parametrize("do", ["", "maybe", "\0", "yes" * 500])
def test_neither_yes_nor_no(world: w.World, log: Log, do: str) -> None:
    answer = say(world, log, "marte", do)
    assert answer.status_code == 422
    assert "Velg en av knappene" in words(answer)
    assert not signatures(log)


def test_a_doubled_answer_counts_as_its_last(world: w.World, log: Log) -> None:
    question = question_of(log)
    here = address(log, "samtykke", question.pk)
    fields = {"text_hash": question.text_hash, "do": ["yes", "no"]}
    assert client_of(world, "marte").post(here, fields).status_code == 302
    assert signatures(log) == {"Marte": False}


def test_a_question_that_is_taken_back_is_closed(world: w.World, log: Log) -> None:
    question = question_of(log)
    client_of(world, "kari").post(address(log, "samtykke", question.pk, "ta-tilbake"))
    here = address(log, "samtykke", question.pk)
    marte = client_of(world, "marte")
    assert "Dette spørsmålet er lukket." in words(marte.get(here))
    answer = marte.post(here, {"text_hash": question.text_hash, "do": "yes"})
    assert answer.status_code == 409
    assert not signatures(log)


def test_the_starter_reads_it_as_they_read_it_and_signs_nothing(world: w.World, log: Log) -> None:
    said = words(page(world, log, "kari"))
    assert "Du spør Anders og Marte." in said
    assert "jeg skriver under" not in said
    answer = say(world, log, "kari")
    assert answer.status_code == 422
    assert "Du er ikke spurt om dette." in words(answer)


def test_nobody_signs_where_no_eid_is_set_up(world: w.World, log: Log) -> None:
    Municipality.objects.using("owner").filter(pk=world.eikvag.pk).update(training=False)
    answer = say(world, log, "marte")
    assert answer.status_code == 422
    assert "elektronisk ID" in words(answer)
    assert not signatures(log)


def test_a_day_that_passed_while_they_thought(world: w.World, log: Log) -> None:
    """The database would refuse a holder whose time is over: it must be a sentence, no error."""
    say(world, log, "marte")
    past = timezone.localdate() - timedelta(days=1)
    _unfreeze_and_set(question_of(log), world.kari.pk, past)
    answer = say(world, log, "anders")
    assert answer.status_code == 422
    assert "Kari Nesheim må spørre dere på nytt." in words(answer)
    assert signatures(log) == {"Marte": True}


def _unfreeze_and_set(question: Consent, person: object, until: Any) -> None:
    """As if the question had lain that long."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE consent_named DISABLE TRIGGER asked_is_frozen")
        Named.objects.using("owner").filter(consent=question, person_id=person).update(until=until)
        cursor.execute("ALTER TABLE consent_named ENABLE TRIGGER asked_is_frozen")


def test_the_baton_changed_hands_while_they_thought(world: w.World) -> None:
    log = opened(world, "sunniva")
    kari = client_of(world, "kari")
    kari.post(address(log, "samtykke", "nytt"), BEGIN)
    sunniva = Named.objects.using("owner").get(consent=question_of(log), person=world.sunniva)
    press(world, log, f"remove:{sunniva.pk}")
    press(world, log, "ask")
    with w.acting_as(world.kari.pk):
        offer = baton.offer_baton(w.stand(world.kari, log), world.sunniva.pk, word="", at=w.now())
    with w.acting_as(world.sunniva.pk):
        baton.accept_baton(w.stand(world.sunniva, log), offer.pk, word="", at=w.now())
    assert say(world, log, "marte").status_code == 302
    answer = say(world, log, "anders")
    assert answer.status_code == 422
    assert "Sunniva Aas skal ha stafettpinnen" in words(answer)
    holding = Leg.objects.using("owner").get(log=log, ended_at=None)
    assert holding.holder == world.sunniva


def test_new_people_are_asked_about_by_their_service(world: w.World) -> None:
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    add(world, log, "tor", until=day(60))
    press(world, log, "ask", purpose="PPT kan hjelpe skolen.", kept_out="")
    said = words(page(world, log, "marte"))
    for part in (
        "Vil du la PPT bli med i loggen til Elias?",
        "PPT kan hjelpe skolen.",
        "går hjelpen Elias har i dag, videre som før",
        "Tor Haugen, PP-rådgiver, PPT, kommer inn.",
        "Tilgangen slutter av seg selv etter",
        "Bare én linje er ny. De andre har dere sagt ja til før.",
        "PPT Ny Tor Haugen",
    ):
        assert part in said, part
    body = page(world, log, "marte").content.decode()
    assert body.count("st-who__is-new") == 1
    say(world, log, "marte")
    last = say(world, log, "anders")
    assert last["Location"] == address(log, "samtykke")


def test_a_new_person_of_a_known_service_is_asked_about_by_name(world: w.World) -> None:
    log = opened(world)
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    add(world, log, "sunniva")
    press(world, log, "ask")
    assert "Vil du la Sunniva Aas bli med i loggen til Elias?" in words(page(world, log, "anders"))


def test_changes_without_anybody_new(world: w.World) -> None:
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    press(world, log, "ask")
    said = words(page(world, log, "anders"))
    assert "Vil du si ja til endringene i loggen til Elias?" in said


def test_one_guardian_alone_opens_the_log(world: w.World) -> None:
    log = asked(world, "ayaan", said_yes=["0"])
    said = words(page(world, log, "sahra"))
    assert "Det er du som bestemmer." in said
    assert say(world, log, "sahra")["Location"] == address(log)
    assert state_of(log) == "open"


def test_the_one_without_responsibility_is_not_asked(world: w.World) -> None:
    log = asked(world, "thea", said_yes=["0"])
    assert page(world, log, "robin").status_code == 404
    assert say(world, log, "silje").status_code == 302
    assert state_of(log) == "open"
    assert client_of(world, "robin").get(address(log, "samtykke")).status_code == 404


@pytest.mark.requirement("G10", "G11", "I5")
def test_at_fifteen_the_young_person_signs_too(world: w.World) -> None:
    log = asked(world, "nora", said_yes=["owner"])
    said = words(page(world, log, "nora"))
    assert "Vil du ha en felles logg?" in said
    assert "Det blir en felles logg for deg" in said
    assert "Fra 15 år må ungdommen også si ja." in said
    for who in ("linda", "nora"):
        say(world, log, who)
    assert state_of(log) == "draft"
    assert "Nå venter vi på Trond." in words(page(world, log, "nora"))
    say(world, log, "trond")
    assert state_of(log) == "open"


def test_at_eighteen_the_young_person_decides_alone(world: w.World) -> None:
    log = asked(world, "magnus", said_yes=["owner"], child="", number=number_of("magnus"))
    said = words(page(world, log, "magnus"))
    assert "Magnus Eide kan lese og skrive" in said
    assert "foreldreansvar" not in said
    say(world, log, "magnus")
    assert state_of(log) == "open"


def test_where_one_of_two_is_enough(world: w.World) -> None:
    settings = Policy(one_guardian_when_together=True).as_settings()
    w.save(
        PolicyVersion(
            municipality_id=world.eikvag.pk,
            from_date=timezone.localdate(),
            preset="national",
            settings=settings,
        )
    )
    log = asked(world, "sofie", said_yes=["0"])
    assert "Hanne eller Kristin" in words(client_of(world, "kari").get(address(log, "samtykke")))
    say(world, log, "kristin")
    assert state_of(log) == "open"


def test_the_municipalitys_own_rules_are_told(world: w.World) -> None:
    world = make_school_world("aardal")
    log = started(world)
    know_the_family(world, log)
    press(world, log, "ask")
    said = words(page(world, log, "marte"))
    assert "De som har foreldreansvar, kan lese alt når som helst." in said
    assert "Samtykket gjelder til loggen blir avsluttet eller noen trekker det." in said
    assert "Fra 15 år" not in said
