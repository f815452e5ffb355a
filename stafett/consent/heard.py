"""Whose answers are for whom: a young person's are not for guardians who are not asked (I5).

They read that a question stands with the young person, and the answers once these count. What
came to nothing they never read. The database's `my_hidden()` says it too.
"""

from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from stafett.book.questions import Question
from stafett.logs.access import in_force
from stafett.logs.models import Admission, AdmissionRole
from stafett.people.models import Person

from .models import Asked, Consent

AS_KIN = [AdmissionRole.GUARDIAN, AdmissionRole.ASKED]
BEYOND_KIN = [AdmissionRole.OWNER, AdmissionRole.PARTICIPANT]


def unheard_by(reader: Person | UUID) -> QuerySet[Consent]:
    """The questions whose answers are not for this person. No question of its own."""
    mine = Admission.objects.filter(in_force(), person=reader)
    asked = Asked.objects.filter(consent=OuterRef("pk"))
    return Consent.objects.filter(
        Exists(asked.filter(person=F("log__owner"))),
        ~Exists(asked.filter(person=reader)),
        asked_at__isnull=False,
        activated_at=None,
        log__in=mine.filter(role__in=AS_KIN).values("log"),
    ).exclude(log__in=mine.filter(role__in=BEYOND_KIN).values("log"))


@Question
def unheard_in(log: UUID, reader: UUID) -> QuerySet[Consent, UUID]:
    """Those of them in one log."""
    return unheard_by(reader).filter(log=log).values_list("pk", flat=True)
