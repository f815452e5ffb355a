"""My page: what waits for each, the logs of each, and the way straight in for a family."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.logs import actions as logs
from stafett.logs.models import Log
from stafett.overview.my_page import greeting
from stafett.people.models import Person
from stafett.plan import actions as plan
from stafett.plan.models import Measure
from tests import world as w
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
HERE = "/min-side/?bli=1"


@pytest.fixture
def world() -> w.World:
    return w.make_world()


def client_of(world: w.World, name: str) -> Client:
    return signed_in(world.people[name], world.eikvag)


def page_of(world: w.World, name: str) -> str:
    answer = client_of(world, name).get(HERE)
    assert answer.status_code == 200
    return answer.content.decode()


def move_deadlines(log: Log, days: int) -> None:
    deadline = timezone.localdate() + timedelta(days=days)
    Measure.objects.using("owner").filter(log_id=log.pk).update(deadline=deadline)


def first_of(page: str) -> str:
    """What stands in the one tinted surface."""
    start = page.index('class="st-first"')
    return page[start : page.index("</section>", start)].split('class="st-tasks"')[0]


def test_a_consent_to_answer_stands_first(world: w.World) -> None:
    log = w.start_draft(world)
    version = w.ask_consent(world, log)
    page = page_of(world, "marte")
    assert "Kari Nesheim spør om du sier ja til en logg for Elias" in first_of(page)
    assert f'class="ds-button" href="/logg/{log.pk}/samtykke/{version.pk}/"' in first_of(page)
    assert "Én ting venter på deg." in page


def test_who_has_answered_waits_for_the_others(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world))
    w.answer(world, version, "marte")
    page = page_of(world, "marte")
    assert "Ingenting venter på deg nå." in page
    assert "Loggen er ikke åpnet ennå" in page
    assert "Loggen er ikke åpnet ennå" in page_of(world, "anders")
    assert "spør om du sier ja" in page_of(world, "anders")


def test_nobody_named_sees_a_draft(world: w.World) -> None:
    version = w.ask_consent(world, w.start_draft(world), named=("kari", "sunniva"))
    w.answer(world, version, "marte")
    page = page_of(world, "sunniva")
    assert "Elias" not in page
    assert "Ingenting venter på deg nå." in page


def test_a_new_consent_in_an_open_log_is_told_as_new(world: w.World) -> None:
    log = w.open_log(world)
    w.ask_consent(world, log, named=("kari", "tor"), scopes=("participants",))
    assert "Kari Nesheim spør deg om nytt samtykke for Elias" in first_of(page_of(world, "anders"))


def test_a_baton_offered_is_told_with_its_word(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        logs.offer_baton(
            w.stand(world.kari, log), world.ragnhild.pk, word="Vil du?", at=timezone.now()
        )
    first = first_of(page_of(world, "ragnhild"))
    assert "Kari Nesheim vil gi deg stafettpinnen for Elias" in first
    assert "«Vil du?»" in first
    assert f'href="/logg/{log.pk}/stafettpinne/"' in first
    assert "stafettpinnen for Elias" not in page_of(world, "sunniva")


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
    page = page_of(world, "sunniva")
    assert ("Ingenting venter på deg nå." in page) is not bool(words)
    assert words in page
    if words:
        assert f"/logg/{log.pk}/tiltak/{measure}/" in first_of(page)


def test_the_holder_hears_of_what_is_late_with_others(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=1, by="sunniva")
    assert "Ingenting venter på deg nå." in page_of(world, "kari")
    move_deadlines(log, -1)
    first = first_of(page_of(world, "kari"))
    assert "Ansvarlig: Sunniva Aas." in first
    assert "er over fristen" not in page_of(world, "ragnhild")


def test_an_ended_measure_waits_for_nobody(world: w.World) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    move_deadlines(log, -3)
    with acting_as(world.kari.pk):
        plan.evaluate(
            w.stand(world.kari, log), measure, result="worked", why="Fint.", next_step="end",
            at=timezone.now(),
        )
    page = page_of(world, "kari")
    assert "Ingenting venter på deg nå." in page
    assert "0 i gang, 1 ferdige" in page


def test_the_most_pressing_comes_first_and_there_is_one_primary_button(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=3, by="ragnhild")
    move_deadlines(log, -2)
    with acting_as(world.kari.pk):
        logs.offer_baton(w.stand(world.kari, log), world.ragnhild.pk, word="", at=timezone.now())
    w.start_draft(world, owner="sander", starter="ragnhild")
    page = page_of(world, "ragnhild")
    assert "stafettpinnen for Elias" in first_of(page)
    assert page.index("er over fristen") < page.index("Utkastet for Sander Berg er ikke ferdig")
    assert "5 ting venter på deg." in page
    main = page[page.index("<main") : page.index("</main>")]
    assert main.count('class="ds-button" href') == 1


def test_many_things_are_folded_and_none_is_left_out(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=12)
    page = page_of(world, "kari")
    assert "12 ting venter på deg." in page
    assert page.count("Hvordan går det med") == 12
    assert "<summary>4 ting til</summary>" in page


def test_a_draft_tells_how_far_it_is(world: w.World) -> None:
    log = w.start_draft(world)
    page = page_of(world, "kari")
    assert "Utkastet for Elias Berg er ikke ferdig" in first_of(page)
    version = w.ask_consent(world, log)
    page = page_of(world, "kari")
    assert "Ingenting venter på deg nå." in page
    assert "0 av 2 har svart" in page
    w.answer(world, version, "marte")
    assert "1 av 2 har svart" in page_of(world, "kari")
    w.answer(world, version, "anders", says_yes=False)
    assert "Noen har sagt nei til loggen for Elias Berg" in first_of(page_of(world, "kari"))


def test_the_logs_tell_holder_and_counts(world: w.World) -> None:
    log = w.open_log(world)
    ids = w.agree_plan(world, log, measures=4)
    measures = Measure.objects.using("owner")
    measures.filter(pk=ids[0]).update(deadline=timezone.localdate() - timedelta(days=1))
    with acting_as(world.kari.pk):
        for measure, result in ((ids[1], "worked"), (ids[2], "not")):
            plan.evaluate(
                w.stand(world.kari, log), measure, result=result, why="-", next_step="end",
                at=timezone.now(),
            )
    mine = page_of(world, "kari")
    theirs = page_of(world, "sunniva")
    assert "Du har stafettpinnen" in mine
    assert "Stafettpinnen er hos Kari Nesheim, kontaktlærer" in theirs
    for page in (mine, theirs):
        assert "1 tiltak er forsinket" in page
        assert "1 i gang, 1 ferdige" in page
    assert "Alt er i rute" not in mine


def test_only_ones_own_logs_are_there(world: w.World) -> None:
    w.open_log(world)
    w.open_log(world, owner="sander", signers=("liv",))
    assert "Sander" in page_of(world, "kari")
    for name in ("hanne", "tor", "bjorg", "henrik", "nils"):
        page = page_of(world, name)
        assert "Elias" not in page
        assert "Sander" not in page
    assert "Sander" not in page_of(world, "marte")


@pytest.mark.parametrize(
    ("name", "words", "starts"),
    [
        ("tor", "Her finner du loggene du er med i.", True),
        ("bjorg", "Som leder ser du bare", True),
        ("henrik", "Som systemansvarlig ser du ikke", False),
        ("hanne", "Her finner du loggen når det blir startet en", False),
    ],
)
def test_an_empty_page_says_what_it_is_for(
    world: w.World, name: str, words: str, starts: bool
) -> None:
    page = page_of(world, name)
    assert words in page
    assert ('class="ds-button" href="/logg/ny/"' in page) is starts


def test_a_closed_log_is_folded_for_the_family_alone(world: w.World) -> None:
    log = w.open_log(world)
    with acting_as(world.kari.pk):
        endings.close(w.stand(world.kari, log), reason="reached", note_text="", at=timezone.now())
    page = page_of(world, "marte")
    assert "<summary>Én avsluttet logg</summary>" in page
    assert f'href="/logg/{log.pk}/">Elias Berg</a>, avsluttet' in page
    assert "Målene er nådd." in page
    assert "Elias" not in page_of(world, "kari")


@pytest.mark.parametrize("name", ["marte", "elias"])
def test_a_family_with_one_log_is_led_straight_there_once(world: w.World, name: str) -> None:
    log = w.open_log(world)
    client = client_of(world, name)
    arrival = client.get("/min-side/")
    assert (arrival.status_code, arrival.headers["Location"]) == (302, f"/logg/{log.pk}/")
    assert client.get("/min-side/").status_code == 200


def test_my_page_is_reached_from_inside(world: w.World) -> None:
    log = w.open_log(world)
    inside = {"HTTP_REFERER": f"http://testserver/logg/{log.pk}/samtykke/"}
    assert client_of(world, "marte").get("/min-side/", **inside).status_code == 200
    assert client_of(world, "marte").get(HERE).status_code == 200
    outside = {"HTTP_REFERER": "http://testserver/logg-inn/"}
    assert client_of(world, "marte").get("/min-side/", **outside).status_code == 302


def test_who_has_more_to_do_stays(world: w.World) -> None:
    log = w.open_log(world)
    assert client_of(world, "kari").get("/min-side/").status_code == 200
    w.ask_consent(world, log, named=("kari", "tor"), scopes=("participants",))
    assert client_of(world, "marte").get("/min-side/").status_code == 200


def test_a_family_with_two_logs_stays(world: w.World) -> None:
    w.open_log(world)
    w.add_family(world, "alma", 4, [])
    tie = {"child": world.alma, "guardian": world.marte, "kind": "parent", "relation": "mother"}
    w.save(
        w.Guardianship(
            **tie, responsibility=True, fixed_residence=True, checked_at=timezone.now()
        )
    )
    w.open_log(world, owner="alma", signers=("marte",))
    assert client_of(world, "marte").get("/min-side/").status_code == 200


@pytest.mark.parametrize(
    ("hour", "words"),
    [(4, "God kveld"), (5, "God morgen"), (9, "God morgen"), (10, "God dag"), (18, "God kveld")],
)
def test_the_greeting_follows_the_clock(hour: int, words: str) -> None:
    kari = Person(given_name="Kari")
    with translation.override("nb"):
        assert greeting(kari, datetime(2026, 11, 19, hour, 30)) == f"{words}, Kari"


@pytest.mark.parametrize(("language", "words"), [("nn", "Ingenting ventar"), ("en", "Nothing")])
def test_the_page_speaks_three_languages(world: w.World, language: str, words: str) -> None:
    client = client_of(world, "kari")
    client.get(f"/min-side/?sprak={language}")
    assert words in client.get(HERE).content.decode()


def many_logs(world: w.World, numbers: range) -> None:
    """Open logs where Kari has the baton, with a measure that is late and one that is due."""
    for number in numbers:
        child, parent = f"barn{number}", f"mor{number}"
        w.add_family(world, child, 7, [(parent, "mother")], together=False)
        log = w.open_log(world, owner=child, signers=(parent,), named=("kari", "sunniva"))
        late, _due = w.agree_plan(world, log, measures=2)
        Measure.objects.using("owner").filter(pk=late).update(
            deadline=timezone.localdate() - timedelta(days=2)
        )


def test_thirty_logs_ask_no_more_questions_than_two(
    world: w.World, django_assert_max_num_queries: Any
) -> None:
    many_logs(world, range(2))
    client = client_of(world, "kari")
    client.get(HERE)
    with django_assert_max_num_queries(18) as few:
        client.get(HERE)
    many_logs(world, range(2, 30))
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(HERE).content.decode()
    assert "60 ting venter på deg." in page
    assert page.count("1 tiltak er forsinket") == 30
