"""What dates do to consents. Run once a day by the worker; safe to run twice, or late."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from stafett.logs.actions import let_log_lapse, lock
from stafett.logs.models import Log
from stafett.municipality.queries import current_policy

from . import leaving
from .models import Consent

# A refused draft stands a week, so that those who disagree can see who has said what and talk.
REFUSED_DAYS = 7


def run(at: datetime) -> None:
    """Everything that is due on this day."""
    for log_id in drafts_to_discard(timezone.localdate(at)):
        discard_draft(log_id)
    for consent in lapsed(timezone.localdate(at)):
        lapse(consent, at=at)
    leaving.run(at)


def drafts_to_discard(today: date) -> list[UUID]:
    """Drafts that nobody has signed open within the policy's `draft_kept_days`, and those refused
    a week ago and not asked anew."""
    drafts = Log.objects.filter(opened_at=None).order_by("started_at")
    return [draft.pk for draft in drafts if today >= _last_day(draft) + timedelta(days=1)]


def _last_day(draft: Log) -> date:
    started = timezone.localdate(draft.started_at)
    kept = current_policy(draft.municipality_id, started).draft_kept_days
    last = started + timedelta(days=kept)
    asked = Consent.objects.filter(log=draft).order_by("-version").first()
    refusal = asked and asked.signatures.filter(says_yes=False).order_by("at").first()
    if refusal:
        last = min(last, timezone.localdate(refusal.at) + timedelta(days=REFUSED_DAYS))
    return last


def discard_draft(log_id: UUID) -> bool:
    """Delete a log that was never opened, with its book. False where that is not to be done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT discard_draft(%s)", [log_id])
        return bool(cursor.fetchone()[0])


def lapsed(today: date) -> list[Consent]:
    """Active consents whose last day has come (`consent_valid_months`)."""
    return list(
        Consent.objects.filter(
            activated_at__isnull=False, ended_at=None, lapses_on__lte=today
        ).order_by("lapses_on")
    )


@transaction.atomic
def lapse(consent: Consent, *, at: datetime) -> None:
    """The consent has run out: everyone but the family loses access and the log closes. It can
    never be revived; a new one is asked for."""
    log = lock(consent.log_id)
    ended = Consent.objects.filter(pk=consent.pk, ended_at=None).update(ended_at=at, end="lapsed")
    if ended:
        Consent.objects.filter(log=log, ended_at=None).update(ended_at=at, end="lapsed")
        let_log_lapse(log, at=at)
