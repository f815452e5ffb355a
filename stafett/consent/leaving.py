"""Who leaves in a transition goes out when the baton is taken, and not before the agreed day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from stafett.logs.acting import lock
from stafett.logs.models import Admission, AdmissionRole, Leg

from .models import Consent, Named


def left_over(today: date) -> list[Consent]:
    """Active transitions whose last day has passed (O3, D32)."""
    return list(
        Consent.objects.filter(
            activated_at__isnull=False, ended_at=None, leaving_on__lt=today
        ).order_by("leaving_on")
    )


@transaction.atomic
def let_out(consent: Consent, *, at: datetime) -> int:
    """End the access of those who leave and have no baton any more (D11); how many they were."""
    log = lock(consent.log_id)
    holders = Leg.objects.filter(log=log, ended_at=None).values("holder")
    leaving = Named.objects.filter(consent=consent, unit=F("consent__leaving_unit"))
    return (
        Admission.objects.filter(
            log=log,
            role=AdmissionRole.PARTICIPANT,
            consent_id=consent.pk,
            ended_at=None,
            person__in=leaving.values("person"),
        )
        .exclude(person__in=holders)
        .exclude(person=consent.next_holder_id)
        .update(ended_at=at)
    )
