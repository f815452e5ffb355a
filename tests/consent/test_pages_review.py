"""Guardians' access up for review: the young person's word, or noted by the holder (H2, G12)."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from stafett.book.models import Entry
from stafett.book.wall import acting_as
from stafett.consent.models import GuardianReview
from stafett.logs.models import Admission, Log
from tests import world as w
from tests.walls.sql import CHECK, DENIED, insert, refused, run, several

from .coming import answer_on, born, family, open_for, verbs, versions
from .coming import run as run_daily
from .pages import address, client_of, words

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("H2")]


@pytest.fixture
def world() -> w.World:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, -3))
    return world


@pytest.fixture
def log(world: w.World) -> Log:
    return open_for(world, "ola", owner=True, guardians=False)


def say(world: w.World, log: Log, by: str, do: str, whom: str) -> Any:
    sent = {"do": f"{do} {world.people[whom].pk}"}
    return client_of(world, by).post(address(log, "samtykke", "innsyn"), sent)


def reads(world: w.World, log: Log, who: str) -> bool:
    return bool(client_of(world, who).get(address(log)).status_code == 200)


def test_the_youth_keeps_one_and_ends_the_other_at_once(world: w.World, log: Log) -> None:
    page = words(client_of(world, "ola").get(address(log, "samtykke", "innsyn")))
    assert "M_ola Berg" in page
    assert "Ingenting endrer seg" in page
    assert reads(world, log, "m_ola")
    assert say(world, log, "ola", "keep", "m_ola").status_code == 302
    confirm = f"{address(log, 'samtykke', 'innsyn')}?avslutt={world.f_ola.pk}"
    assert "Det kan ikke gjøres om her." in words(client_of(world, "ola").get(confirm))
    assert reads(world, log, "f_ola")
    assert say(world, log, "ola", "end", "f_ola").status_code == 302
    assert reads(world, log, "m_ola")
    assert not reads(world, log, "f_ola")
    assert say(world, log, "ola", "end", "f_ola").status_code == 409
    ended = Admission.objects.using("owner").get(log=log, person=world.f_ola)
    told = Entry.objects.using("owner").get(book=log.pk, verb="consent.guardian_ended")
    assert ended.ended_at == told.at
    page = words(client_of(world, "ola").get(address(log, "samtykke", "innsyn")))
    assert "Leser ikke lenger F_ola Berg" in page
    assert "F_ola" not in words(client_of(world, "ola").get(address(log, "samtykke")))
    version = w.ask_consent(world, log, named=("tor",), said_yes="ola")
    w.answer(world, version, "ola")
    assert not reads(world, log, "f_ola")  # not brought back by the next consent either


@pytest.mark.requirement("G2", "G12")
def test_the_text_of_the_next_question_says_who_reads_now(world: w.World, log: Log) -> None:
    """Not that all with parental responsibility do, when one of them no longer does."""
    say(world, log, "ola", "end", "f_ola")
    version = w.ask_consent(world, log, named=("tor",), said_yes="ola")
    page = words(client_of(world, "ola").get(address(log, "samtykke", version.pk)))
    assert version.text is not None
    for text in (version.text["nb"], page):
        assert "de som har foreldreansvar" not in text
        assert "F_ola" not in text
    assert "Ola Berg og M_ola Berg ser alt så lenge loggen er åpen." in version.text["nb"]
    assert "M_ola Berg kan lese og skrive." in version.text["nb"]
    w.answer(world, version, "ola")
    say(world, log, "ola", "end", "m_ola")
    last = w.ask_consent(world, log, named=("ragnhild",), said_yes="ola")
    assert last.text is not None
    assert "Ola Berg ser alt så lenge loggen er åpen." in last.text["nb"]
    for gone in ("foreldreansvar", "M_ola", "F_ola"):
        assert gone not in last.text["nb"].split("HVOR LENGE")[1].split("DU KAN OMBESTEMME")[0]


def test_the_holder_notes_what_the_youth_says(world: w.World, log: Log) -> None:
    assert say(world, log, "kari", "end", "f_ola").status_code == 302
    review = GuardianReview.objects.using("owner").get(log=log)
    assert review.recorded_by_id == world.kari.pk
    assert verbs(log)[-1] == "consent.guardian_ended_recorded"
    assert not reads(world, log, "f_ola")


def test_nobody_else_and_not_before_the_youth_signs_alone(world: w.World, log: Log) -> None:
    for who in ("m_ola", "sunniva", "tor", "hanne"):
        assert say(world, log, who, "end", "f_ola").status_code == 404
    family(world, "per", born(15, 1))
    young = open_for(world, "per")
    run_daily(1)  # asked, but the old consent rests on the guardians' yes
    assert say(world, young, "per", "end", "f_per").status_code == 404
    answer_on(world, versions(young)[1], "per", days=1)
    assert "Hva foreldre kan lese" in words(client_of(world, "per").get(address(young, "samtykke")))
    assert say(world, young, "per", "end", "f_per").status_code == 302


def reviewed(log: Log, guardian: Any, **more: Any) -> tuple[str, list[Any]]:
    values = {"guardian_id": guardian.pk, "keeps": False, "at": timezone.now(), **more}
    return insert("consent_guardianreview", id=uuid4(), log_id=log.pk, **values)


def test_the_database_refuses_what_is_not_the_youths(world: w.World, log: Log) -> None:
    end = "UPDATE logs_admission SET ended_at = now() WHERE person_id = %s"
    with acting_as(world.sunniva.pk):
        refused(CHECK, "the owner decides", *reviewed(log, world.f_ola))
        mine = {"recorded_by_id": world.sunniva.pk}
        refused(CHECK, "the owner decides", *reviewed(log, world.f_ola, **mine))
        refused(CHECK, "a guardian reads until", end, [world.f_ola.pk])
    with acting_as(world.m_ola.pk):
        refused(CHECK, "the owner decides", *reviewed(log, world.f_ola))
    with acting_as(world.ola.pk):
        refused(CHECK, "ends it at once", *reviewed(log, world.f_ola))
        refused(CHECK, "no access as a guardian", *reviewed(log, world.sunniva))
        refused(DENIED, "permission denied", "UPDATE consent_guardianreview SET keeps = true")
        refused(DENIED, "permission denied", "DELETE FROM consent_guardianreview")
        refused(DENIED, "permission denied", "UPDATE consent_birthday SET age = 3")
    both = w.open_log(world, signers=("marte", "anders"))
    with acting_as(world.elias.pk):
        several(CHECK, "does not sign alone", reviewed(both, world.marte))
    with acting_as(world.ola.pk):
        run(*reviewed(log, world.f_ola, keeps=True))


def test_the_birthday_is_told_on_the_pages() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 40))
    log = open_for(world, "ola")
    run_daily(0)
    page = address(log, "samtykke")
    assert "Du fyller 15 år" in words(client_of(world, "ola").get(page))
    assert "Du fyller 15 år" in words(client_of(world, "ola").get("/min-side/?bli"))
    said = words(client_of(world, "kari").get(page))
    assert "Fra da må Ola selv si ja." in said
    assert "Snakk med Ola først." in said
    assert "Ola fyller 15 år" in words(client_of(world, "kari").get("/min-side/"))
    assert "F_ola Berg, M_ola Berg" in words(client_of(world, "m_ola").get(page))


def test_a_question_that_could_not_go_out_waits_for_the_holder() -> None:
    world = w.make_world("sogndal")
    family(world, "ola", born(15, 250))
    log = open_for(world, "ola")
    run_daily(250)
    said = words(client_of(world, "kari").get(address(log, "samtykke")))
    assert "Spørsmålet er ikke sendt." in said
    assert "Ola er 15 år og må spørres" in words(client_of(world, "kari").get("/min-side/"))
