"""What can be done with a log as a whole: starting, letting in, opening, ending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.municipality.models import Unit
from stafett.people.models import Person
from stafett.worker.later import later_each

from .access import Standing
from .acting import note
from .baton import STAFETT, begin_leg, let_offers_go, offer_by_itself
from .models import (
    Admission,
    AdmissionRole,
    Assignment,
    Closing,
    ClosingReason,
    Handover,
    Leg,
    Log,
    Preparation,
)


@dataclass(frozen=True)
class Groundwork:
    """What must come before anybody is asked (J1, J2, B4, B17)."""

    child_talked_on: date
    guardians_talked_on: date | None  # None: the owner decides alone
    leader_told_on: date


@transaction.atomic
def start_draft(
    starter: Person,
    *,
    owner: Person,
    unit: Unit,
    holder: Person,
    short_name: str,
    description: str,
    level: int,
    groundwork: Groundwork,
    at: datetime,
) -> Log:
    """Start a draft for a child (J3, J4). Raises Refused when the child has a log already."""
    log_id = uuid4()
    log = Log(
        book=book.new_book(log_id),
        municipality_id=unit.municipality_id,
        unit=unit,
        owner=owner,
        started_by=starter,
        started_at=at,
        planned_holder=holder,
        short_name=short_name,
        description=description,
        level=level,
    )
    try:
        with transaction.atomic():
            log.save(force_insert=True)
    except IntegrityError as error:
        if "one_log_at_a_time" not in str(error):
            raise
        raise Refused(
            _("A log cannot be started for this child now. Talk with the family or your leader.")
        ) from error
    Admission(log=log, person=starter, role=AdmissionRole.STARTER, unit=unit, from_at=at).save(
        force_insert=True
    )
    Preparation(
        log=log,
        child_talked_on=groundwork.child_talked_on,
        guardians_talked_on=groundwork.guardians_talked_on,
        leader_told_on=groundwork.leader_told_on,
    ).save(force_insert=True)
    data: dict[str, object] = {"who": str(starter), "name": short_name, "level": level}
    book.write(log.book, "logs.started", data, at=at, actor=starter.pk, role="starter")
    log.refresh_from_db(fields=["protection", "unit"])  # the database's own to say
    return log


def admit(admissions: Iterable[Admission]) -> None:
    """Let people in to one log. The database refuses what no consent or family tie holds.

    Four statements at most. The professionals get a mail once this is committed (D1); who is asked
    is told of each question by `consent`.
    """
    let_in = Admission.objects.bulk_create(admissions)
    helps = [each for each in let_in if each.role == AdmissionRole.PARTICIPANT]
    if not helps:
        return
    later_each("notices.let_in", ({"admission_id": str(each.pk)} for each in helps))
    # A leader has asked that one of them take the baton: now it can be offered (E3).
    waiting = Assignment.objects.filter(
        log=helps[0].log_id, receiver__in=[each.person_id for each in helps], ended_at=None
    )
    ids = ({"assignment_id": str(pk)} for pk in waiting.values_list("pk", flat=True))
    later_each("assigning.carry_out", ids)


def end_admissions(log: Log, *, at: datetime, roles: Iterable[str]) -> None:
    """Take away every admission of these roles in one statement. Write the entry before it."""
    Admission.objects.filter(log=log, ended_at=None, role__in=list(roles)).update(ended_at=at)


def end_participation(log: Log, person: Person, *, at: datetime) -> bool:
    """Take away one professional's admission, and an open offer of the baton to them.

    False when there was none. Write the entry before it.
    """
    let_offers_go(Handover.objects.filter(log=log, offered_to=person, answer=None), at=at)
    ended = Admission.objects.filter(
        log=log, person=person, role=AdmissionRole.PARTICIPANT, ended_at=None
    ).update(ended_at=at)
    return bool(ended)


def open_log(log: Log, *, at: datetime) -> None:
    """The first leg begins; a planned holder who is somebody else is offered the baton (D11)."""
    log.opened_at = at
    log.save(update_fields=["opened_at"])
    book.write(log.book, "logs.opened", {}, at=at, actor=None, role="stafett")
    begin_leg(log, log.started_by, at=at, by=STAFETT)
    if log.planned_holder_id != log.started_by_id:
        offer_by_itself(log, log.started_by, log.planned_holder, at=at)


def reopen_log(log: Log, holder: Person, *, at: datetime) -> None:
    """A closed log is open again with its whole history; who asked has the baton (P8).

    The consent that says so must be active. Raises Refused when the child has another log by now.
    """
    log.closed_at = None
    try:
        with transaction.atomic():
            log.save(update_fields=["closed_at"])
    except IntegrityError as error:
        if "one_log_at_a_time" not in str(error):
            raise
        raise Refused(_("The child has another log now. This one stays closed.")) from error
    book.write(log.book, "logs.reopened", {}, at=at, actor=None, role="stafett")
    begin_leg(log, holder, at=at, by=STAFETT)


def end_log(log: Log, *, by: Standing, reason: str, note_text: str, at: datetime) -> None:
    """End a locked log (P1, P6): entry first, then offers, legs and everyone's access but the
    family's. The consent room calls this when it has ended the consent."""
    Closing(log=log, at=at, by=by.person, reason=reason, note=note_text).save(force_insert=True)
    data: dict[str, object] = {"who": str(by.person), "reason": reason, "note": note_text}
    note(log, "logs.closed", data, at=at, by=by)
    _lay_down(log, at=at)


def let_log_lapse(log: Log, *, at: datetime) -> None:
    """End a locked log whose consent has run out: nobody did it, the date did."""
    Closing(log=log, at=at, by=None, reason=ClosingReason.LAPSED).save(force_insert=True)
    data: dict[str, object] = {"reason": ClosingReason.LAPSED.value}
    book.write(log.book, "logs.lapsed", data, at=at, actor=None, role="stafett")
    _lay_down(log, at=at)


def _lay_down(log: Log, *, at: datetime) -> None:
    let_offers_go(Handover.objects.filter(log=log, answer=None), at=at)
    log.closed_at = at
    log.save(update_fields=["closed_at"])
    Leg.objects.filter(log=log, ended_at=None).update(ended_at=at)
    strangers = {AdmissionRole.PARTICIPANT, AdmissionRole.ASKED, AdmissionRole.STARTER}
    end_admissions(log, at=at, roles=strangers)
