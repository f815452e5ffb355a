"""How long the training municipality stays as it was made (S3)."""

from datetime import datetime, time, timedelta

from django.utils import timezone

EVERY = timedelta(days=14)
HOUR = time(3)  # when nobody is at a course


def next_time(made_at: datetime) -> datetime:
    """When what was made then is made anew."""
    day = timezone.localdate(made_at) + EVERY
    return timezone.make_aware(datetime.combine(day, HOUR))
