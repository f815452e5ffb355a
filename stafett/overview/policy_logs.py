"""How many open logs would need a new signature with a policy.

An administrator does not read logs, and is not told which they are: the database tells only the
facts that the rules judge by, and of those only numbers are shown, none under five
(`small_counts`). Who has the baton is told in the log itself (`consent.other_rules`).
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from stafett.consent.rules import (
    OWNER,
    CannotAnswer,
    Guardian,
    Kind,
    Owner,
    Scope,
    required_signatures,
)
from stafett.municipality.policy import Policy
from stafett.municipality.queries import units_in

from .numbers import in_words
from .small_counts import LEAST, told


@dataclass(frozen=True)
class OpenLog:
    """What the active consent of one open log rests on, and where it is."""

    unit: str
    owner: Owner
    guardians: tuple[Guardian, ...]
    live_together: bool
    scopes: tuple[Scope, ...]
    signed: frozenset[str]


@dataclass(frozen=True)
class OpenLogs:
    """A municipality's open logs; `units` has the names of all its services by key."""

    logs: list[OpenLog]
    units: dict[str, str]


@dataclass(frozen=True)
class Counted:
    """How many logs, and of them by service. `number` is None where there are fewer than five,
    or none."""

    number: int | None
    by_unit: list[tuple[str, int]]


@dataclass(frozen=True)
class Judged:
    """How a municipality's open logs stand with a policy."""

    open: Counted
    need_signature: Counted
    no_answer: Counted  # the rules find nobody who could say yes


def open_logs(municipality_id: UUID) -> OpenLogs:
    """The municipality's open logs; none for who does not administer it.

    Two questions, however many they are.
    """
    units = {str(unit.pk): unit.name for unit in units_in(municipality_id).order_by("name")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open_logs_of(%s)", [municipality_id])
        names = [column.name for column in cursor.description or ()]
        logs = [_log(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return OpenLogs(logs, units)


def judge(found: OpenLogs, policy: Policy, on: date) -> Judged:
    """Hold what is signed against what the policy would ask of them today; `on` is today."""
    judged = [(log, is_enough(log, policy, on)) for log in found.logs]
    return Judged(
        open=_counted(found, found.logs),
        need_signature=_counted(found, [log for log, enough in judged if enough is False]),
        no_answer=_counted(found, [log for log, enough in judged if enough is None]),
    )


def _counted(found: OpenLogs, logs: Iterable[OpenLog]) -> Counted:
    counts = Counter(log.unit for log in logs)
    groups = told({unit: counts[unit] for unit in {**found.units, **counts}})
    number = sum(group.number for group in groups)
    if number < LEAST:
        return Counted(None, [])
    of_all = len({**found.units, **counts})
    by_unit = [
        (in_words([found.units.get(key, "") for key in group.keys], of_all), group.number)
        for group in groups
    ]
    return Counted(number, by_unit if len(by_unit) > 1 else [])


def is_enough(log: OpenLog, policy: Policy, on: date) -> bool | None:
    """Whether every group has somebody who signed; None where the rules give no answer."""
    try:
        groups = required_signatures(
            policy, on, log.owner, log.guardians, log.scopes, log.live_together
        )
    except CannotAnswer:
        return None
    return all(group.members & log.signed for group in groups)


def _log(row: dict[str, Any]) -> OpenLog:
    told_of = json.loads(row["guardians"])
    guardians = {str(number): told for number, told in enumerate(told_of, start=1)}
    signed = {number for number, told in guardians.items() if told["signed"]}
    if row["owner_signed"]:
        signed.add(OWNER)
    return OpenLog(
        unit=str(row["unit"]),
        owner=Owner(birth=_some_day(row["years"])),
        guardians=tuple(
            Guardian(
                id=number,
                responsibility=told["responsibility"],
                fixed_residence=told["fixed_residence"],
                kind=Kind(told["kind"]),
            )
            for number, told in guardians.items()
        ),
        live_together=row["live_together"],
        scopes=tuple(Scope(scope) for scope in json.loads(row["scopes"])),
        signed=frozenset(signed),
    )


def _some_day(years: int | None) -> date | None:
    """A birthday of somebody who is so many years old today: the rules count years alone."""
    return None if years is None else date(timezone.localdate().year - years, 1, 1)
