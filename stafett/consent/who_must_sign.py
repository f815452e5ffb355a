"""A question about consent as JSON, and its answer: for the command line and the policy page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from stafett.municipality.policy import PRESETS, Policy

from .case import BrokenCase, Guardian, Kind, Owner, Scope, Trouble
from .groups import Group
from .reasons import laws, why
from .rules import required_signatures
from .typed_json import a_day, a_list, a_text, an_object, parsed, present, yes_no


@dataclass(frozen=True)
class Case:
    """One question: everything that `required_signatures` asks for."""

    policy: Policy
    on: date
    owner: Owner
    guardians: tuple[Guardian, ...]
    scopes: tuple[Scope, ...]
    live_together: bool


def answer(text: str) -> dict[str, Any]:
    """The answer to a question in JSON, ready for JSON, in the language of the moment.

    Raises `CannotAnswer` (with `reasons.explain`) and, for the policy's settings,
    `PolicyError` (with `policy_texts.explain`).
    """
    return {"groups": [_shown(group) for group in groups_of(read_case(text))]}


def groups_of(case: Case) -> list[Group]:
    """Who must sign in this case."""
    return required_signatures(
        case.policy, case.on, case.owner, case.guardians, case.scopes, case.live_together
    )


def _shown(group: Group) -> dict[str, Any]:
    return {
        "any_of": group.any_of,
        "why": why(group),
        "requirements": list(group.requirements),
        "laws": laws(group),
    }


def read_case(text: str) -> Case:
    """The question that the JSON text asks; raises `BrokenCase` or `PolicyError`."""
    keys = ("policy", "on", "owner", "guardians", "live_together", "scopes")
    asked = an_object(parsed(text), "", keys)
    guardians = tuple(
        _guardian(each, f"guardians[{number}]")
        for number, each in enumerate(a_list(asked.get("guardians", []), "guardians"))
    )
    return Case(
        policy=_policy(present(asked, "policy")),
        on=a_day(present(asked, "on"), "on"),
        owner=_owner(present(asked, "owner")),
        guardians=guardians,
        scopes=tuple(
            _scope(each, f"scopes[{number}]")
            for number, each in enumerate(a_list(present(asked, "scopes"), "scopes"))
        ),
        live_together=_live_together(asked, guardians),
    )


def _policy(value: object) -> Policy:
    if isinstance(value, dict):
        return Policy.from_settings(value)
    if not isinstance(value, str):
        raise BrokenCase(Trouble.WANTS_POLICY, where="policy")
    if value not in PRESETS:
        raise BrokenCase(Trouble.UNKNOWN_PRESET, value=value, known=", ".join(PRESETS))
    return PRESETS[value]


def _owner(value: object) -> Owner:
    owner = an_object(value, "owner", ("birth", "adult"))
    birth = a_day(owner["birth"], "owner.birth") if "birth" in owner else None
    return Owner(birth, adult=yes_no(owner, "owner", "adult"))


def _guardian(value: object, where: str) -> Guardian:
    guardian = an_object(value, where, ("id", "kind", "responsibility", "fixed_residence"))
    return Guardian(
        id=_id(present(guardian, "id", where), f"{where}.id"),
        responsibility=yes_no(guardian, where, "responsibility"),
        fixed_residence=yes_no(guardian, where, "fixed_residence"),
        kind=_kind(guardian.get("kind", Kind.PARENT.value), f"{where}.kind"),
    )


def _live_together(asked: dict[str, object], guardians: Sequence[Guardian]) -> bool:
    """It may be left out where fewer than two parents could sign: then it changes nothing."""
    parents = [each for each in guardians if each.responsibility and each.kind is Kind.PARENT]
    if len(parents) > 1:
        present(asked, "live_together")
    return yes_no(asked, "", "live_together")


def _scope(value: object, where: str) -> Scope:
    known = {scope.value: scope for scope in Scope}
    name = a_text(value, where)
    if name not in known:
        raise BrokenCase(Trouble.UNKNOWN_SCOPE, value=name, known=", ".join(known))
    return known[name]


def _kind(value: object, where: str) -> Kind:
    known = {kind.value: kind for kind in Kind}
    name = a_text(value, where)
    if name not in known:
        raise BrokenCase(Trouble.UNKNOWN_KIND, value=name, known=", ".join(known))
    return known[name]


def _id(value: object, where: str) -> str:
    name = a_text(value, where)
    if not name.strip():
        raise BrokenCase(Trouble.ID_EMPTY, where=where)
    return name
