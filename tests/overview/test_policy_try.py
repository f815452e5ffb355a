"""Trying the rules on a made-up family: the same answers as the command's, and nothing stored."""

import json
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from lxml import html

from stafett.municipality.policy import PRESETS
from tests import world as w
from tests.overview.reading import client_of
from tests.overview.rules_pages import TRY, fields, read, set_rules

pytestmark = pytest.mark.django_db
ON = "2026-11-22"


@pytest.fixture
def henrik(world: w.World) -> Client:
    return client_of(world, "henrik")


def asked(client: Client, **said: Any) -> list[tuple[str, str]]:
    """Who must say yes, and why, as the page answers."""
    answer = client.post(
        TRY, {"owner": "child", "on": ON, "policy": "kommunen", "scopes": ["open"], **said}
    )
    assert answer.status_code == 200, answer.content.decode()
    page = html.fromstring(answer.content.decode())
    return [
        (group.xpath("string(.//h3)"), group.xpath("string(.//p[1])"))
        for group in page.xpath('//section[@aria-labelledby="svaret"]//li')
    ]


def test_the_form_as_it_comes_gives_an_answer(henrik: Client) -> None:
    filled = fields(read(henrik, TRY)) | {"age": "8"}
    answer = henrik.post(TRY, filled).content.decode()
    assert "Det trengs 2 ja" in answer
    assert "Foresatt 1" in answer
    assert "Foreldrene bor sammen, og hver av dem må si ja." in answer
    assert "Krav: G1." in answer


PARENTS = {
    "kind_1": "parent",
    "responsibility_1": "on",
    "fixed_residence_1": "on",
    "kind_2": "parent",
    "responsibility_2": "on",
}
CASES: list[dict[str, Any]] = [
    {"birth": "2011-05-02", **PARENTS},
    {"birth": "2011-05-02", **PARENTS, "scopes": ["open", "health"]},
    {"birth": "2018-05-02", **PARENTS, "live_together": "on"},
    {"birth": "2018-05-02", **PARENTS, "scopes": ["ordinary_care"]},
    {"birth": "2008-11-22", **PARENTS},
    {"birth": "2018-05-02", "kind_3": "other", "responsibility_3": "on"},
    {"birth": "2018-05-02", "kind_1": "parent"},
]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("said", CASES)
def test_it_answers_as_the_command_does(
    henrik: Client, monkeypatch: pytest.MonkeyPatch, preset: str, said: dict[str, Any]
) -> None:
    guardians = [
        {
            "id": str(number),
            "kind": said[f"kind_{number}"],
            "responsibility": f"responsibility_{number}" in said,
            "fixed_residence": f"fixed_residence_{number}" in said,
        }
        for number in (1, 2, 3, 4)
        if f"kind_{number}" in said
    ]
    case = {
        "policy": preset,
        "on": ON,
        "owner": {"birth": said["birth"]},
        "guardians": guardians,
        "live_together": "live_together" in said,
        "scopes": said.get("scopes", ["open"]),
    }
    out = StringIO()
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps(case).encode())))
    try:
        call_command("who_must_sign", "-", stdout=out)
    except SystemExit:
        assert asked(henrik, **said, policy=preset) == []
        return
    names = {"owner": "Den loggen handler om"}
    expected = [
        (" eller ".join(names.get(one, f"Foresatt {one}") for one in group["any_of"]), group["why"])
        for group in json.loads(out.getvalue())["groups"]
    ]
    assert asked(henrik, **said, policy=preset) == expected


def test_the_laws_stand_there(henrik: Client) -> None:
    said = {"owner": "child", "age": "17", "on": ON, "policy": "national", "scopes": ["health"]}
    page = henrik.post(TRY, said).content.decode()
    assert "pasient- og brukerrettighetsloven § 4-3 b" in page
    assert "G13" in page


def test_by_the_municipalitys_own_rules_on_the_day(world: w.World, henrik: Client) -> None:
    set_rules(world, {"one_guardian_when_together": True}, days=20)
    said = {"age": "8", **PARENTS, "fixed_residence_2": "on", "live_together": "on"}
    assert len(asked(henrik, **said)) == 2
    assert len(asked(henrik, **said, on="2099-01-01")) == 1


def test_an_adult_and_a_leap_day(henrik: Client) -> None:
    assert asked(henrik, owner="adult")[0][0] == "Den loggen handler om"
    assert (
        asked(henrik, age="15", on="2028-02-29", policy="sogndal")[0][0] == "Den loggen handler om"
    )


def test_where_there_is_no_answer_it_says_what_is_missing(henrik: Client) -> None:
    said = {"owner": "child", "age": "8", "on": ON, "policy": "national", "scopes": ["health"]}
    page = henrik.post(TRY, said).content.decode()
    assert "Det finnes ikke noe svar" in page
    assert "Ingen kan si ja til «Opplysninger om helse blir delt»" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"age": ""}, "age"),
        ({"age": "-1"}, "age"),
        ({"age": "9" * 5000}, "age"),
        ({"age": "åtte"}, "age"),
        ({"birth": "2018-01-01"}, "birth"),
        ({"age": "", "birth": "2027-01-01"}, "birth"),
        ({"birth": "0000-00-00"}, "birth"),
        ({"on": "0001-01-01"}, "on"),
        ({"on": "9999-12-31"}, "on"),
        ({"on": ""}, "on"),
        ({"policy": "oslo"}, "policy"),
        ({"policy": ""}, "policy"),
        ({"owner": "dog"}, "owner"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["open", "everything"]}, "scopes"),
        ({"kind_4": "uncle"}, "kind_4"),
        ({"age": "8\0"}, "age"),
    ],
)
def test_a_mistake_is_told_at_its_field(henrik: Client, wrong: dict[str, Any], field: str) -> None:
    said = {"owner": "child", "age": "8", "on": ON, "policy": "national", "scopes": ["open"]}
    answer = henrik.post(TRY, said | wrong)
    assert answer.status_code == 422
    page = html.fromstring(answer.content.decode())
    assert page.xpath(f'//*[@id="id_{field}_error"]')
    assert not page.xpath('//section[@aria-labelledby="svaret"]')


def test_nothing_is_stored(henrik: Client) -> None:
    def rows() -> list[int]:
        found = []
        with connections["owner"].cursor() as cursor:
            for table in ("people_person", "book_entry", "consent_consent", "logs_log"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                found.append(cursor.fetchone()[0])
        return found

    before = rows()
    asked(henrik, age="8", **PARENTS)
    assert rows() == before
    assert henrik.post(TRY, {}).status_code == 422
