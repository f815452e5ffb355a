"""What has changed in the fictional register since it was made, so that it can be tried for real.

A JSON file that `STAFETT_REGISTER_CHANGES` names, read anew at each look-up, by the people's keys:

    {"elias": {"guardians": {"anders": {"responsibility": false}}, "live_together": false},
     "marte": {"family_name": "Strand", "protection": "confidential"},
     "thea": {"gone": true}, "silent": false}

A guardian who is null is no longer named; one who is new has a `relation` too. `gone`: nobody has
the number any more. `silent`: the register does not answer.
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from ..models import Protection, Relation
from ..register import RegisterGuardian, RegisterPerson, RegisterUnavailable
from .shape import Someone

Told = dict[str, Any]


def read_changes() -> Told:
    """What the file says; nothing where there is none. Raises `RegisterUnavailable` if it is to."""
    path = settings.STAFETT_REGISTER_CHANGES
    found: Told = json.loads(Path(path).read_text()) if path and Path(path).exists() else {}
    if found.get("silent"):
        raise RegisterUnavailable
    return found


def changed(
    person: RegisterPerson, told: Told, people: dict[str, Someone], day: date
) -> RegisterPerson | None:
    """The person with what is told of it."""
    if told.get("gone"):
        return None
    return replace(
        person,
        given_name=told.get("given_name", person.given_name),
        family_name=told.get("family_name", person.family_name),
        protection=Protection(told.get("protection", person.protection)),
        live_together=told.get("live_together", person.live_together),
        guardians=_guardians(person.guardians, told.get("guardians", {}), people, day),
    )


def _guardians(
    ties: tuple[RegisterGuardian, ...], told: Told, people: dict[str, Someone], day: date
) -> tuple[RegisterGuardian, ...]:
    by_number = {people[key].number(day): each for key, each in told.items()}
    kept = [
        replace(tie, **(by_number.get(tie.number) or {}))
        for tie in ties
        if by_number.get(tie.number, tie) is not None
    ]
    known = {tie.number for tie in ties}
    new = [
        RegisterGuardian(
            number=number,
            relation=Relation(each["relation"]),
            responsibility=each.get("responsibility", True),
            fixed_residence=each.get("fixed_residence", False),
        )
        for number, each in by_number.items()
        if each is not None and number not in known
    ]
    return (*kept, *new)
