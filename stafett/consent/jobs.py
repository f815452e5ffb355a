"""The consent room's jobs, early every morning: the families, and what the dates do."""

from uuid import UUID

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from stafett.people.actions import RegisterSilent

from . import daily, family_daily

# What failed is tried again through the morning: 10, 20, 30, 40 and 50 minutes later.
AGAIN = RetryStrategy(max_attempts=6, wait=600, linear_wait=600, retry_exceptions=[Exception])


@app.periodic(cron="15 3 * * *")
@app.task(name="consent.daily", queueing_lock="consent.daily", retry=AGAIN)
def run(timestamp: int) -> None:
    """Drafts that came to nothing go, consents lapse, birthdays are told of and asked by."""
    daily.run(timezone.now())


# Hour after hour until the afternoon: a register may be out for maintenance.
UNTIL_IT_ANSWERS = RetryStrategy(max_attempts=12, wait=3600, retry_exceptions=[RegisterSilent])


@app.periodic(cron="45 2 * * *")
@app.task(name="consent.families", queueing_lock="consent.families", retry=UNTIL_IT_ANSWERS)
def renew_families(timestamp: int) -> None:
    """Ask the population register about the families, before the day's other changes."""
    family_daily.renew_families(timezone.now())


@app.task(name="families.told_elsewhere", retry=AGAIN)
def tell_elsewhere(learnt_in: str, changes: str, news: str) -> None:
    """What one log learnt of a child's family, in the child's logs in other municipalities."""
    family_daily.tell_elsewhere(UUID(learnt_in), changes, news=UUID(news), at=timezone.now())
