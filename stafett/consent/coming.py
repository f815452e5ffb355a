"""What can be asked about the birthdays that change who must sign."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from stafett.book.questions import Question

from .models import Birthday, Consent, Outcome, Signature


def shown_birthdays(logs: Collection[UUID], today: date) -> list[Birthday]:
    """Those to come; and those that have come, while the owner's yes is missing and not asked for.

    One question.
    """
    return _shown(logs, today)


@Question
def _shown(logs: Collection[UUID], today: date) -> QuerySet[Birthday]:
    active = Consent.objects.filter(
        log=OuterRef("log"), activated_at__isnull=False, ended_at=None
    ).values("pk")
    signed = Signature.objects.filter(
        log=OuterRef("log"),
        person=OuterRef("log__owner"),
        says_yes=True,
        consent__activated_at__isnull=False,
        consent__ended_at=None,
    )
    asked = Consent.objects.filter(
        log=OuterRef("log"), asked_at__isnull=False, activated_at=None, ended_at=None
    )
    overdue = Q(reached_at__isnull=False, asks_owner=True) & ~Q(Exists(signed)) & ~Q(Exists(asked))
    return (
        Birthday.objects.filter(Exists(active), log__in=logs)
        .exclude(outcome__in=[Outcome.VOID, Outcome.NOTHING])
        .filter(Q(reached_at=None, on__gte=today) | overdue)
        .select_related("log__owner")
        .order_by(F("on"))
    )
