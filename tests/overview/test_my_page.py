"""My page: what waits for each person, and in which order."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.logs import baton
from stafett.logs.models import Admission
from stafett.municipality.models import Position
from stafett.overview.my_page import greeting
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.web.times import day
from tests import world as w
from tests.overview.reading import HERE, client_of, move_deadlines, my_page_of

pytestmark = pytest.mark.django_db


def first_of(page: str) -> str:
    """What stands in the one tinted surface."""
    start = page.index('class="st-first"')
    return page[start : page.index("</section>", start)].split('class="st-tasks"')[0]


def test_a_consent_to_answer_stands_first(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    page = my_page_of(world, "marte")
    assert "Kari Nesheim spør om du sier ja til en logg for Elias" in first_of(page)
    assert f'class="ds-button" href="/logg/{log.pk}/samtykke/{version.pk}/"' in first_of(page)
    assert "Én ting venter på deg." in page


def test_who_has_answered_waits_for_the_others(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world))
    w.answer(world, version, "marte")
    page = my_page_of(world, "marte")
    assert "Ingenting venter på deg nå." in page
    assert "Loggen er ikke åpnet ennå" in page
    assert "Loggen er ikke åpnet ennå" in my_page_of(world, "anders")
    assert "spør om du sier ja" in my_page_of(world, "anders")


def test_nobody_named_sees_a_draft(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world), named=("kari", "sunniva"))
    w.answer(world, version, "marte")
    page = my_page_of(world, "sunniva")
    assert "Elias" not in page
    assert "Ingenting venter på deg nå." in page


def test_a_new_consent_in_an_open_log_is_told_as_new(world: w.World) -> None:
    log = w.open_log(world)
    w.ask_consent(world, log, named=("kari", "tor"), scopes=("participants",))
    assert "Kari Nesheim spør deg om nytt samtykke for Elias" in first_of(
        my_page_of(world, "anders")
    )


def test_a_baton_offered_is_told_with_its_word(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        baton.offer_baton(
            w.stand(world.kari, log), world.ragnhild.pk, word="Vil du?", at=timezone.now()
        )
    first = first_of(my_page_of(world, "ragnhild"))
    assert "Kari Nesheim vil gi deg stafettpinnen for Elias" in first
    assert "«Vil du?»" in first
    assert f'href="/logg/{log.pk}/stafettpinne/"' in first
    assert "stafettpinnen for Elias" not in my_page_of(world, "sunniva")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-6, "«Dagsplan med bilder» for Elias er over fristen"),
        (0, "Hvordan går det med «Dagsplan med bilder» for Elias?"),
        (14, "Hvordan går det med «Dagsplan med bilder» for Elias?"),
        (15, ""),
    ],
)
def test_my_measures_wait_from_two_weeks_before_the_deadline(
    world: w.World, days: int, words: str
) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1, by="sunniva")
    move_deadlines(log, days)
    page = my_page_of(world, "sunniva")
    assert ("Ingenting venter på deg nå." in page) is not bool(words)
    assert words in page
    if words:
        assert f"/logg/{log.pk}/tiltak/{measure}/" in first_of(page)


def test_the_holder_hears_of_what_is_late_with_others(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=1, by="sunniva")
    assert "Ingenting venter på deg nå." in my_page_of(world, "kari")
    move_deadlines(log, -1)
    first = first_of(my_page_of(world, "kari"))
    assert "Ansvarlig: Sunniva Aas." in first
    assert "er over fristen" not in my_page_of(world, "ragnhild")


def test_an_ended_measure_waits_for_nobody(world: w.World) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    move_deadlines(log, -3)
    with acting_as(world.kari.pk):
        plan.evaluate(
            w.stand(world.kari, log),
            measure,
            result="worked",
            why="Fint.",
            next_step="end",
            at=timezone.now(),
        )
    page = my_page_of(world, "kari")
    assert "Ingenting venter på deg nå." in page
    assert "0 i gang, 1 ferdige" in page


def test_the_most_pressing_comes_first_and_there_is_one_primary_button(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=3, by="ragnhild")
    move_deadlines(log, -2)
    with acting_as(world.kari.pk):
        baton.offer_baton(w.stand(world.kari, log), world.ragnhild.pk, word="", at=timezone.now())
    w.start_draft(world, owner="sander", starter="ragnhild")
    page = my_page_of(world, "ragnhild")
    assert "stafettpinnen for Elias" in first_of(page)
    assert page.index("er over fristen") < page.index("Utkastet for Sander Berg er ikke ferdig")
    assert "5 ting venter på deg." in page
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('class="ds-button" href') == 1


def test_many_things_are_folded_and_none_is_left_out(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=12)
    page = my_page_of(world, "kari")
    assert "12 ting venter på deg." in page
    assert page.count("Hvordan går det med") == 12
    assert "<summary>4 ting til</summary>" in page


def test_a_draft_tells_how_far_it_is(world: w.World) -> None:
    log = w.start_draft(world)
    page = my_page_of(world, "kari")
    assert "Utkastet for Elias Berg er ikke ferdig" in first_of(page)
    version = w.ask_consent(world, log)
    page = my_page_of(world, "kari")
    assert "Ingenting venter på deg nå." in page
    assert "0 av 2 har svart" in page
    w.answer(world, version, "marte")
    assert "1 av 2 har svart" in my_page_of(world, "kari")
    w.answer(world, version, "anders", says_yes=False)
    assert "Noen har sagt nei til loggen for Elias Berg" in first_of(my_page_of(world, "kari"))


@pytest.mark.requirement("A9", "H6")
def test_who_has_the_baton_is_told_before_somebody_leaves(world: w.World) -> None:
    w.open_log(world, named=("kari", "sunniva", "tor"))
    assert "ikke lenger med" not in my_page_of(world, "kari")
    today = timezone.localdate()
    tor = Admission.objects.using("owner").filter(person=world.tor)
    tor.update(until=today + timedelta(days=9))
    place = Position.objects.using("owner").filter(person=world.sunniva)
    place.update(until=today + timedelta(days=9))
    told = f"Fra {day(today + timedelta(days=10))} er Sunniva Aas og Tor Haugen ikke lenger med"
    said = my_page_of(world, "kari")
    assert told in said
    assert "ikke lenger med" not in my_page_of(world, "marte")
    place.update(until=today + timedelta(days=100))
    assert told not in my_page_of(world, "kari")
    assert "er Tor Haugen ikke lenger med" in my_page_of(world, "kari")


def test_a_draft_whose_question_was_closed_says_so(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    with acting_as(world.kari.pk):
        consent.take_back(w.stand(world.kari, log), version.pk, at=timezone.now())
    page = my_page_of(world, "kari")
    assert "Spørsmålet om samtykke ble lukket i dag" in first_of(page)
    assert "Ingen blir spurt nå." in page
    assert "Ingen er spurt om samtykke ennå" not in page
    with acting_as(world.kari.pk):
        written = {"scopes": ["open"], "purpose": "", "kept_out": ""}
        consent.prepare(w.stand(world.kari, log), **written, at=timezone.now())
    assert "Spørsmålet om samtykke ble lukket i dag" in first_of(my_page_of(world, "kari"))


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "God kveld"), (5, "God morgen"), (9, "God morgen"), (10, "God dag"), (18, "God kveld")],
)
def test_the_greeting_follows_the_clock(hour: int, words: str) -> None:
    kari = Person(given_name="Kari")
    with translation.override("nb"):
        assert greeting(kari, datetime(2026, 11, 19, hour, 30, tzinfo=UTC)) == f"{words}, Kari"


@pytest.mark.parametrize(("language", "words"), [("nn", "Ingenting ventar"), ("en", "Nothing")])
def test_the_page_speaks_three_languages(world: w.World, language: str, words: str) -> None:
    client = client_of(world, "kari")
    client.get(f"/min-side/?sprak={language}")
    assert words in client.get(HERE).content.decode()
