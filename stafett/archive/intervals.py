"""Open logs are deposited when something is new and so many months have passed since last (Q3)."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from stafett.book.models import Entry
from stafett.consent.activation import months_after
from stafett.logs.archived import OF_THE_ARCHIVE
from stafett.logs.models import Log
from stafett.municipality.queries import current_policy

from .reading import deposit_now, of_each


def deposit_due(at: datetime) -> int:
    """Deposit each log that is due; how many. Safe to run twice, or late. Raises as `of_each`."""
    return of_each(_due(at), _deposit)


def _deposit(log_id: UUID) -> int:
    deposit_now(log_id)
    return 1


def _due(at: datetime) -> Iterator[UUID]:
    today = timezone.localdate(at)
    months: dict[UUID, int | None] = {}
    for log_id, town, last in _with_something_new():
        if town not in months:
            months[town] = current_policy(town, today).archive_after_months
        wait = months[town]
        if wait and today >= months_after(timezone.localdate(last), wait):
            yield log_id


def _with_something_new() -> QuerySet[Log, tuple[UUID, UUID, datetime]]:
    """Open logs in which more has happened since their last deposit than that it was archived: each
    with its municipality and when that was."""
    logs = Log.objects.filter(closed_at=None, opened_at__isnull=False)
    logs = logs.annotate(
        last=Coalesce(Max("deposits__made_at"), F("opened_at")),
        covered=Coalesce(Max("deposits__to_entry"), 0),
    )
    happened = Entry.objects.filter(book=OuterRef("book")).exclude(verb__in=OF_THE_ARCHIVE)
    newest = Subquery(happened.order_by("-number").values("number")[:1])
    further = logs.annotate(newest=newest).filter(newest__gt=F("covered")).order_by("pk")
    return further.values_list("pk", "municipality_id", "last")
