"""Days and moments as other systems read them (ISO 8601), by the clock in Norway."""

from datetime import date, datetime

from django.utils import timezone


def day(when: date | datetime | None) -> str | None:
    """`2026-11-22`; None for no day."""
    if isinstance(when, datetime):
        when = timezone.localdate(when)
    return when.isoformat() if when else None


def moment(when: datetime) -> str:
    """`2026-11-22T13:05:00+01:00`."""
    return timezone.localtime(when).isoformat(timespec="seconds")
