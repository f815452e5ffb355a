"""A closed log is opened again with the family's yes, and by nothing else (H7, P7, P8)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from stafett.book.errors import Refused
from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent import actions, endings, reopening
from stafett.consent.models import Consent, Reopening
from stafett.logs import access
from stafett.logs.models import Admission, Inquiry, Leg, Log
from stafett.people.models import Guardianship, Person
from stafett.people.national_number import parse
from tests import world as w
from tests.consent.coming import answer_on, asked_of, born, family, open_for, run, verbs
from tests.consent.pages import (
    address,
    client_of,
    make_school_world,
    number_of,
    opened,
    press,
    question_of,
    say,
    words,
)
from tests.consent.registers import Tell, next_morning, register
from tests.walls.sql import CHECK, ask, refused, several

__all__ = ["register"]
pytestmark = [pytest.mark.django_db, pytest.mark.requirement("P8")]
PAGE = "/kommune/lukkede-logger/"
WHY = "Familien har ringt og vil åpne loggen."


@pytest.fixture
def world() -> w.World:
    return make_school_world()


@pytest.fixture
def log(world: w.World) -> Log:
    """Elias' log, closed by Kari; Sunniva took part."""
    found = opened(world, "sunniva")
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, found)
        endings.close(by, reason="reached", note_text="Hemmelig slutt.", at=w.now())
    return Log.objects.using("owner").get(pk=found.pk)


def henrik(world: w.World) -> Client:
    return client_of(world, "henrik")


def name(world: w.World, log: Log, who: str = "tor") -> Any:
    """Henrik, the administrator, names somebody who may ask."""
    position = world.positions[who]
    page = f"{PAGE}sporre/?logg={log.pk}&enhet={position.unit_id}"
    return henrik(world).post(page, {"position": str(position.pk)})


def asked(world: w.World, log: Log) -> None:
    """Tor is named, has talked with Marte, and asks."""
    assert name(world, log).status_code == 302
    tor = client_of(world, "tor")
    assert tor.post(address(log, "samtykke", "nytt"), {"do": "begin"}).status_code == 302
    oral = {"said_yes": str(world.marte.pk), "said_on": w.now().date().isoformat()}
    assert tor.post(address(log, "samtykke", "muntlig"), oral).status_code == 302
    answer = press(world, log, "ask", by="tor")
    assert answer.status_code == 302, words(answer)


def state(log: Log) -> str:
    return Log.objects.using("owner").get(pk=log.pk).state


def sees(person: Person, log: Log) -> bool:
    with acting_as(person.pk):
        return access.standing(person, log.pk) is not None


@pytest.mark.requirement("H7")
def test_an_administrator_finds_a_closed_log_and_sees_days_alone(world: w.World, log: Log) -> None:
    page = henrik(world)
    assert "Elias" not in words(page.get(PAGE))
    found = words(page.post(PAGE, {"wanted": log.short_name, "ground": WHY}))
    assert "Si hvem som skal spørre" in found
    assert "Elias Lunde" not in found.replace(log.short_name, "")
    assert "Fant ingen" in words(page.post(PAGE, {"wanted": "Elias", "ground": WHY}))
    one = words(page.get(f"{PAGE}sporre/?logg={log.pk}"))
    assert "Elias" not in one
    assert "Hemmelig" not in one
    for who in ("kari", "bjorg", "nils", "marte"):
        assert client_of(world, who).get(PAGE).status_code == 404
        assert client_of(world, who).get(f"{PAGE}sporre/?logg={log.pk}").status_code == 404


@pytest.mark.requirement("H10")
def test_the_family_reads_who_looked_for_the_log_and_why(world: w.World, log: Log) -> None:
    """Of another's search, and of one that found nothing, it hears nothing."""
    page = henrik(world)
    page.post(PAGE, {"wanted": "Loggen til en annen", "ground": "Et helt annet barn."})
    page.post(PAGE, {"wanted": log.short_name, "ground": WHY})
    for who in ("marte", "elias"):
        said = words(client_of(world, who).get(address(log, "innsyn")))
        assert "Henrik Dale , systemansvarlig, spurte om det finnes en lukket logg" in said
        assert WHY in said
        assert "Et helt annet barn." not in said
    kept = Inquiry.objects.using("owner").order_by("at")
    assert [(each.child_id, each.about) for each in kept] == [
        (None, "closed_log"),
        (world.elias.pk, "closed_log"),
    ]


@pytest.mark.requirement("H10")
def test_by_number_too_and_never_without_a_reason(world: w.World, log: Log) -> None:
    number = parse(number_of("elias"))
    page = henrik(world)
    for ground in ("", "  ", "vet ikke"):
        answer = page.post(PAGE, {"wanted": number.digits, "ground": ground})
        assert answer.status_code == 422
        assert "Si hvem som skal spørre" not in words(answer)
    assert not Inquiry.objects.using("owner").exists()
    found = words(page.post(PAGE, {"wanted": number.digits, "ground": WHY}))
    assert "Si hvem som skal spørre" in found
    kept = Inquiry.objects.using("owner").get()
    assert (kept.child_id, kept.asked_by_id) == (world.elias.pk, world.henrik.pk)
    assert number.digits not in kept.ground


@pytest.mark.requirement("H10")
def test_the_database_finds_nothing_without_keeping_that_it_was_sought(
    world: w.World, log: Log
) -> None:
    find = "SELECT find_closed_logs(%s, '', %s, %s)"
    for who in ("kari", "bjorg", "marte", "nils"):
        with acting_as(world.people[who].pk):
            assert ask(find, [world.eikvag.pk, log.short_name, WHY]) == []
    assert not Inquiry.objects.using("owner").exists()
    with acting_as(world.henrik.pk):
        assert ask(find, [world.eikvag.pk, log.short_name, WHY]) == [(log.pk,)]
    assert Inquiry.objects.using("owner").count() == 1


BACK = "/kommune/lukkede-logger/ta-tilbake/"


@pytest.mark.requirement("H7")
def test_who_was_named_is_taken_back_before_the_family_is_asked(world: w.World, log: Log) -> None:
    page, here = henrik(world), f"{BACK}?logg={log.pk}"
    assert page.get(here)["Location"] == PAGE  # nobody is named
    name(world, log)
    client_of(world, "tor").post(address(log, "samtykke", "nytt"), {"do": "begin"})
    said = words(page.post(PAGE, {"wanted": log.short_name, "ground": WHY}))
    assert "Tor Haugen kan spørre familien" in said
    assert "Skal Tor Haugen likevel ikke spørre familien?" in words(page.get(here))
    for who in ("kari", "bjorg", "nils", "marte", "tor"):
        assert client_of(world, who).post(here).status_code == 404
    assert sees(world.tor, log)
    assert "Tor Haugen kan ikke spørre familien lenger" in words(page.post(here, follow=True))
    assert not sees(world.tor, log)
    assert client_of(world, "tor").get(address(log, "samtykke")).status_code == 404
    assert question_of(log).end == "taken_back"
    history = words(client_of(world, "marte").get(address(log, "historie")))
    assert "Henrik Dale tok tilbake at Tor Haugen kunne spørre" in history
    assert name(world, log, "sunniva").status_code == 302
    assert words(page.post(here, follow=True))


@pytest.mark.requirement("H7")
def test_once_the_family_is_asked_the_question_is_theirs(world: w.World, log: Log) -> None:
    asked(world, log)
    page, here = henrik(world), f"{BACK}?logg={log.pk}"
    assert "Familien er spurt alt" in words(page.get(here, follow=True))
    assert "Familien er spurt alt" in words(page.post(here, follow=True))
    found = words(page.post(PAGE, {"wanted": log.short_name, "ground": WHY}))
    assert "Tor Haugen har spurt familien" in found
    assert "Ta det tilbake" not in found
    assert question_of(log).state == "asked"
    assert sees(world.tor, log)
    for who in ("marte", "anders"):
        say(world, log, who)
    assert state(log) == "open"
    assert page.post(here)["Location"] == PAGE
    assert state(log) == "open"


def test_an_open_log_is_not_found(world: w.World) -> None:
    log = opened(world)
    assert henrik(world).get(f"{PAGE}sporre/?logg={log.pk}")["Location"] == PAGE
    assert "Fant ingen" in words(
        henrik(world).post(PAGE, {"wanted": log.short_name, "ground": WHY})
    )


def test_who_is_named_asks_and_sees_nothing_of_before(world: w.World, log: Log) -> None:
    assert name(world, log).status_code == 302
    assert "Elias" in words(client_of(world, "tor").get("/min-side/"))
    tor = client_of(world, "tor")
    for page in (address(log), address(log, "samtykke")):
        said = words(tor.get(page, follow=True))
        for secret in ("Hemmelig", "Sunniva", "vondt i magen", "Versjon"):
            assert secret not in said
    for page in (address(log, "historie"), address(log, "stafettpinnen"), address(log, "skriv-ut")):
        assert tor.get(page).status_code == 404
    old = Consent.objects.using("owner").get(log=log)
    assert tor.get(address(log, "samtykke", old.pk)).status_code == 404
    assert not sees(world.sunniva, log)
    with acting_as(world.tor.pk):
        for table in ("consent", "named", "group", "asked", "signature", "oralconsent"):
            assert ask(f"SELECT 1 FROM consent_{table}") == []
        for table in ("logs_closing", "logs_leg", "book_entry", "book_content"):
            assert ask(f"SELECT 1 FROM {table}") == []


def test_the_log_opens_with_its_whole_history(world: w.World, log: Log) -> None:
    asked(world, log)
    assert say(world, log, "marte").status_code == 302
    assert state(log) == "closed"
    assert say(world, log, "anders").status_code == 302
    assert state(log) == "open"
    consent = question_of(log)
    assert (consent.version, consent.scopes, consent.state) == (2, ["reopen"], "active")
    leg = Leg.objects.using("owner").get(log=log, ended_at=None)
    assert leg.holder == world.tor
    assert "Kari Nesheim har stafettpinnen" in words(
        client_of(world, "tor").get(address(log, "historie"))
    )
    assert not sees(world.kari, log)  # she was in the old one
    for who in ("elias", "marte", "anders", "tor"):
        assert sees(world.people[who], log)
    assert not Reopening.objects.using("owner").filter(ended_at=None).exists()
    verbs = Entry.objects.using("owner").filter(book_id=log.pk).values_list("verb", flat=True)
    assert {"consent.reopening_allowed", "logs.reopened"} <= set(verbs)


LOST = {"guardians": {"anders": {"responsibility": False}}}


def test_who_asks_asks_the_register_first(world: w.World, log: Log, register: Tell) -> None:
    name(world, log)
    tor = client_of(world, "tor")
    tor.post(address(log, "samtykke", "nytt"), {"do": "begin"})
    oral = {"said_yes": str(world.marte.pk), "said_on": w.now().date().isoformat()}
    tor.post(address(log, "samtykke", "muntlig"), oral)
    register(elias=LOST)
    assert "har noe nytt" in words(press(world, log, "ask", by="tor"))
    assert question_of(log).state == "prepared"
    assert not sees(world.anders, log)
    assert press(world, log, "ask", by="tor").status_code == 302
    assert asked_of(question_of(log)) == {"marte"}


def test_the_worker_asks_each_day_while_they_answer(
    world: w.World, log: Log, register: Tell
) -> None:
    asked(world, log)
    register(elias=LOST)
    next_morning()
    assert not sees(world.anders, log)
    assert Consent.objects.using("owner").get(log=log, version=2).end == "family"


def test_a_no_leaves_it_closed_and_who_asked_knows_no_more(world: w.World, log: Log) -> None:
    asked(world, log)
    assert say(world, log, "marte", "no").status_code == 302
    assert state(log) == "closed"
    assert not sees(world.tor, log)
    assert question_of(log).end == "refused"
    assert sees(world.anders, log)
    assert name(world, log, "sunniva").status_code == 302  # another may be named


def test_taken_back_it_stays_closed(world: w.World, log: Log) -> None:
    asked(world, log)
    back = address(log, "samtykke", question_of(log).pk, "ta-tilbake")
    assert client_of(world, "tor").post(back)["Location"] == "/min-side/"
    assert state(log) == "closed"
    assert not sees(world.tor, log)


def test_nobody_is_named_twice_or_for_an_own_child(world: w.World, log: Log) -> None:
    assert name(world, log).status_code == 302
    assert name(world, log, "sunniva").status_code == 409
    Reopening.objects.using("owner").update(ended_at=w.now())
    Admission.objects.using("owner").filter(role="starter", ended_at=None).update(ended_at=w.now())
    own = world.positions["kari"]
    type(own).objects.using("owner").filter(pk=own.pk).update(person=world.marte)
    assert name(world, log, "kari").status_code == 422


def test_the_database_opens_a_log_again_by_such_a_consent_alone(world: w.World, log: Log) -> None:
    reopen = ("UPDATE logs_log SET closed_at = NULL WHERE id = %s", [log.pk])
    with acting_as(world.marte.pk):
        refused(CHECK, "opened and closed once", *reopen)
    asked(world, log)
    say(world, log, "marte")
    for who in ("marte", "tor"):
        with acting_as(world.people[who].pk):
            refused(CHECK, "opened and closed once", *reopen)
            activate = "UPDATE consent_consent SET activated_at = now() WHERE id = %s"
            several(CHECK, "signature is missing", (activate, [question_of(log).pk]), reopen)


@pytest.mark.requirement("G10", "G12")
def test_a_birthday_while_the_family_is_asked_lets_the_youth_answer_anew() -> None:
    """Asked of the parents at fourteen; at fifteen it is the young person's own to answer."""
    world = make_school_world("sogndal")
    family(world, "ola", born(15, 3))
    log = open_for(world, "ola")
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=w.now())
    assert name(world, log).status_code == 302
    with acting_as(world.tor.pk):
        first = reopening.begin_question(w.stand(world.tor, log), at=w.now())
        by = w.stand(world.tor, log)
        actions.note_oral(by, [world.m_ola], said_on=w.now().date(), at=w.now())
        first = actions.ask(by, first.pk, at=w.now())
    assert asked_of(first) == {"m_ola", "f_ola"}
    answer_on(world, first, "m_ola", days=1)
    run(2)
    assert question_of(log).pk == first.pk
    run(3)
    run(3)
    question = question_of(log)
    assert (question.scopes, asked_of(question), state(log)) == (["reopen"], {"ola"}, "closed")
    assert question.asked_by_id == world.tor.pk
    ended = Consent.objects.using("owner").get(pk=first.pk)
    assert (ended.state, ended.end) == ("ended", "outgrown")
    with pytest.raises(Refused):
        answer_on(world, ended, "f_ola", days=3)
    answer_on(world, question, "ola", days=3)
    assert state(log) == "open"
    assert Leg.objects.using("owner").get(log=log, ended_at=None).holder == world.tor
    assert verbs(log).count("consent.outgrown") == 1


@pytest.mark.requirement("P3")
def test_the_family_reads_whom_to_turn_to(world: w.World, log: Log) -> None:
    said = words(client_of(world, "marte").get(address(log)))
    assert "Vil dere at loggen skal åpnes igjen" in said


def test_a_guardian_who_came_since_must_sign_too(world: w.World, log: Log) -> None:
    inga = w.save(Person(given_name="Inga", family_name="Berg", birth_date=date(1985, 3, 3)))
    world.people["inga"] = inga
    assert name(world, log).status_code == 302
    tor = client_of(world, "tor")
    tor.post(address(log, "samtykke", "nytt"), {"do": "begin"})
    # Tied after the question was begun: nothing of the family is taken from what stood before.
    tie = {"kind": "parent", "relation": "mother", "responsibility": True}
    living = {"fixed_residence": True, "checked_at": w.now()}
    w.save(Guardianship(child=world.elias, guardian=inga, **tie, **living))
    with acting_as(world.tor.pk):
        by = w.stand(world.tor, log)
        said_on = w.now().date()
        actions.note_oral(by, [world.marte], said_on=said_on, at=w.now())
        actions.ask(by, question_of(log).pk, at=w.now())
    assert not sees(world.people["kari"], log)
    for who in ("marte", "anders"):
        assert say(world, log, who).status_code == 302
        assert state(log) == "closed"
    assert "Hemmelig" not in words(client_of(world, "inga").get(address(log), follow=True))
    assert say(world, log, "inga").status_code == 302
    assert state(log) == "open"
    assert "Elias" in words(client_of(world, "inga").get(address(log), follow=True))


def test_an_administrator_with_a_log_of_her_own_finds_the_way(world: w.World) -> None:
    opened(world)
    w.open_log(world, owner="sander", signers=("liv",), named=("kari", "henrik"))
    page = henrik(world).get("/min-side/").content.decode()
    assert PAGE in page
    assert "/kommune/innsyn/" in page
