"""A baton that lies: whoever had it is no longer let in to the log, and nobody has taken it.

A leg never ends by itself (A19), so it stays; the family is told whom to turn to meanwhile.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from stafett.municipality.models import Position, Role
from stafett.municipality.queries import held

from .models import Admission, AdmissionRole, Leg
from .workplaces import true_unit


def leaders_of(leg: Leg) -> tuple[Position, ...]:
    """Who sees to it that somebody takes the baton: the leaders of the unit for which the holder
    was let in, or the municipality's administrators where there is none. Two questions.
    """
    last = (
        Admission.objects.filter(
            log=leg.log_id, person=leg.holder_id, role=AdmissionRole.PARTICIPANT
        )
        .select_related("unit")
        .order_by("-from_at")
        .first()
    )
    if last is None or last.unit is None:
        return ()
    town: UUID = last.unit.municipality_id
    led = Q(role=Role.LEADER, unit=true_unit(last.unit))
    found = list(
        Position.objects.filter(
            held(timezone.localdate()),
            led | Q(role=Role.ADMINISTRATOR, unit__municipality=town),
        )
        .exclude(person=leg.holder_id)
        .select_related("person", "unit")
        .order_by("person__given_name", "person__family_name")
    )
    leaders = [each for each in found if each.role == Role.LEADER]
    return tuple(leaders or found)


@dataclass(frozen=True)
class Lying:
    """A baton without a holder, as a leader is told of it: no child, no log."""

    unit_id: UUID
    unit: str
    holder: str
    since: date | None


def lying_batons() -> list[Lying]:
    """The batons for which the one who is signed in must find a holder. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM unattended_batons()")
        return [Lying(*row) for row in cursor.fetchall()]


@dataclass(frozen=True)
class WaitingBaton:
    """What a leader must see to with a baton, without whose log it is. `kind`: "offer", which
    `other` has not answered since that day (D11); "absence", in which `other` is asked to stand in
    and has not said yes; "away", in which `other` stands in (D5); "decision",
    which `other` asked the municipality for (N2)."""

    kind: str
    unit_id: UUID
    unit: str
    holder: str
    other: str
    since: date
    until: date | None


def waiting_batons() -> list[WaitingBaton]:
    """What the one who is signed in must see to as a leader, the oldest first. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM waiting_batons()")
        return [WaitingBaton(*row) for row in cursor.fetchall()]
