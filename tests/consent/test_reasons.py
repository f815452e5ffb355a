"""The words of the rules: complete in every language, and the laws of the day."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation

import stafett.consent
import stafett.municipality
from stafett.consent import reasons
from stafett.consent.case import BrokenCase, Scope, Trouble
from stafett.consent.laws import LAWS, REFERENCES, LawReference, references
from stafett.consent.rules import Guardian, required_signatures
from stafett.consent.voices import Reason, Why
from stafett.municipality import policy_texts
from stafett.municipality.policy import PRESETS, Policy, Wanted

from .families import FATHER, MOTHER, MOTHER_AWAY, TODAY, aged

CONSENT = [*reasons.WHY.values(), *reasons.TROUBLES.values()]
MUNICIPALITY = [
    *policy_texts.WANTED_TEXTS.values(),
    *policy_texts.WEAKER_TEXTS.values(),
    policy_texts.UNKNOWN_SETTING,
    policy_texts.AGE_WITHOUT_SIGNER,
]
PLACEHOLDERS = re.compile(r"%\(\w+\)s")


def catalogue(room: object, language: str) -> dict[str, str]:
    path = Path(room.__file__).parent / "locale" / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


@pytest.mark.parametrize(
    ("room", "texts"), [(stafett.consent, CONSENT), (stafett.municipality, MUNICIPALITY)]
)
def test_every_sentence_is_there_in_bokmal_and_nynorsk(room, texts) -> None:
    bokmal, nynorsk = catalogue(room, "nb"), catalogue(room, "nn")
    with translation.override(None):
        for english in map(str, texts):
            assert bokmal[english], english
            assert nynorsk[english], english
            assert bokmal[english] != nynorsk[english]
            for other in (bokmal[english], nynorsk[english]):
                assert set(PLACEHOLDERS.findall(other)) == set(PLACEHOLDERS.findall(english))


def test_every_code_has_its_sentence() -> None:
    assert set(reasons.WHY) == set(Why)
    assert set(reasons.TROUBLES) == set(Trouble)
    assert set(policy_texts.WANTED_TEXTS) == set(Wanted)


@pytest.mark.requirement("M12")
def test_office_words_are_not_used() -> None:
    for room in (stafett.consent, stafett.municipality):
        for language in ("nb", "nn"):
            for text in catalogue(room, language).values():
                words = str(text).lower()
                assert not re.search("samordning|evaluering|planeier|planeigar", words), words


def test_a_group_says_why_in_one_go() -> None:
    mother = required_signatures(
        PRESETS["national"], TODAY, aged(10), [MOTHER, FATHER], [Scope.OPEN, Scope.HEALTH], False
    )[1]
    with translation.override("en"):
        assert reasons.why(mother) == (
            "Until the child is 18, those who have parental responsibility must say yes."
            " Until the child is 16, those who have parental responsibility must say yes before"
            " information about health is shared."
            " The parents do not live together, and the child has a fixed home with both."
            " Then both must say yes."
        )
        assert reasons.laws(mother) == [
            "the Patients’ and Users’ Rights Act (pasient- og brukerrettighetsloven) § 4-4"
        ]


def test_ages_in_sentences_are_the_policys() -> None:
    with translation.override("en"):
        assert "15" in reasons.sentence(Reason(Why.YOUTH_ALONE, 15))
    owner = required_signatures(PRESETS["sogndal"], TODAY, aged(15), [MOTHER], [Scope.OPEN], False)[
        0
    ]
    assert owner.reasons == (Reason(Why.YOUTH_ALONE, 15),)


def test_trouble_names_its_details() -> None:
    with translation.override("en"):
        said = reasons.explain(BrokenCase(Trouble.UNKNOWN_PRESET, value="100 %s", known="a, b"))
    assert said == "There is no preset “100 %s”. There are: a, b."


def test_laws_are_dated() -> None:
    old = LawReference("G17", "children", "§ 32", date(1981, 4, 8), until=date(2029, 12, 31))
    new = LawReference("G17", "children", "§ 99", date(2030, 1, 1))
    assert references(["G17"], date(2029, 12, 31), [old, new]) == (old,)
    assert references(["G17"], date(2030, 1, 1), [old, new]) == (new,)
    assert references(["G1"], date(2030, 1, 1), [old, new]) == ()
    assert references(["G17"], date(1981, 4, 7), [old, new]) == ()


def test_laws_by_name_in_each_language() -> None:
    assert {reference.law for reference in REFERENCES} == set(LAWS)
    patients = next(reference for reference in REFERENCES if reference.requirement == "G13")
    assert patients.title("nb") == "pasient- og brukerrettighetsloven § 4-3 b"
    assert patients.title("nn") == "pasient- og brukarrettslova § 4-3 b"
    assert patients.title("se") == patients.title("nb")


@pytest.mark.parametrize(
    ("age", "scope", "law"),
    [
        (15, Scope.OPEN, "barnelova §§ 31, 32"),  # 000
        (16, Scope.HEALTH, "pasient- og brukerrettighetsloven § 4-3 b"),  # 000, 004
        (15, Scope.EDUCATION, "barnelova § 32"),  # 004
    ],
)
def test_the_owners_part_rests_on_the_law_that_the_documents_name(age, scope, law) -> None:
    groups = required_signatures(PRESETS["national"], TODAY, aged(age), [MOTHER], [scope], False)
    with translation.override("nb"):
        assert reasons.laws(groups[0]) == [law]


def told(policy: Policy, age: int, scope: Scope, *guardians: Guardian) -> list[tuple[Reason, ...]]:
    groups = required_signatures(policy, TODAY, aged(age), guardians, [scope], False)
    return [group.reasons for group in groups]


def test_no_sentence_speaks_of_an_age_above_18() -> None:
    late = Policy(guardians_sign_until=120, health_youth_alone_from=None)
    assert told(late, 10, Scope.OPEN, MOTHER) == [(Reason(Why.GUARDIANS, 18),)]
    assert told(late, 10, Scope.HEALTH, MOTHER) == [(Reason(Why.GUARDIANS_HEALTH, 18),)]


def test_a_single_parent_is_told_nothing_of_another() -> None:
    assert told(Policy(), 10, Scope.OPEN, MOTHER) == [(Reason(Why.GUARDIANS, 18),)]
    assert told(Policy(), 10, Scope.OPEN, MOTHER_AWAY) == [
        (Reason(Why.GUARDIANS, 18), Reason(Why.ELSEWHERE))
    ]


def test_requirements_stand_in_the_order_of_their_numbers() -> None:
    groups = required_signatures(
        PRESETS["national"], TODAY, aged(15), [MOTHER], [Scope.PARTICIPANTS], False
    )
    assert [group.requirements for group in groups] == [
        ("G2", "G6", "G11"),
        ("G1", "G2", "G6", "G11"),
    ]
