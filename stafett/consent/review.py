"""Guardians' access, reviewed by the young person who signs alone. Entry first, then it ends."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.book.questions import Question
from stafett.logs.access import Right, Standing, in_force
from stafett.logs.acting import begin, note
from stafett.logs.models import Admission, AdmissionRole, Log
from stafett.people.models import Person

from .models import Asked, Consent, GuardianReview
from .queries import active_consent

# By whether the access goes on, and whether it was told to the holder.
VERBS = {
    (True, False): "consent.guardian_kept",
    (False, False): "consent.guardian_ended",
    (True, True): "consent.guardian_kept_recorded",
    (False, True): "consent.guardian_ended_recorded",
}


@dataclass(frozen=True)
class Reader:
    """A guardian who reads the log, until when, and what the young person said last."""

    person: Person
    until: date | None
    said: GuardianReview | None


def to_review(log: Log, active: Consent | None) -> bool:
    """Whether the consent that counts was asked of the owner alone: then guardians' access is
    the young person's to keep or end."""
    if active is None:
        return False
    return set(_asked(active.pk)) == {log.owner_id}


@Question
def _asked(consent: UUID) -> QuerySet[Asked, UUID]:
    return Asked.objects.filter(consent=consent).values_list("person_id", flat=True)


def may_review(by: Standing) -> bool:
    """The owner decides; who has the baton notes what the owner has said."""
    return by.log.owner_id == by.person.pk or by.may(Right.COORDINATE)


def readers(by: Standing) -> list[Reader]:
    """The guardians who read the log now. Two questions."""
    said = GuardianReview.objects.filter(log=by.log).select_related("recorded_by").order_by("at")
    last = {each.guardian_id: each for each in said}
    return [
        Reader(each.person, each.until, last.get(each.person_id)) for each in _guardians(by.log.pk)
    ]


@Question
def _guardians(log: UUID) -> QuerySet[Admission]:
    found = Admission.objects.filter(in_force(), log=log, role=AdmissionRole.GUARDIAN)
    return found.select_related("person").order_by("person__given_name")


def ended(by: Standing) -> list[GuardianReview]:
    """The guardians whose access the owner has ended."""
    return list(
        GuardianReview.objects.filter(log=by.log, keeps=False)
        .select_related("guardian", "recorded_by")
        .order_by("at")
    )


@transaction.atomic
def decide(by: Standing, guardian_id: UUID, *, keeps: bool, at: datetime) -> None:
    """The owner keeps or ends a guardian's access; the holder notes it as told by the owner.

    Raises Refused for others, and while the owner does not sign alone; Conflict for a guardian
    who has no access.
    """
    log, by = begin(by, Right.READ)
    active = active_consent(log)
    if not may_review(by) or active is None or not to_review(log, active):
        raise Refused(_("Guardians' access is the young person's own, once they sign alone."))
    here = Admission.objects.filter(log=log, person_id=guardian_id, ended_at=None)
    admission = here.filter(role=AdmissionRole.GUARDIAN).select_related("person").first()
    if admission is None:
        raise Conflict(_("This person has no access any more."))
    told = log.owner_id != by.person.pk
    GuardianReview(
        log=log,
        guardian=admission.person,
        keeps=keeps,
        at=at,
        recorded_by=by.person if told else None,
    ).save(force_insert=True)
    data: dict[str, object] = {"who": str(log.owner), "guardian": str(admission.person)}
    if told:
        data["by"] = str(by.person)
    note(log, VERBS[keeps, told], data, at=at, by=by)
    if not keeps:
        here.filter(role__in=[AdmissionRole.GUARDIAN, AdmissionRole.ASKED]).update(ended_at=at)
