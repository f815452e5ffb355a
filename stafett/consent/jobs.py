"""The consent room's job: what the dates do, early every morning."""

from django.utils import timezone
from procrastinate.contrib.django import app

from . import daily


@app.periodic(cron="15 3 * * *")
@app.task(name="consent.daily", queueing_lock="consent.daily")
def run(timestamp: int) -> None:
    """Discard drafts that came to nothing, and let consents lapse."""
    daily.run(timezone.now())
