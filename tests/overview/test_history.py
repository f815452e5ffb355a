"""The history: every verb has its sentence, and the page tells the book as it stands."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone, translation

from stafett.book.models import Content, Entry
from stafett.book.wall import acting_as
from stafett.consent import actions as consent
from stafett.consent import endings
from stafett.logs import actions as logs
from stafett.logs.models import Admission, Log
from stafett.overview.history import told
from stafett.overview.telling import PLACEHOLDER, SENTENCES, lines, texts
from stafett.plan import actions as plan
from stafett.plan.models import Goal
from tests import world as w
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
STAFETT = Path(__file__).parents[2] / "stafett"
VERB = re.compile(r'"((?:logs|consent|plan)\.[a-z_]+)"')
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def world() -> w.World:
    return w.make_world()


def client_of(world: w.World, name: str) -> Client:
    return signed_in(world.people[name], world.eikvag)


def page_of(world: w.World, name: str, log: Log, query: str = "") -> str:
    answer = client_of(world, name).get(f"/logg/{log.pk}/historie/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def verbs_in_the_code() -> set[str]:
    """Every verb that some action writes, found in the code itself."""
    rooms = (path for room in ("logs", "consent", "plan") for path in (STAFETT / room).glob("*.py"))
    files = [path for path in rooms if path.name != "sentences.py"]
    return {verb for path in files for verb in VERB.findall(path.read_text())}


def whole_life(world: w.World) -> Log:
    """A log in which everything that can be done has been done."""
    log = w.start_draft(world, holder="sunniva")
    refused = w.ask_consent(world, log, named=("kari", "sunniva"))
    w.answer(world, refused, "marte", says_yes=False)
    with acting_as(world.kari.pk):
        consent.take_back(w.stand(world.kari, log), refused.pk, at=w.now())
    version = w.ask_consent(world, log, named=("kari", "sunniva"))
    w.answer(world, version, "marte", "anders")
    _pass_the_baton(world, log)
    (measure,) = w.agree_plan(world, log, measures=1)
    _work_on_the_plan(world, log, measure)
    with acting_as(world.sunniva.pk):
        endings.close(
            w.stand(world.sunniva, log), reason="reached", note_text="Takk.", at=w.now()
        )
    return log


def _pass_the_baton(world: w.World, log: Log) -> None:
    kari, sunniva = world.kari, world.sunniva
    with acting_as(sunniva.pk):
        offer = logs.Handover.objects.get(log=log, answer=None)
        logs.decline_baton(w.stand(sunniva, log), offer.pk, word="Ikke ennå", at=w.now())
    for last in (False, True):
        with acting_as(kari.pk):
            offer = logs.offer_baton(w.stand(kari, log), sunniva.pk, word="Nå?", at=w.now())
            if not last:
                logs.take_back_offer(w.stand(kari, log), offer.pk, at=w.now())
    with acting_as(sunniva.pk):
        logs.accept_baton(w.stand(sunniva, log), offer.pk, word="Ja", at=w.now())


def _work_on_the_plan(world: w.World, log: Log, measure: Any) -> None:
    with acting_as(world.kari.pk):
        by = w.stand(world.kari, log)
        sub = Goal.objects.exclude(main=None).get(log=log)
        said = plan.MeasureText(
            title="Dagsplan 2",
            description="",
            arena="home",
            place="",
            starts_on=None,
            deadline=timezone.localdate() + timedelta(days=3),
            responsible=(world.marte.pk, world.elias.pk, world.kari.pk),
        )
        plan.change_measure(by, measure, said, opened_at=999, at=w.now())
        plan.comment(by, measure_id=measure, text="Går bra", at=w.now())
        plan.evaluate(
            by, measure, result="worked", why="Han liker det", next_step="end", at=w.now()
        )
        plan.change_goal(
            by, sub.pk, text="Inne", background="", review_on=None, opened_at=999, at=w.now()
        )
        plan.close_goal(by, sub.pk, comment="Nådd", at=w.now())


def test_every_verb_in_the_code_has_a_sentence() -> None:
    verbs = verbs_in_the_code()
    assert {"logs.baton_offered", "consent.asked", "plan.goal_set"} <= verbs
    assert verbs == set(SENTENCES)


def test_every_verb_is_done_and_told_in_three_languages(world: w.World) -> None:
    log = whole_life(world)
    entries = Entry.objects.using("owner").filter(book_id=log.pk)
    contents = {c.number: c.data for c in Content.objects.using("owner").filter(book_id=log.pk)}
    assert {entry.verb for entry in entries} == verbs_in_the_code()
    for language in LANGUAGES:
        with translation.override(language):
            for entry in entries:
                asked_for = set(PLACEHOLDER.findall(str(SENTENCES[entry.verb])))
                assert asked_for <= set(contents[entry.number]), (language, entry.verb)
                sentence = told(entry.verb, contents[entry.number])
                assert sentence != told("no.such_verb", {})
                assert "%(" not in sentence
    for verb, sentence in SENTENCES.items():
        said = {language: _in(language, sentence) for language in LANGUAGES}
        assert said["nb"] != said["en"], verb
        assert said["nn"] != said["en"], verb


def _in(language: str, sentence: object) -> str:
    with translation.override(language):
        return str(sentence)


def test_nothing_makes_telling_fail() -> None:
    with translation.override("nb"):
        assert told("plan.goal_set", None) == "Innholdet er slettet etter loven."
        neutral = told("no.such_verb", {"who": "Kari"})
        assert neutral == "Noe ble endret i loggen."
        assert told("logs.closed", {}) == neutral
        assert told("logs.closed", {"who": 1, "reason": None}) == "1 avsluttet loggen. None."
        assert told("logs.leg_began", {"holder": "100 %(who)s %"}) == (
            "100 %(who)s % har stafettpinnen."
        )
        assert lines("no.such_verb", None) == texts("no.such_verb", None) == []


def test_days_lists_and_answers_are_told_for_people() -> None:
    agreed: dict[str, object] = {
        "who": "Kari", "measure": "X", "responsible": ["A", "B", "C"], "deadline": "2026-11-24",
    }  # fmt: skip
    evaluated: dict[str, object] = {"who": "Kari", "measure": "X", "result": "partly", "why": "-"}
    with translation.override("nb"):
        assert lines("plan.measure_agreed", agreed) == [
            "Ansvarlig: A, B og C",
            "Frist: 24. november 2026",
        ]
        assert lines("plan.measure_agreed", {"deadline": "2026-13-45"}) == ["Frist: 2026-13-45"]
        assert texts("plan.measure_evaluated", evaluated) == [("", "-")]
        written: dict[str, object] = {"who": "Kari", "concern": "", "shared": "Ro."}
        assert texts("plan.understanding_written", written) == [("Det dere er enige om", "Ro.")]
        goal = told("plan.goal_set", {"who": "Kari", "goal": "Han går."})
        assert goal.endswith("«Han går.»")
        assert told("logs.closed", {"who": "Kari", "reason": "reached"}) == (
            "Kari avsluttet loggen. Målene er nådd."
        )
        asked = {"who": "Kari", "people": ["A", "B"], "named": ["X, lærer", "Y, rektor"]}
        assert "A og B" in told("consent.asked", asked)
        asked["named"] = ["X, lærer", "Y, rektor", "Z, lege"]
        assert lines("consent.asked", asked) == [
            "De som skulle se loggen: X, lærer; Y, rektor og Z, lege"
        ]
    with translation.override("nn"):
        assert lines("plan.measure_evaluated", evaluated) != []


def test_the_page_tells_newest_first_by_day_with_the_race_marked(world: w.World) -> None:
    log = whole_life(world)
    page = page_of(world, "marte", log)
    assert page.index("avsluttet loggen") < page.index("begynte på et utkast")
    assert "I dag, " in page
    assert "Går bra" in page
    assert "Takk." in page
    for words in ("sa nei til stafettpinnen", "trakk tilbake spørsmålet", "sa ja til stafettpinnen"):
        before = page[: page.index(words)]
        assert before.rindex('class="is-baton"') > before.rindex("<li id=") - 1
    assert page.count("<li id=") == Entry.objects.using("owner").filter(book_id=log.pk).count()


def test_one_can_ask_for_one_kind_alone(world: w.World) -> None:
    log = whole_life(world)
    baton = page_of(world, "marte", log, "?vis=stafettpinnen")
    assert baton.count('class="is-baton"') == baton.count("<li id=") == 8
    assert "Anders Berg" not in baton
    assert page_of(world, "marte", log, "?vis=planen").count("<li id=") == 10
    everything = page_of(world, "marte", log).count("<li id=")
    assert page_of(world, "marte", log, "?vis=hei&til=%F0%9F%98%80").count("<li id=") == everything


def test_fifty_entries_a_page_and_none_is_lost(world: w.World) -> None:
    log = w.open_log(world)
    (measure,) = w.agree_plan(world, log, measures=1)
    with acting_as(world.kari.pk):
        for number in range(110):
            plan.comment(
                w.stand(world.kari, log), measure_id=measure, text=f"K{number}.", at=w.now()
            )
    total = Entry.objects.using("owner").filter(book_id=log.pk).count()
    seen: list[str] = []
    query, pages = "", []
    while True:
        page = page_of(world, "marte", log, query)
        numbers = re.findall(r'<li id="nr-(\d+)"', page)
        assert len(numbers) <= 50
        seen += numbers
        pages.append(numbers)
        older = re.search(r'href="(\?til=\d+)">Eldre', page)
        if not older:
            break
        query = older[1]
    assert [int(number) for number in seen] == list(range(total, 0, -1))
    newer = re.search(r'href="(\?(?:til=\d+)?)">Nyere', page)
    assert newer
    assert re.findall(r'<li id="nr-(\d+)"', page_of(world, "marte", log, newer[1]))[-1] == str(
        int(pages[-1][0]) + 1
    )


@pytest.mark.parametrize("query", ["?til=0", "?til=-1", "?til=99999999999999", "?til=x", "?til=²"])
def test_a_place_that_is_none_is_the_newest(world: w.World, query: str) -> None:
    log = w.open_log(world)
    assert page_of(world, "marte", log, query).count("<li id=") > 5


def test_what_the_law_erased_is_told_as_erased(world: w.World) -> None:
    log = w.open_log(world)
    w.agree_plan(world, log, measures=1)
    Content.objects.using("owner").filter(book_id=log.pk, data__has_key="goal").update(
        data=None, salt=None
    )
    page = page_of(world, "marte", log)
    assert page.count("Innholdet er slettet etter loven.") == 2
    assert "Elias går på skolen." not in page


def test_who_sees_the_plan_alone_is_not_told_who_said_yes(world: w.World) -> None:
    log = w.open_log(world)
    assert "Anders Berg" in page_of(world, "sunniva", log)
    Admission.objects.using("owner").filter(log_id=log.pk, person=world.sunniva).update(sees="plan")
    for query in ("", "?vis=samtykket"):
        page = page_of(world, "sunniva", log, query)
        assert "Anders Berg" not in page
        assert 'href="?vis=samtykket"' not in page
    assert "har stafettpinnen" in page_of(world, "sunniva", log)


def test_who_may_not_finds_what_a_log_that_is_none_gives(world: w.World) -> None:
    log = w.open_log(world)
    for name in ("tor", "bjorg", "nils", "hanne", "henrik"):
        client = client_of(world, name)
        here = client.get(f"/logg/{log.pk}/historie/")
        nowhere = client.get(f"/logg/{uuid4()}/historie/")
        assert here.status_code == nowhere.status_code == 404
        assert here.content == nowhere.content
    assert client_of(world, "marte").post(f"/logg/{log.pk}/historie/").status_code == 405


def test_a_closed_log_is_read_by_the_family_alone(world: w.World) -> None:
    log = whole_life(world)
    assert "avsluttet loggen" in page_of(world, "elias", log)
    assert client_of(world, "kari").get(f"/logg/{log.pk}/historie/").status_code == 404


def test_a_hundred_entries_ask_no_more_questions_than_ten(
    world: w.World, django_assert_max_num_queries: Any
) -> None:
    log = w.open_log(world)
    client = client_of(world, "marte")
    client.get(f"/logg/{log.pk}/historie/")
    with django_assert_max_num_queries(12) as few:
        client.get(f"/logg/{log.pk}/historie/")
    w.agree_plan(world, log, measures=90)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"/logg/{log.pk}/historie/")
