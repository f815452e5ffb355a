"""An answer given on paper, by word of mouth or in presence, recorded by named staff."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin, note
from stafett.worker.later import later

from .actions import answered, asking_right, open_asking
from .models import Consent, How, Signature

RECORDED = (How.PAPER, How.ORAL, How.PRESENCE)


@transaction.atomic
def record_answer(
    by: Standing,
    consent_id: UUID,
    person_id: UUID,
    *,
    says_yes: bool,
    how: str,
    said_on: date,
    text_hash: str,
    at: datetime,
) -> Consent:
    """Who asked records the answer of one who cannot sign digitally. That one is told by mail.

    Raises Refused where the municipality's policy does not allow it, for a day to come or before
    the asking, and for one who was not asked; Conflict when it is answered already.
    """
    log, by = begin(by, asking_right(by.log))
    consent, person = open_asking(log, consent_id, person_id, text_hash)
    if not (consent.policy or {}).get("assisted_signing"):
        raise Refused(_("In this municipality each must sign in Stafett."))
    if how not in RECORDED:
        raise Refused(_("Choose how the answer was given."))
    if consent.asked_at is None or not (
        timezone.localdate(consent.asked_at) <= said_on <= timezone.localdate(at)
    ):
        raise Refused(_("The day must be between the day you asked and today."))
    signature = Signature(
        log=log,
        consent=consent,
        person=person,
        says_yes=says_yes,
        at=at,
        text_hash=text_hash,
        eid="",
        eid_level="",
        language=get_language() or "nb",
        how=how,
        recorded_by=by.person,
        said_on=said_on,
    )
    signature.save(force_insert=True)
    data: dict[str, object] = {
        "who": str(person),
        "by": str(by.person),
        "how": how,
        "on": said_on.isoformat(),
        "version": consent.version,
        "text_hash": text_hash,
    }
    verb = "consent.yes_recorded" if says_yes else "consent.no_recorded"
    note(log, verb, data, at=at, by=by, about=[consent.pk])
    later("notices.recorded", signature_id=str(signature.pk))
    answered(log, consent, says_yes=says_yes, at=at)
    return consent
