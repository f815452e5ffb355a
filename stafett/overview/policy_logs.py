"""Which open logs would need a new signature with a policy.

An administrator does not read logs: the database tells only the facts that the rules judge by,
and of those only unit and holder are shown.
"""

import json
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


@dataclass(frozen=True)
class OpenLog:
    """One open log: where it is, and what its active consent rests on."""

    id: UUID
    unit: str
    holders: tuple[str, ...]
    owner: Owner
    guardians: tuple[Guardian, ...]
    live_together: bool
    scopes: tuple[Scope, ...]
    signed: frozenset[str]


@dataclass(frozen=True)
class Judged:
    """How a municipality's open logs stand with a policy."""

    open: int
    need_signature: tuple[OpenLog, ...]
    no_answer: tuple[OpenLog, ...]  # the rules find nobody who could say yes


def open_logs(municipality_id: UUID) -> list[OpenLog]:
    """The municipality's open logs, by unit and holder; none for who does not administer it.

    One question, however many they are.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM open_logs_of(%s)", [municipality_id])
        names = [column.name for column in cursor.description or ()]
        logs = [_log(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]
    return sorted(logs, key=lambda log: (log.unit, log.holders, log.id))


def judge(logs: Iterable[OpenLog], policy: Policy, on: date) -> Judged:
    """Hold what is signed against what the policy would ask of them today; `on` is today."""
    logs = list(logs)
    judged = [(log, _is_enough(log, policy, on)) for log in logs]
    return Judged(
        open=len(logs),
        need_signature=tuple(log for log, enough in judged if enough is False),
        no_answer=tuple(log for log, enough in judged if enough is None),
    )


def _is_enough(log: OpenLog, policy: Policy, on: date) -> bool | None:
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
        id=row["log_id"],
        unit=row["unit"],
        holders=tuple(row["holders"]),
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
