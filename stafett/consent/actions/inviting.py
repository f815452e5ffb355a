"""Whom a consent that is being written names, and who has said yes to it by word of mouth."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log
from stafett.logs.places import service_to_store
from stafett.municipality.models import Position
from stafett.municipality.queries import colleagues
from stafett.people.models import Person

from ..asked_health import ask_about_health
from ..models import Consent, Named, OralConsent
from ..rules import Scope
from .preparing import asking_right, prepared_in


@dataclass(frozen=True)
class Invitation:
    """A professional whom the consent shall name: task, what is seen, and until when (G2)."""

    position_id: UUID
    task: str
    sees: str
    until: date
    health: bool = False


@transaction.atomic
def invite(by: Standing, consent_id: UUID, invitation: Invitation, *, at: datetime) -> Named:
    """Name a professional in a consent that is not yet sent (G2, G6).

    Raises Refused for someone who has no position in the municipality's services, or whom the
    family keeps out.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    position = (
        colleagues(log.municipality_id, timezone.localdate())
        .filter(pk=invitation.position_id)
        .first()
    )
    if position is None:
        raise Refused(_("Choose somebody who works in one of the services."))
    return put_on_the_list(log, consent, position, invitation)


def put_on_the_list(
    log: Log, consent: Consent, position: Position, invitation: Invitation
) -> Named:
    """Name a professional in a consent of a locked log; a question that lets in somebody new is
    about that too (G6). Raises Refused for one who is on the list, or is kept out."""
    name = {"name": str(position.person)}
    if consent.named.filter(person=position.person).exists():
        raise Refused(_("%(name)s is already on the list.") % name)
    if consent.people_kept_out.filter(person=position.person).exists():
        raise Refused(_("The family wants %(name)s to be kept out.") % name)
    named = _named(consent, position, invitation)
    named.save(force_insert=True)
    if lets_in_somebody_new(log, consent):
        consent.scopes = sorted({*consent.scopes, Scope.PARTICIPANTS})
        consent.save(update_fields=["scopes"])
    ask_about_health(consent)
    return named


def lets_in_somebody_new(log: Log, consent: Consent) -> bool:
    """Whether a question in an open log names others than those in it and the next holder."""
    if log.state != "open":
        return False
    active = Consent.objects.filter(log=log, activated_at__isnull=False, ended_at=None)
    known = set(active.values_list("named__person_id", flat=True)) | {consent.next_holder_id}
    return bool(set(consent.named.values_list("person_id", flat=True)) - known)


def _named(consent: Consent, position: Position, invitation: Invitation) -> Named:
    return Named(
        log_id=consent.log_id,
        consent=consent,
        person=position.person,
        unit=position.unit,
        service=service_to_store(consent.log, position.unit),
        title=position.title,
        task=invitation.task,
        sees=invitation.sees,
        health=invitation.health,
        until=invitation.until,
        phone="" if consent.log.hides_places else position.phone,
        email="" if consent.log.hides_places else position.email,
    )


@transaction.atomic
def uninvite(by: Standing, consent_id: UUID, named_id: UUID) -> None:
    """Take somebody off a consent that is not yet sent."""
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    consent.named.filter(pk=named_id).delete()
    ask_about_health(consent)


@transaction.atomic
def note_oral(
    by: Standing, people: list[Person], *, said_on: date, at: datetime, about: str = ""
) -> None:
    """Note who said yes by word of mouth, before the formal asking (G5, G22). `about`: the scope
    that was talked of, where it was one alone (O1)."""
    log, by = begin(by, asking_right(by.log))
    for person in people:
        row = OralConsent(log=log, person=person, said_on=said_on, about=about)
        row.noted_by, row.noted_at = by.person, at
        row.save(force_insert=True)
    data: dict[str, object] = {
        "who": str(by.person),
        "people": [str(person) for person in people],
        "on": said_on.isoformat(),
    }
    note(log, "consent.oral_noted", data, at=at, by=by)
