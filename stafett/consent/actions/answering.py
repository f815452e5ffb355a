"""Saying yes or no to what is asked (G1, G4). What follows when all have signed: activation."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.eid import with_eid
from stafett.logs.models import Log
from stafett.people.models import Person

from ..activation import activate, is_complete
from ..family import has_responsibility
from ..models import Asked, Consent, Signature
from ..outgrown import owner_is_missing
from .asking import hash_of
from .preparing import give_up


@dataclass(frozen=True)
class Sealed:
    """With what somebody signed: electronic identity and its level, and the language read."""

    eid: str
    level: str
    language: str


@transaction.atomic
def answer(
    by: Standing,
    consent_id: UUID,
    *,
    says_yes: bool,
    text_hash: str,
    sealed: Sealed,
    at: datetime,
) -> Consent:
    """Sign or refuse (G1, G4). With the last signature needed the consent becomes active.

    Raises Refused for one who was not asked or shows no eID (I2), Conflict when it is answered
    already or when the text is another than the one that was read.
    """
    with_eid(by)
    log, by = begin(by, Right.SEE)
    consent, _person = open_asking(log, consent_id, by.person.pk, text_hash)
    Signature(
        log=log,
        consent=consent,
        person=by.person,
        says_yes=says_yes,
        at=at,
        text_hash=text_hash,
        eid=sealed.eid,
        eid_level=sealed.level,
        language=sealed.language,
    ).save(force_insert=True)
    verb = "consent.signed" if says_yes else "consent.refused"
    data: dict[str, object] = {
        "who": str(by.person),
        "version": consent.version,
        "text_hash": text_hash,
        "eid": sealed.eid,
        "level": sealed.level,
    }
    note(log, verb, data, at=at, by=by, about=[consent.pk])
    answered(log, consent, says_yes=says_yes, at=at)
    return consent


def open_asking(
    log: Log, consent_id: UUID, person_id: UUID, text_hash: str
) -> tuple[Consent, Person]:
    """A consent that waits for this person's answer to exactly this text.

    Raises Refused for one who was not asked or has no eID (I2), Conflict when it is no longer open.
    """
    asked = (
        Asked.objects.filter(log=log, consent_id=consent_id, person_id=person_id)
        .select_related("consent", "person")
        .first()
    )
    if asked is None:
        raise Refused(_("You were not asked about this."))
    if person_id != log.owner_id and not has_responsibility(log.owner_id, person_id):
        raise Refused(_("Only one with parental responsibility can answer for the child."))
    asked.consent.log = log
    # Places were taken out of it when a protection came: nobody signs another text than the first.
    intact = hash_of(asked.consent.text or {}) == text_hash == asked.consent.text_hash
    if asked.consent.state != "asked" or not intact:
        raise Conflict(_("This asking is no longer open. Read the page again."))
    if Signature.objects.filter(consent=asked.consent, person=asked.person).exists():
        raise Conflict(_("You have answered already. What is signed is not changed."))
    return asked.consent, asked.person


def answered(log: Log, consent: Consent, *, says_yes: bool, at: datetime) -> None:
    """What follows an answer: with the last yes that was needed, the consent becomes active; with
    a no, a closed log stays closed.

    It does not when the owner has come of an age to sign since it was sent: the day's job asks
    anew.
    """
    if says_yes and is_complete(consent) and not owner_is_missing(consent, timezone.localdate(at)):
        activate(log, consent, at=at)
    elif not says_yes and log.state == "closed":
        give_up(log, consent, "refused", at=at)
