"""Who is away today and who stands in: told with each holder's leg, without a question (D10)."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, JSONObject

from .absences import Absence, StandIn
from .models import Admission, AdmissionRole


@dataclass(frozen=True)
class Away:
    """A holder is away until a day. `deputy_id` is None while nobody has said yes to standing in,
    or who did is let in no more."""

    until: date
    deputy_id: UUID | None = None
    deputy: str = ""
    phone: str = ""
    email: str = ""


def away_today(today: date) -> Subquery:
    """To annotate open legs with, as `away`; `away_of` reads it."""
    holds = Func(F("pk"), function="admission_holds", output_field=BooleanField())
    let_in = Admission.objects.filter(
        Q(holds),
        log=OuterRef("log"),
        person=OuterRef("deputy"),
        role=AdmissionRole.PARTICIPANT,
        ended_at=None,
        until__gte=today,
    )
    name = Concat("person__given_name", Value(" "), "person__family_name")
    absences = Absence.objects.filter(
        log=OuterRef("log"),
        holder=OuterRef("holder"),
        ended_at=None,
        from_date__lte=today,
        until__gte=today,
    )
    told = JSONObject(
        until="until",
        answer="answer",
        deputy_id="deputy_id",
        deputy=Subquery(let_in.annotate(name=name).values("name")[:1]),
        phone=Subquery(let_in.values("phone")[:1]),
        email=Subquery(let_in.values("email")[:1]),
    )
    return Subquery(absences.values(told=told)[:1])


def away_of(leg: Any) -> Away | None:
    """Whether the holder of an annotated leg is away today."""
    told = getattr(leg, "away", None)
    if told is None:
        return None
    until = date.fromisoformat(told["until"])
    if told["answer"] != StandIn.ACCEPTED or told["deputy"] is None:
        return Away(until)
    return Away(until, UUID(told["deputy_id"]), told["deputy"], told["phone"], told["email"])
