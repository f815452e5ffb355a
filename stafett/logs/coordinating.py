"""Who coordinates when the services do not agree, or a child coordinator is appointed (N2–N4)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.municipality.models import OUTSIDE, Unit

from .access import Right, Standing, in_force
from .acting import Author, begin, note
from .baton import note_offer, offer_to, open_leg, participant
from .decisions import Decision, DecisionKind
from .models import Admission, AdmissionRole, Handover, Log
from .places import service_to_store


def services_in(log: Log) -> list[Admission]:
    """One of each service that takes part in the log, by name."""
    rows = Admission.objects.filter(in_force(), log=log, role=AdmissionRole.PARTICIPANT)
    services = {each.unit_id: each for each in rows.select_related("unit") if each.unit_id}
    return sorted(services.values(), key=lambda each: each.service)


def wanted(log: Log) -> Decision | None:
    """The decision that the municipality is asked for."""
    return Decision.objects.filter(log=log, recorded_at=None).select_related("asked_by").first()


def _only_services(by: Standing) -> None:
    if by.of_family or not by.may(Right.WRITE):
        raise Refused(_("Only those who help as a service can do this."))


@transaction.atomic
def ask_for_decision(by: Standing, *, about: str, at: datetime) -> Decision:
    """The services do not agree on which of them coordinates: the municipality is to decide (N2).

    Raises Refused for the family, Conflict while a decision is wanted already.
    """
    log, by = begin(by, Right.WRITE)
    _only_services(by)
    if wanted(log):
        raise Conflict(_("The municipality is asked already."))
    decision = Decision(
        log=log, kind=DecisionKind.SERVICE, asked_by=by.person, asked_at=at, about=about
    )
    decision.save(force_insert=True)
    data: dict[str, object] = {"who": str(by.person), "about": about}
    note(log, "logs.decision_asked", data, at=at, by=by)
    return decision


@transaction.atomic
def record_decision(
    by: Standing, *, unit_id: UUID, decider: str, decided_on: date, reason: str, at: datetime
) -> None:
    """Write down which of its services the municipality decided is to coordinate, and why (N2).

    Raises Refused for a service that the municipality does not run (N3), for one that is not in the
    log and for a day to come; Conflict where no decision is wanted.
    """
    log, by = begin(by, Right.COORDINATE)
    decision = wanted(log)
    if decision is None:
        raise Conflict(_("No decision is wanted any more."))
    chosen = [each for each in services_in(log) if each.unit_id == unit_id]
    if not chosen or chosen[0].unit is None:
        raise Refused(_("Choose one of the services in the log."))
    _own(chosen[0].unit, log)
    _complete(decider, decided_on, reason, at)
    decision.unit = chosen[0].unit
    decision.decider, decision.decided_on, decision.reason = decider, decided_on, reason
    decision.recorded_at = at
    decision.save(update_fields=["unit", "decider", "decided_on", "reason", "recorded_at"])
    data: dict[str, object] = {
        "unit": service_to_store(log, chosen[0].unit),
        "decider": decider,
        "on": decided_on.isoformat(),
        "reason": reason,
    }
    note(log, "logs.decision_recorded", data, at=at, by=by)


def _own(unit: Unit, log: Log) -> None:
    if unit.kind in OUTSIDE or unit.municipality_id != log.municipality_id:
        raise Refused(
            _(
                "The municipality can only decide for its own services. County, state and private"
                " services can agree to it themselves."
            )
        )


def _complete(decider: str, decided_on: date, reason: str, at: datetime) -> None:
    if not decider or not reason:
        raise Refused(_("Write who decided it, and why."))
    if decided_on > timezone.localdate(at):
        raise Refused(_("This day is still to come."))


@transaction.atomic
def appoint_coordinator(
    by: Standing, person_id: UUID, *, decider: str, decided_on: date, reason: str, at: datetime
) -> Handover:
    """The child has a child coordinator, who coordinates once the baton is taken (N4, C11).

    The baton is offered at once. Raises as `record_decision` and as `offer_baton`.
    """
    log, by = begin(by, Right.COORDINATE)
    giver = open_leg(log, by.person.pk)
    person = participant(log, person_id)
    _complete(decider, decided_on, reason, at)
    Decision(
        log=log,
        kind=DecisionKind.COORDINATOR,
        asked_by=by.person,
        asked_at=at,
        person=person,
        decider=decider,
        decided_on=decided_on,
        reason=reason,
        recorded_at=at,
    ).save(force_insert=True)
    data: dict[str, object] = {
        "person": str(person),
        "decider": decider,
        "on": decided_on.isoformat(),
        "reason": reason,
    }
    note(log, "logs.coordinator_appointed", data, at=at, by=by)
    offer = Handover(log=log, offered_by=giver.holder, offered_to=person, offered_at=at)
    offer_to(offer)
    note_offer(log, offer, at=at, by=Author(by.person.pk, "holder"))
    return offer
