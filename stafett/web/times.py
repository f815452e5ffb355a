"""Times as people say them: relative and exact, in the page's language.

`ago(2026-11-24 13:00)` on 19 November → «om 5 dager, tirsdag 24. november kl. 13».
Days are days of the calendar in Norway, so that summer time moves nothing.
"""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

When = date | datetime | None

WEEKS_FROM_DAYS = 14
MONTHS_FROM_DAYS = 61
YEARS_FROM_MONTHS = 24


def ago(when: When) -> str:
    """How far off and exactly when; yesterday with a clock has no need of its date."""
    if when is None:
        return ""
    today, that_day = timezone.localdate(), _local_day(when)
    has_clock = isinstance(when, datetime)
    distance = (that_day - today).days
    if has_clock and distance in (0, -1):
        return f"{_relative(today, that_day)} {clock(when)}"
    exact = f"{day(when)} {clock(when)}" if has_clock else day(when)
    return f"{_relative(today, that_day)}, {exact}"


def ago_short(when: When) -> str:
    """How far off and which day, for narrow places: «for 2 dager siden, 20. november»."""
    if when is None:
        return ""
    today, that_day = timezone.localdate(), _local_day(when)
    if isinstance(when, datetime) and (that_day - today).days in (0, -1):
        return ago(when)
    return f"{_relative(today, that_day)}, {short_day(that_day)}"


def day(when: When) -> str:
    """«fredag 13. november»; with the year when it is another than this year's."""
    if when is None:
        return ""
    that_day = _local_day(when)
    words = {
        "weekday": WEEKDAYS[that_day.weekday()],
        "day": that_day.day,
        "month": MONTHS[that_day.month],
        "year": that_day.year,
    }
    if that_day.year == timezone.localdate().year:
        return _("%(weekday)s %(day)s %(month)s") % words
    return _("%(weekday)s %(day)s %(month)s %(year)s") % words


def short_day(when: When) -> str:
    """«13. november»: where the day of the week says nothing, as in a period."""
    if when is None:
        return ""
    that_day = _local_day(when)
    words = {"day": that_day.day, "month": MONTHS[that_day.month], "year": that_day.year}
    if that_day.year == timezone.localdate().year:
        return _("%(day)s %(month)s") % words
    return _("%(day)s %(month)s %(year)s") % words


def clock(when: When) -> str:
    """«kl. 13», «kl. 13.05»; nothing for a day without a time."""
    if not isinstance(when, datetime):
        return ""
    local = timezone.localtime(when)
    words = {"hour": local.hour, "minute": f"{local.minute:02}"}
    if local.minute == 0:
        return _("at %(hour)s:00") % words
    return _("at %(hour)s:%(minute)s") % words


def _local_day(when: date | datetime) -> date:
    return timezone.localtime(when).date() if isinstance(when, datetime) else when


def _relative(today: date, that_day: date) -> str:
    days = (that_day - today).days
    near = {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}
    if days in near:
        return near[days]
    months = _months_between(today, that_day)
    if abs(days) < WEEKS_FROM_DAYS:
        return _days(days)
    if abs(days) < MONTHS_FROM_DAYS:
        return _weeks(days // 7 if days > 0 else -(-days // 7))
    if months < YEARS_FROM_MONTHS:
        return _months(months if days > 0 else -months)
    return _years(months // 12 if days > 0 else -(months // 12))


def _months_between(one: date, other: date) -> int:
    """Whole months, at least two: less than that is told in weeks."""
    early, late = sorted((one, other))
    months = (late.year - early.year) * 12 + late.month - early.month
    return max(2, months - (late.day < early.day))


def _days(count: int) -> str:
    if count > 0:
        return ngettext("in %(n)s day", "in %(n)s days", count) % {"n": count}
    return ngettext("%(n)s day ago", "%(n)s days ago", -count) % {"n": -count}


def _weeks(count: int) -> str:
    if count > 0:
        return ngettext("in %(n)s week", "in %(n)s weeks", count) % {"n": count}
    return ngettext("%(n)s week ago", "%(n)s weeks ago", -count) % {"n": -count}


def _months(count: int) -> str:
    if count > 0:
        return ngettext("in %(n)s month", "in %(n)s months", count) % {"n": count}
    return ngettext("%(n)s month ago", "%(n)s months ago", -count) % {"n": -count}


def _years(count: int) -> str:
    if count > 0:
        return ngettext("in %(n)s year", "in %(n)s years", count) % {"n": count}
    return ngettext("%(n)s year ago", "%(n)s years ago", -count) % {"n": -count}
