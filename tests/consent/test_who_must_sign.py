"""The command: the answer as JSON, or one error that names what is wrong, and exit status 2."""

import io
import json
import sys
from typing import Any

import pytest
from django.core.management import call_command

from stafett.consent.management.commands.who_must_sign import Command
from stafett.consent.rules import Scope

CASE: dict[str, Any] = {
    "policy": "sogndal",
    "on": "2026-11-22",
    "owner": {"birth": "2011-05-02"},
    "guardians": [
        {"id": "mother", "responsibility": True, "fixed_residence": True},
        {"id": "uncle", "kind": "other", "responsibility": True},
    ],
    "live_together": False,
    "scopes": ["open", "health"],
}
MISSING = object()


def ask(tmp_path, case: object, *options: str) -> tuple[dict[str, Any], int]:
    """The printed answer and the exit status."""
    path = tmp_path / "case.json"
    path.write_text(case if isinstance(case, str) else json.dumps(case), encoding="utf-8")
    return run(str(path), *options)


def run(*arguments: str) -> tuple[dict[str, Any], int]:
    printed = io.StringIO()
    status = 0
    try:
        call_command("who_must_sign", *arguments, stdout=printed)
    except SystemExit as stop:
        status = stop.code
    return json.loads(printed.getvalue()), status


def changed(**changes: object) -> dict[str, Any]:
    case = {**CASE, **changes}
    return {key: value for key, value in case.items() if value is not MISSING}


def members(reply: dict[str, Any]) -> list[list[str]]:
    return [group["any_of"] for group in reply["groups"]]


def test_the_example_of_the_specification(tmp_path) -> None:
    reply, status = ask(tmp_path, CASE)
    assert status == 0
    assert list(reply) == ["groups"]
    assert members(reply) == [["owner"], ["mother"], ["uncle"]]
    assert reply["groups"][0]["requirements"] == ["G12"]
    assert reply["groups"][1]["laws"] == ["pasient- og brukerrettighetsloven § 4-4"]
    for group in reply["groups"]:
        assert list(group) == ["any_of", "why", "requirements", "laws"]
        assert group["why"].endswith(".")


def test_no_database_is_asked(tmp_path) -> None:
    """pytest-django refuses every query here, and no check of Django's own is run before."""
    assert Command.requires_system_checks == []
    assert Command.requires_migrations_checks is False
    assert ask(tmp_path, CASE)[1] == 0


def test_standard_input(monkeypatch) -> None:
    raw = io.BytesIO(json.dumps(CASE).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="ascii"))
    reply, status = run("-")
    assert status == 0
    assert members(reply) == [["owner"], ["mother"], ["uncle"]]


def test_letters_stay_letters(tmp_path, capsys) -> None:
    path = tmp_path / "case.json"
    guardian = {"id": "Bjørg 🌱", "responsibility": True}
    path.write_text(json.dumps(changed(guardians=[guardian])), encoding="utf-8")
    call_command("who_must_sign", str(path))
    assert "Bjørg 🌱" in capsys.readouterr().out


def test_a_terminal_without_unicode_gets_ascii(tmp_path) -> None:
    path = tmp_path / "case.json"
    guardian = {"id": "Bjørg", "responsibility": True}
    path.write_text(json.dumps(changed(guardians=[guardian])), encoding="utf-8")
    raw = io.BytesIO()
    printed = io.TextIOWrapper(raw, encoding="ascii")
    call_command("who_must_sign", str(path), stdout=printed)
    printed.flush()
    assert members(json.loads(raw.getvalue())) == [["owner"], ["Bjørg"]]


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("nb", "Fra 15 år bestemmer ungdommen dette selv."),
        ("nn", "Frå 15 år bestemmer ungdommen dette sjølv."),
        ("en", "From the age of 15 the young person decides this alone."),
    ],
)
def test_why_in_each_language(tmp_path, language: str, why: str) -> None:
    reply, _status = ask(tmp_path, changed(scopes=["open"]), "--language", language)
    assert reply["groups"][0]["why"] == why


def test_bokmal_unless_told(tmp_path) -> None:
    assert ask(tmp_path, CASE) == ask(tmp_path, CASE, "--language", "nb")


def test_settings_left_out_are_nationals_and_null_is_not_set(tmp_path) -> None:
    case = changed(scopes=["open"])
    assert members(ask(tmp_path, {**case, "policy": {}})[0]) == [["owner"], ["mother"], ["uncle"]]
    until = {**case, "policy": {"guardians_sign_until": 15}}
    assert members(ask(tmp_path, until)[0]) == [["owner"]]
    nobody_young = {**case, "policy": {"youth_signs_from": None}}
    assert members(ask(tmp_path, nobody_young)[0]) == [["mother"], ["uncle"]]


def test_an_adult_needs_no_birth_date_and_no_guardians(tmp_path) -> None:
    case = {"policy": "national", "on": "2026-11-22", "owner": {"adult": True}, "scopes": ["open"]}
    reply, status = ask(tmp_path, case)
    assert (members(reply), status) == ([["owner"]], 0)


def test_left_out_means_parent_without_responsibility_or_residence(tmp_path) -> None:
    mother = {"id": "mother", "responsibility": True}
    father = {"id": "father", "responsibility": True, "fixed_residence": True}
    case = changed(policy="hustadvika", owner={"birth": "2016-05-02"}, scopes=["open"])
    reply, _ = ask(tmp_path, {**case, "guardians": [mother, father, {"id": "uncle"}]})
    assert members(reply) == [["father"]]


def test_living_together_may_be_left_out_only_where_it_changes_nothing(tmp_path) -> None:
    assert ask(tmp_path, changed(live_together=MISSING))[1] == 0
    two = [{"id": "mother", "responsibility": True}, {"id": "father", "responsibility": True}]
    reply, status = ask(tmp_path, changed(live_together=MISSING, guardians=two))
    assert status == 2
    assert "live_together" in reply["error"]


@pytest.mark.parametrize(
    ("case", "named"),
    [
        (changed(policy="sogndla"), "sogndla"),
        (changed(policy=5), "policy"),
        (changed(policy=None), "policy"),
        (changed(policy=MISSING), "policy"),
        (changed(policy={"youth_sign_from": 15}), "youth_sign_from"),
        (changed(policy={"youth_signs_from": "15"}), "youth_signs_from"),
        (changed(policy={"youth_signs_from": 15.0}), "youth_signs_from"),
        (changed(policy={"youth_signs_from": True}), "youth_signs_from"),
        (changed(policy={"youth_signs_from": -1}), "youth_signs_from"),
        (changed(policy={"nonresident_guardian_signs": None}), "nonresident_guardian_signs"),
        (changed(policy={"nonresident_guardian_signs": 1}), "nonresident_guardian_signs"),
        (changed(policy={"guardian_access": ["read"]}), "guardian_access"),
        (changed(on=MISSING), "on"),
        (changed(on=20261122), "on"),
        (changed(on="22.11.2026"), "on"),
        (changed(on="2026-02-30"), "on"),
        (changed(on="20261122"), "on"),
        (changed(owner=MISSING), "owner"),
        (changed(owner="2011-05-02"), "owner"),
        (changed(owner={}), "birth"),
        (changed(owner={"adult": False}), "birth"),
        (changed(owner={"adult": "yes"}), "owner.adult"),
        (changed(owner={"birth": 2011}), "owner.birth"),
        (changed(owner={"birth": None}), "owner.birth"),
        (changed(owner={"birth": "2026-11-23"}), "2026-11-23"),
        (changed(owner={"birth": "2011-05-02", "age": 15}), "owner.age"),
        (changed(guardians={}), "guardians"),
        (changed(guardians=["mother"]), "guardians[0]"),
        (changed(guardians=[{"responsibility": True}]), "guardians[0].id"),
        (changed(guardians=[{"id": 1}]), "guardians[0].id"),
        (changed(guardians=[{"id": " "}]), "guardians[0].id"),
        (changed(guardians=[{"id": "owner"}]), "owner"),
        (changed(guardians=[{"id": "mother"}, {"id": "mother"}]), "mother"),
        (changed(guardians=[{"id": "m", "kind": "uncle"}]), "uncle"),
        (changed(guardians=[{"id": "m", "kind": None}]), "guardians[0].kind"),
        (changed(guardians=[{"id": "m", "responsibility": 1}]), "guardians[0].responsibility"),
        (changed(guardians=[{"id": "m", "fixed_residence": "x"}]), "guardians[0].fixed_residence"),
        (changed(guardians=[{"id": "m", "fixed_residense": True}]), "fixed_residense"),
        (changed(live_together="no"), "live_together"),
        (changed(live_together=None), "live_together"),
        (changed(scopes=MISSING), "scopes"),
        (changed(scopes=[]), "scopes"),
        (changed(scopes="open"), "scopes"),
        (changed(scopes=["opne"]), "opne"),
        (changed(scopes=[1]), "scopes[0]"),
        (changed(scopes=[["open"]]), "scopes[0]"),
        (changed(lives_together=True), "lives_together"),
        ([CASE], "JSON"),
        ("null", "JSON"),
        ("", "JSON"),
        ("{", "JSON"),
        ('{"policy": "national", "policy": "sogndal"}', "policy"),
        ('{"policy": "\\ud800"}', "JSON"),
        ("[" * 100_000, "JSON"),
        ('{"policy": ' + "9" * 5000 + "}", "JSON"),
        ('{"policy": NaN}', "policy"),
        # no answer can be given
        (changed(guardians=[], owner={"birth": "2016-05-02"}), "open"),
        (changed(guardians=[{"id": "m"}], owner={"birth": "2016-05-02"}), "foreldreansvar"),
        (changed(policy={"youth_signs_from": None, "guardians_sign_until": 15}), "15"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_cannot_be_answered_is_named(tmp_path, case, named: str, language: str) -> None:
    reply, status = ask(tmp_path, case, "--language", language)
    assert status == 2
    assert list(reply) == ["error"]
    said = reply["error"].replace("parental responsibility", "foreldreansvar")
    assert named in said


def test_every_known_scope_is_accepted(tmp_path) -> None:
    for scope in Scope:
        assert ask(tmp_path, changed(scopes=[scope.value]))[1] == 0


def test_a_file_that_cannot_be_read(tmp_path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        reply, status = run(str(path))
        assert status == 2
        assert str(path) in reply["error"]


def test_bytes_that_are_no_text(tmp_path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(b'{"policy": "\xff"}')
    reply, status = run(str(path))
    assert status == 2
    assert "JSON" in reply["error"]


def test_a_byte_order_mark_does_no_harm(tmp_path) -> None:
    assert ask(tmp_path, "\ufeff" + json.dumps(CASE))[1] == 0
