"""What dates do to consents. Run once a day by the worker; safe to run twice, or late.

Each thing that is due is looked up anew, done in a transaction of its own with its log locked, and
looked at again under the lock. So two workers at once do it once, and a day on which the machine
was off is made up for by the next run; what is written then bears the day on which it was done.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from stafett.logs.acting import lock
from stafett.logs.actions import let_log_lapse
from stafett.logs.models import Log
from stafett.municipality.queries import current_policy

from . import coming_of_age, leaving
from .birthdays_due import birthdays_due
from .models import Consent

# A refused draft stands a week, so that those who disagree can see who has said what and talk.
REFUSED_DAYS = 7

T = TypeVar("T")
logger = logging.getLogger(__name__)


class Unfinished(Exception):
    """Some of the day's work could not be done; the rest is. To be run again."""


def run(at: datetime) -> None:
    """Everything that is due on this day. Raises Unfinished, last of all, where something failed.

    Drafts and lapses come before the birthdays: nobody is asked about a log that ends today.
    """
    today = timezone.localdate(at)
    failed = sum(
        (
            _each("draft", drafts_to_discard(today), discard_draft),
            _each("lapse", lapsed(today), partial(lapse, at=at)),
            _each("leaving", leaving.left_over(today), partial(leaving.let_out, at=at)),
            _each(
                "outgrown",
                coming_of_age.outgrown_questions(today),
                partial(coming_of_age.outgrow, at=at),
            ),
            _each(
                "birthday",
                birthdays_due(today),
                partial(coming_of_age.birthday, at=at),
            ),
        )
    )
    if failed:
        raise Unfinished(f"{failed} of the day's tasks failed")


def _each(kind: str, due: Iterable[T], do: Callable[[T], object]) -> int:
    """Do it for each; how many failed. One log's trouble is not the others'."""
    failed = 0
    for one in list(due):
        try:
            do(one)
        except Exception as error:  # noqa: BLE001
            failed += 1
            # No message, no trace: they could hold what stands in the log.
            logger.error("%s failed for %s: %s", kind, _key(one), type(error).__name__)
    return failed


def _key(one: object) -> str:
    return str(one.pk if isinstance(one, Consent) else one)


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
    never be revived; a new one is asked for. A question that nobody has answered ends with it."""
    log = lock(consent.log_id)
    ended = Consent.objects.filter(pk=consent.pk, ended_at=None).update(ended_at=at, end="lapsed")
    if ended:
        Consent.objects.filter(log=log, ended_at=None).update(ended_at=at, end="lapsed")
        let_log_lapse(log, at=at)
