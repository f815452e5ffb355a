"""What can be changed in a consent while it is written: its words, and what is said of people."""

from datetime import date, datetime
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Standing
from stafett.logs.overtaken import Overtaken
from stafett.logs.workplaces import true_unit
from stafett.municipality.queries import colleagues

from .actions import Invitation, invite, prepared, uninvite
from .models import Consent, Named


@transaction.atomic
def describe(
    by: Standing, consent_id: UUID, *, purpose: str, kept_out: str, began_with: str = ""
) -> None:
    """Say what a consent that is not yet sent is for, and what is kept out (G2).

    `began_with` is the `mark_of` the words that the form was opened with, if it tells. Raises
    Overtaken where others stand there now than it began with, and other than these; Conflict when
    it is sent meanwhile, Refused when it is not this log's.
    """
    consent = prepared(by, consent_id)
    stands = {"purpose": consent.purpose, "kept_out": consent.kept_out}
    changed = began_with not in ("", mark_of(**stands))
    if changed and stands != {"purpose": purpose, "kept_out": kept_out}:
        raise Overtaken(stands)
    Consent.objects.filter(pk=consent.pk).update(purpose=purpose, kept_out=kept_out)


def mark_of(purpose: str, kept_out: str) -> str:
    """What words are known again by; while a question is written, no entry tells who changed it."""
    return sha256(f"{purpose}\0{kept_out}".encode()).hexdigest()[:16]


@transaction.atomic
def change_named(
    by: Standing,
    consent_id: UUID,
    named_id: UUID,
    *,
    task: str,
    sees: str,
    until: date,
    health: bool = False,
    at: datetime,
) -> Named:
    """Say something else of somebody named in a consent that is not yet sent (G2).

    The telephone and the title are renewed from the position. Raises Conflict when the person is
    no longer on the list, Refused when the person no longer works there.
    """
    consent = prepared(by, consent_id)
    named = Named.objects.filter(consent=consent, pk=named_id).select_related("unit").first()
    if named is None:
        raise Conflict(_("This person is no longer on the list."))
    position = (
        colleagues(by.log.municipality_id, timezone.localdate(at))
        .filter(person_id=named.person_id, unit_id=true_unit(named.unit))
        .first()
    )
    if position is None:
        words = _("%(name)s no longer works there. Take the name off the list.")
        raise Refused(words % {"name": named.person})
    uninvite(by, consent_id, named_id)
    return invite(by, consent_id, Invitation(position.pk, task, sees, until, health), at=at)
