"""The baton: offered, accepted, declined, taken back. Nobody lets go of it before the next has
accepted it (D11)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.questions import Question
from stafett.municipality.queries import takes_part_from_outside
from stafett.people.models import Person

from .access import Right, Standing, in_force
from .acting import Author, begin, note
from .models import Admission, AdmissionRole, Answer, Handover, Leg, Log

# What follows by itself when the last signature is in: the signer did not do it.
STAFETT = Author(None, "stafett")


def _holder(by: Standing) -> Author:
    return Author(by.person.pk, "holder")


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
    begin_leg(log, offer.offered_to, at=at, by=_holder(by), tasks=leg.tasks, contact=leg.is_contact)


def _share(leg: Leg, offer: Handover, *, at: datetime, by: Author) -> None:
    """Both have it from now on, each with the written part (D9)."""
    contact = offer.contact_id == offer.offered_to_id
    others = Leg.objects.filter(log=offer.log, ended_at=None)
    others.update(is_contact=False)
    leg.tasks, leg.is_contact = offer.giver_tasks, not contact
    leg.save(update_fields=["tasks", "is_contact"])
    begin_leg(offer.log, offer.offered_to, at=at, by=by, tasks=offer.tasks, contact=contact)


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


def offer_for_leader(log: Log, holder: Person, receiver: Person, *, at: datetime) -> None:
    """The locked log's baton is offered as a leader has asked; an offer to another ends (E3)."""
    for offer in Handover.objects.filter(log=log, answer=None).select_related(
        "offered_by", "offered_to"
    ):
        _answer(offer, Answer.WITHDRAWN, word="", at=at)
        data: dict[str, object] = {"from": str(offer.offered_by), "to": str(offer.offered_to)}
        book.write(log.book, "logs.offer_taken_back", data, at=at, actor=None, role="stafett")
    offer_by_itself(log, holder, receiver, at=at)


def offer_by_itself(log: Log, giver: Person, receiver: Person, *, at: datetime) -> None:
    """What was agreed before, by the family or a leader, is offered without anybody doing it."""
    offer = Handover(log=log, offered_by=giver, offered_to=receiver, offered_at=at)
    offer.save(force_insert=True)
    note_offer(log, offer, at=at, by=STAFETT)


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


def note_offer(log: Log, offer: Handover, *, at: datetime, by: Author) -> None:
    """Write down that the baton is offered."""
    data: dict[str, object] = {
        "from": str(offer.offered_by),
        "to": str(offer.offered_to),
        "word": offer.word,
    }
    book.write(log.book, "logs.baton_offered", data, at=at, actor=by.id, role=by.role)


def _open_offer(log: Log, offer_id: UUID) -> Handover:
    for offer in _open_offers(log.pk, offer_id):
        return offer
    raise Conflict(_("This offer is already answered or taken back. The page shows how it is now."))


@Question
def _open_offers(log: UUID, offer: UUID) -> QuerySet[Handover]:
    waits = Handover.objects.filter(log=log, pk=offer, answer=None)
    return waits.select_related("offered_by", "offered_to")


def _answer(offer: Handover, answer: Answer, *, word: str, at: datetime) -> None:
    offer.answer, offer.answered_at, offer.answer_word = answer, at, word
    offer.save(update_fields=["answer", "answered_at", "answer_word"])


def let_offers_go(offers: Iterable[Handover], *, at: datetime) -> None:
    """Nobody is to answer these offers any more."""
    for offer in offers:
        _answer(offer, Answer.WITHDRAWN, word="", at=at)


def begin_leg(
    log: Log, holder: Person, *, at: datetime, by: Author, tasks: str = "", contact: bool = False
) -> None:
    """Somebody has the baton from now on, or a part of it (D9)."""
    leg = Leg(log=log, holder=holder, from_at=at, tasks=tasks, is_contact=contact)
    leg.save(force_insert=True)
    data: dict[str, object] = {"holder": str(holder)}
    book.write(log.book, "logs.leg_began", data, at=at, actor=by.id, role=by.role)


def open_leg(log: Log, person_id: UUID) -> Leg:
    """This person's leg. Raises Conflict where somebody else has the baton by now."""
    for leg in _open_legs(log.pk, person_id):
        return leg
    raise Conflict(_("Somebody else has the baton now."))


@Question
def _open_legs(log: UUID, holder: UUID) -> QuerySet[Leg]:
    return Leg.objects.filter(log=log, holder=holder, ended_at=None)


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
