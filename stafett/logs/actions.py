"""What can be done with a log as a whole: starting, letting in, opening, the baton, ending."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.municipality.models import Unit
from stafett.municipality.queries import takes_part_from_outside
from stafett.people.models import Person
from stafett.worker.later import later_each

from .access import Right, Standing, in_force
from .acting import Author, begin, note
from .models import (
    Admission,
    AdmissionRole,
    Answer,
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


# What follows by itself when the last signature is in: the signer did not do it.
STAFETT = Author(None, "stafett")


def _holder(by: Standing) -> Author:
    return Author(by.person.pk, "holder")


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
    for offer in Handover.objects.filter(log=log, offered_to=person, answer=None):
        _answer(offer, Answer.WITHDRAWN, word="", at=at)
    ended = Admission.objects.filter(
        log=log, person=person, role=AdmissionRole.PARTICIPANT, ended_at=None
    ).update(ended_at=at)
    return bool(ended)


def open_log(log: Log, *, at: datetime) -> None:
    """The first leg begins; a planned holder who is somebody else is offered the baton (D11)."""
    log.opened_at = at
    log.save(update_fields=["opened_at"])
    book.write(log.book, "logs.opened", {}, at=at, actor=None, role="stafett")
    _begin_leg(log, log.started_by, at=at, by=STAFETT)
    if log.planned_holder_id != log.started_by_id:
        _offer(log, log.started_by, log.planned_holder, word="", at=at, by=STAFETT)


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
    _begin_leg(log, holder, at=at, by=STAFETT)


def _begin_leg(
    log: Log, holder: Person, *, at: datetime, by: Author, tasks: str = "", contact: bool = False
) -> None:
    leg = Leg(log=log, holder=holder, from_at=at, tasks=tasks, is_contact=contact)
    leg.save(force_insert=True)
    data: dict[str, object] = {"holder": str(holder)}
    book.write(log.book, "logs.leg_began", data, at=at, actor=by.id, role=by.role)


def _offer(
    log: Log, giver: Person, receiver: Person, *, word: str, at: datetime, by: Author
) -> Handover:
    offer = Handover(log=log, offered_by=giver, offered_to=receiver, offered_at=at, word=word)
    offer.save(force_insert=True)
    note_offer(log, offer, at=at, by=by)
    return offer


def note_offer(log: Log, offer: Handover, *, at: datetime, by: Author) -> None:
    """Write down that the baton is offered."""
    data: dict[str, object] = {
        "from": str(offer.offered_by),
        "to": str(offer.offered_to),
        "word": offer.word,
    }
    book.write(log.book, "logs.baton_offered", data, at=at, actor=by.id, role=by.role)


@transaction.atomic
def offer_baton(by: Standing, receiver_id: UUID, *, word: str, at: datetime) -> Handover:
    """Offer the baton to somebody whom the active consent names (D11, D29).

    Raises Refused for anybody else, for who has it and for who is to be kept out by a question
    that waits; Conflict when there is an open offer.
    """
    log, by = begin(by, Right.COORDINATE)
    giver = open_leg(log, by.person.pk)
    receiver = participant(log, receiver_id)
    offer = Handover(
        log=log, offered_by=giver.holder, offered_to=receiver, offered_at=at, word=word
    )
    offer_to(offer)
    note_offer(log, offer, at=at, by=_holder(by))
    return offer


def offer_to(offer: Handover) -> None:
    """Store an offer. Raises Conflict while there is another, Refused for who is to be kept out."""
    if Handover.objects.filter(log=offer.log, answer=None).exists():
        raise Conflict(_("The baton is already offered to somebody. Take that offer back first."))
    try:
        with transaction.atomic():
            offer.save(force_insert=True)
    except IntegrityError as error:
        if "kept this person out" not in str(error):
            raise
        words = _("The family is asked to keep %(name)s out. Choose somebody else.")
        raise Refused(words % {"name": offer.offered_to}) from error


def offer_for_leader(log: Log, holder: Person, receiver: Person, *, at: datetime) -> None:
    """The locked log's baton is offered as a leader has asked; an offer to another ends (E3)."""
    for offer in Handover.objects.filter(log=log, answer=None).select_related(
        "offered_by", "offered_to"
    ):
        _answer(offer, Answer.WITHDRAWN, word="", at=at)
        data: dict[str, object] = {"from": str(offer.offered_by), "to": str(offer.offered_to)}
        book.write(log.book, "logs.offer_taken_back", data, at=at, actor=None, role="stafett")
    _offer(log, holder, receiver, word="", at=at, by=STAFETT)


def open_leg(log: Log, person_id: UUID) -> Leg:
    """This person's leg. Raises Conflict where somebody else has the baton by now."""
    leg = Leg.objects.filter(log=log, holder_id=person_id, ended_at=None).first()
    if leg is None:
        raise Conflict(_("Somebody else has the baton now."))
    return leg


def participant(log: Log, person_id: UUID) -> Person:
    """Somebody whom the family has said yes to, and who has not the baton. Raises Refused."""
    admission = (
        Admission.objects.filter(
            in_force(), log=log, person_id=person_id, role=AdmissionRole.PARTICIPANT
        )
        .select_related("person")
        .first()
    )
    if admission is None:
        raise Refused(_("Choose somebody whom the family has said yes to."))
    if Leg.objects.filter(log=log, holder_id=person_id, ended_at=None).exists():
        raise Refused(_("%(name)s has the baton already.") % {"name": admission.person})
    if takes_part_from_outside(person_id, log.municipality_id, timezone.localdate()):
        words = _("%(name)s takes part from outside the municipality, and cannot have the baton.")
        raise Refused(words % {"name": admission.person})
    return admission.person


def _open_offer(log: Log, offer_id: UUID) -> Handover:
    offer = (
        Handover.objects.filter(log=log, pk=offer_id, answer=None)
        .select_related("offered_by", "offered_to")
        .first()
    )
    if offer is None:
        raise Conflict(
            _("This offer is already answered or taken back. The page shows how it is now.")
        )
    return offer


def _answer(offer: Handover, answer: Answer, *, word: str, at: datetime) -> None:
    offer.answer, offer.answered_at, offer.answer_word = answer, at, word
    offer.save(update_fields=["answer", "answered_at", "answer_word"])


@transaction.atomic
def accept_baton(by: Standing, offer_id: UUID, *, word: str, at: datetime) -> None:
    """The receiver takes the baton; only now does the giver let go (D11).

    Raises Conflict when the offer is answered or taken back, Refused for anybody but the receiver.
    """
    log, by = begin(by, Right.READ)
    offer = _open_offer(log, offer_id)
    _only(offer.offered_to_id, by)
    leg = open_leg(log, offer.offered_by_id)
    _answer(offer, Answer.ACCEPTED, word=word, at=at)
    data: dict[str, object] = {
        "from": str(offer.offered_by),
        "to": str(offer.offered_to),
        "word": word,
    }
    if offer.shares:
        note(log, "logs.part_accepted", data, at=at, by=by)
        _share(leg, offer, at=at, by=_holder(by))
        return
    note(log, "logs.baton_accepted", data, at=at, by=by)
    leg.ended_at = at
    leg.save(update_fields=["ended_at"])
    # With the part of one of two goes its share.
    _begin_leg(
        log, offer.offered_to, at=at, by=_holder(by), tasks=leg.tasks, contact=leg.is_contact
    )


def _share(leg: Leg, offer: Handover, *, at: datetime, by: Author) -> None:
    """Both have it from now on, each with the written part (D9)."""
    contact = offer.contact_id == offer.offered_to_id
    others = Leg.objects.filter(log=offer.log, ended_at=None)
    others.update(is_contact=False)
    leg.tasks, leg.is_contact = offer.giver_tasks, not contact
    leg.save(update_fields=["tasks", "is_contact"])
    _begin_leg(offer.log, offer.offered_to, at=at, by=by, tasks=offer.tasks, contact=contact)


def let_offers_go(log: Log, giver: Person, *, at: datetime) -> None:
    """Nobody answers to an offer of one who has the baton no more."""
    for offer in Handover.objects.filter(log=log, offered_by=giver, answer=None):
        _answer(offer, Answer.WITHDRAWN, word="", at=at)


@transaction.atomic
def decline_baton(by: Standing, offer_id: UUID, *, word: str, at: datetime) -> None:
    """The receiver says no; the baton stays where it is. Raises as `accept_baton`."""
    log, by = begin(by, Right.READ)
    offer = _open_offer(log, offer_id)
    _only(offer.offered_to_id, by)
    _answer(offer, Answer.DECLINED, word=word, at=at)
    data: dict[str, object] = {"from": str(offer.offered_by), "to": str(by.person), "word": word}
    note(log, "logs.baton_declined", data, at=at, by=by)


@transaction.atomic
def take_back_offer(by: Standing, offer_id: UUID, *, at: datetime) -> None:
    """The giver takes the offer back. Raises Conflict when it is answered already."""
    log, by = begin(by, Right.COORDINATE)
    offer = _open_offer(log, offer_id)
    _only(offer.offered_by_id, by)
    _answer(offer, Answer.WITHDRAWN, word="", at=at)
    data: dict[str, object] = {"from": str(by.person), "to": str(offer.offered_to)}
    note(log, "logs.offer_taken_back", data, at=at, by=by)


def _only(person_id: UUID, by: Standing) -> None:
    if by.person.pk != person_id:
        raise Refused(_("Only the person who was asked can answer this."))


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
    for offer in Handover.objects.filter(log=log, answer=None):
        _answer(offer, Answer.WITHDRAWN, word="", at=at)
    log.closed_at = at
    log.save(update_fields=["closed_at"])
    Leg.objects.filter(log=log, ended_at=None).update(ended_at=at)
    strangers = {AdmissionRole.PARTICIPANT, AdmissionRole.ASKED, AdmissionRole.STARTER}
    end_admissions(log, at=at, roles=strangers)
