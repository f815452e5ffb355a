"""Every verb has its sentence, in three languages, with only what its entries hold."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from stafett.book.models import Content, Entry
from stafett.consent.models import How
from stafett.overview.history import told
from stafett.overview.telling import lines, texts
from stafett.telling.words import PLACEHOLDER, SENTENCES
from tests import world as w
from tests.overview.whole_life import lives

pytestmark = pytest.mark.django_db
STAFETT = Path(__file__).parents[2] / "stafett"
VERB = re.compile(r'"((?:logs|consent|family|plan|voice|messages|meetings)\.(?!html")[a-z_]+)"')
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def world() -> w.World:
    return w.make_world(next_door="sogndal")


def verbs_in_the_code() -> set[str]:
    """Every verb that some action writes, found in the code itself."""
    rooms = (
        STAFETT / room
        for room in ("logs", "consent", "plan", "voice", "messages", "meetings", "archive")
    )
    written = [
        path for room in rooms for path in room.rglob("*.py") if "migrations" not in path.parts
    ]
    files = [
        path
        for path in written
        if path.name not in ("sentences.py", "sitting_sentences.py", "jobs.py")
    ]
    return {verb for path in files for verb in VERB.findall(path.read_text())}


def test_every_verb_in_the_code_has_a_sentence() -> None:
    verbs = verbs_in_the_code()
    assert {"logs.baton_offered", "consent.asked", "plan.goal_set"} <= verbs
    assert verbs == set(SENTENCES)


def test_every_verb_is_done_and_told_in_three_languages(world: w.World) -> None:
    books = [log.pk for log in lives(world)]
    entries = Entry.objects.using("owner").filter(book_id__in=books)
    contents = Content.objects.using("owner").filter(book_id__in=books)
    data = {(each.book_id, each.number): each.data for each in contents}
    assert {entry.verb for entry in entries} == verbs_in_the_code()
    for language in LANGUAGES:
        with translation.override(language):
            for entry in entries:
                held = data[entry.book_id, entry.number]
                asked_for = set(PLACEHOLDER.findall(str(SENTENCES[entry.verb])))
                assert asked_for <= set(held), (language, entry.verb)
                sentence = told(entry.verb, held)
                assert sentence != told("no.such_verb", {})
                assert "%(" not in sentence
    for verb, words in SENTENCES.items():
        said = {language: _in(language, words) for language in LANGUAGES}
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
        assert f"({How.PAPER.label})" in told(
            "consent.yes_recorded",
            {"who": "A", "by": "B", "how": "paper", "on": "2026-11-24"},
        )
        asked = {"who": "Kari", "people": ["A", "B"], "named": ["X, lærer", "Y, rektor"]}
        assert "A og B" in told("consent.asked", asked)
        asked["named"] = ["X, lærer", "Y, rektor", "Z, lege"]
        assert lines("consent.asked", asked) == [
            "De som skulle se loggen: X, lærer; Y, rektor og Z, lege"
        ]
    with translation.override("nn"):
        assert lines("plan.measure_evaluated", evaluated) != []
