"""The print's pages on the baton and on the team around the child."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from stafett.logs.models import (
    Admission,
    AdmissionRole,
    Answer,
    Handover,
    Leg,
    Log,
    Sees,
    SharedContact,
)
from stafett.municipality.service_words import service_words
from stafett.people.models import Guardianship, Relation

from . import wording
from .blocks import Block, Cell, heading, said, table

FAMILY = (AdmissionRole.OWNER, AdmissionRole.GUARDIAN)


def baton(log: Log, *, at: datetime) -> list[Block]:
    """Who had the baton when, and each time it was offered (D10, D11, D29)."""
    legs = list(Leg.objects.filter(log=log).select_related("holder").order_by("from_at"))
    if not legs:
        return []
    return [heading(_("The baton")), relay(legs, at=at), *_offers(log)]


def relay(legs: list[Leg], *, at: datetime) -> Block:
    """The legs as bars in lanes; `start` and `width` are parts of the whole time."""
    begin = legs[0].from_at
    whole = max((leg.ended_at or at) for leg in legs) - begin
    seconds = max(whole.total_seconds(), 1.0)
    told = []
    for leg in legs:
        start = min((leg.from_at - begin).total_seconds() / seconds, 0.98)
        width = ((leg.ended_at or at) - leg.from_at).total_seconds() / seconds
        told.append(
            {
                "who": str(leg.holder),
                "period": wording.period(leg.from_at, leg.ended_at),
                "start": start,
                "width": min(max(width, 0.02), 1 - start),
                "last": leg is legs[-1],
            }
        )
    return {"kind": "relay", "legs": told}


def _offers(log: Log) -> list[Block]:
    handovers = (
        Handover.objects.filter(log=log)
        .select_related("offered_by", "offered_to")
        .order_by("offered_at")
    )
    blocks = []
    for each in handovers:
        people = {"from": each.offered_by, "to": each.offered_to}
        lead = _("%(from)s offered the baton to %(to)s") % people
        by = wording.by(each.offered_by, each.offered_at)
        blocks.append(said(each.word, lead=lead, by=by))
        if each.answered_at is not None:
            by = wording.by(each.offered_to, each.answered_at)
            blocks.append(said(each.answer_word, lead=_answer(each), by=by))
    return [heading(_("Each time the baton was offered"), 2), *blocks] if blocks else []


def _answer(handover: Handover) -> str:
    if handover.answer == Answer.ACCEPTED:
        return _("%(name)s took the baton") % {"name": handover.offered_to}
    if handover.answer == Answer.DECLINED:
        return _("%(name)s said no to the baton") % {"name": handover.offered_to}
    return _("The offer was taken back")


@dataclass
class _Stay:
    """One person's time in the log in one role, over the consents that let them in."""

    admission: Admission
    start: datetime
    end: datetime | date | None


def team(log: Log) -> list[Block]:
    """Everyone who was ever let in: family first, then by service (A6, A9)."""
    stays = _stays(log)
    if not stays:
        return []
    relations = dict(
        Guardianship.objects.filter(child_id=log.owner_id).values_list("guardian_id", "relation")
    )
    shown = {
        each.person_id: [each.phone, each.email] for each in SharedContact.objects.filter(log=log)
    }
    family = [stay for stay in stays if stay.admission.role in FAMILY]
    helpers = [stay for stay in stays if stay.admission.role not in FAMILY]
    return [
        heading(_("The team")),
        *table(
            [(_("The family"), 3), (_("Reads the log"), 2)],
            [_relative(stay, relations, shown) for stay in family],
        ),
        *table(
            [(_("The helpers"), 5), (_("Task and what they see"), 5), (_("Reads the log"), 4)],
            [_helper(stay) for stay in helpers],
        ),
    ]


def _stays(log: Log) -> list[_Stay]:
    admissions = (
        Admission.objects.filter(log=log, role__in=[*FAMILY, AdmissionRole.PARTICIPANT])
        .select_related("person")
        .order_by("from_at", "person__given_name")
    )
    stays: dict[tuple[object, ...], _Stay] = {}
    for each in admissions:
        key = (each.person_id, each.role, each.service, each.title, each.task, each.sees)
        known = stays.get(key)
        end = each.ended_at or each.until
        if known and isinstance(known.end, datetime) and each.from_at <= known.end:
            known.end = end
        else:
            # An earlier stay that ended for good keeps a row of its own.
            stays[(*key, each.pk) if known else key] = _Stay(each, each.from_at, end)
    order = [*FAMILY, AdmissionRole.PARTICIPANT]
    return sorted(
        stays.values(),
        key=lambda stay: (order.index(AdmissionRole(stay.admission.role)), stay.admission.service),
    )


def _relative(
    stay: _Stay, relations: dict[UUID, str], shown: dict[UUID, list[str]]
) -> tuple[Cell, ...]:
    person = stay.admission.person
    if stay.admission.role == AdmissionRole.OWNER:
        tie = _("The log is about %(name)s") % {"name": person.given_name}
    else:
        tie = str(Relation(relations.get(person.pk, Relation.OTHER)).label)
    return [str(person), tie, *shown.get(person.pk, [])], wording.period(stay.start, stay.end)


def _helper(stay: _Stay) -> tuple[Cell, ...]:
    each = stay.admission
    return (
        [
            str(each.person),
            ", ".join(part for part in (each.title, service_words(each.service)) if part),
            each.phone,
            each.email,
        ],
        [each.task or "–", str(Sees(each.sees).label)],
        wording.period(stay.start, stay.end),
    )
