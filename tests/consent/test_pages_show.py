"""How the consent stands, to each who may know of the log."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stafett.consent import endings
from stafett.consent.assisted import record_answer
from stafett.consent.withdrawal import withdraw, withdraw_for
from stafett.logs.models import Log
from tests import world as w

from .pages import (
    BEGIN,
    add,
    address,
    asked,
    client_of,
    make_school_world,
    opened,
    press,
    question_of,
    say,
    words,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> w.World:
    return make_school_world()


def page(world: w.World, log: Log, who: str) -> Any:
    return client_of(world, who).get(address(log, "samtykke"))


def test_what_counts_is_told_to_everyone_in_the_log(world: w.World) -> None:
    log = opened(world, "sunniva")
    for who in ("marte", "anders", "elias", "kari"):
        said = words(page(world, log, who))
        assert "Dette gjelder nå" in said
        assert "Kari Nesheim, Kontaktlærer" in said
        assert "Har stafettpinnen." in said
        assert "sa ja i dag kl." in said
        assert "Versjon 1" in said
    assert "Du sa ja" in words(page(world, log, "marte"))


def test_only_the_holder_gets_the_holders_ways_on(world: w.World) -> None:
    log = opened(world, "sunniva")
    assert "Spør om noe nytt" in words(page(world, log, "kari"))
    assert "Avslutt loggen" in words(page(world, log, "kari"))
    for who in ("marte", "sunniva"):
        assert "Spør om noe nytt" not in words(page(world, log, who))
    assert "Avslutt loggen" not in words(page(world, log, "sunniva"))


def test_one_who_sees_the_plan_alone_sees_who_takes_part_and_no_answers(world: w.World) -> None:
    log = opened(world, "sunniva")  # let in to the plan
    said = words(page(world, log, "sunniva"))
    assert "Kari Nesheim, Kontaktlærer" in said
    assert "sa ja" not in said
    assert "Versjon" not in said
    version = address(log, "samtykke", question_of(log).pk)
    assert client_of(world, "sunniva").get(version).status_code == 404


def test_a_new_question_stands_on_top(world: w.World) -> None:
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    assert "Et nytt spørsmål" not in words(page(world, log, "marte"))  # nothing is sent yet
    add(world, log, "tor")
    press(world, log, "ask")
    marte = page(world, log, "marte")
    assert "Les og svar" in words(marte)
    assert "Tor Haugen" not in words(page(world, log, "sunniva"))
    say(world, log, "marte", "no")
    said = words(page(world, log, "anders"))
    assert "Ikke alle har sagt ja til det nye spørsmålet" in said
    assert "Marte sa nei" in said
    assert "Det som gjaldt før, gjelder fortsatt." in said


def test_every_version_can_be_read_again(world: w.World) -> None:
    log = opened(world, "sunniva")
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    add(world, log, "tor")
    press(world, log, "ask")
    first, *_rest = sorted(
        type(question_of(log)).objects.using("owner").filter(log=log), key=lambda c: c.version
    )
    say(world, log, "marte")
    say(world, log, "anders")
    said = words(page(world, log, "marte"))
    assert "Versjon 1 : Erstattet av et nyere" in said
    assert "Versjon 2 : Gjelder nå" in said
    old = client_of(world, "marte").get(address(log, "samtykke", first.pk))
    assert "Vil du si ja til en logg for Elias?" in words(old)
    assert "Dette spørsmålet er lukket." in words(old)


def test_the_asked_in_a_draft_is_led_to_the_question(world: w.World) -> None:
    log = asked(world)
    answer = page(world, log, "marte")
    assert answer["Location"] == address(log, "samtykke", question_of(log).pk)


def test_after_the_end_the_family_reads_on(world: w.World) -> None:
    log = opened(world)
    with w.acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="Bra.", at=w.now())
    said = words(page(world, log, "marte"))
    assert "Loggen er avsluttet, og ingen samtykker gjelder" in said
    assert "Sluttet da loggen ble avsluttet" in said
    assert page(world, log, "kari").status_code == 404


def test_the_number_of_questions_does_not_grow(world: w.World) -> None:
    log = opened(world)
    few = _questions(world, log)
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    for who in ("sunniva", "tor", "ragnhild", "bjorg"):
        add(world, log, who)
    press(world, log, "ask")
    say(world, log, "marte")
    say(world, log, "anders")
    assert _questions(world, log) == few


def _questions(world: w.World, log: Log) -> int:
    marte = client_of(world, "marte")
    with CaptureQueriesContext(connection) as asked_now:
        assert marte.get(address(log, "samtykke")).status_code == 200
    return len(asked_now)


def test_an_answer_on_paper_says_who_wrote_it_down(world: w.World) -> None:
    log = asked(world)
    with w.acting_as(world.kari.pk):
        record_answer(
            w.stand(world.kari, log),
            question_of(log).pk,
            world.anders.pk,
            says_yes=True,
            how="paper",
            said_on=timezone.localdate(),
            text_hash=question_of(log).text_hash,
            at=w.now(),
        )
    version = address(log, "samtykke", question_of(log).pk)
    said = words(client_of(world, "marte").get(version))
    assert "Anders sa ja i dag" in said
    assert "(på papir, skrevet opp av Kari Nesheim)" in said


def test_one_for_whom_the_yes_is_taken_back_is_gone(world: w.World) -> None:
    log = opened(world, "sunniva")
    with w.acting_as(world.marte.pk):
        withdraw_for(w.stand(world.marte, log), world.sunniva.pk, at=w.now())
    assert "Sunniva Aas, Helsesykepleier" not in words(page(world, log, "anders"))
    client_of(world, "kari").post(address(log, "samtykke", "nytt"), BEGIN)
    add(world, log, "sunniva")
    press(world, log, "ask")
    version = address(log, "samtykke", question_of(log).pk)
    said = words(client_of(world, "anders").get(version))
    assert "Vil du la Sunniva Aas bli med i loggen til Elias?" in said


def test_after_a_withdrawal_the_family_sees_what_was(world: w.World) -> None:
    log = opened(world, "sunniva")
    with w.acting_as(world.marte.pk):
        withdraw(w.stand(world.marte, log), at=w.now())
    assert "Trukket av familien" in words(page(world, log, "anders"))
