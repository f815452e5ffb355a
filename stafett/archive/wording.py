"""How a print says dates, lists and the codes that other rooms store."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

When = date | datetime | None

ENDS = {
    "superseded": gettext_lazy("replaced by a newer consent"),
    "refused": gettext_lazy("somebody said no"),
    "withdrawn": gettext_lazy("withdrawn"),
    "lapsed": gettext_lazy("it ran out"),
    "closed": gettext_lazy("the log was closed"),
    "taken_back": gettext_lazy("taken back before everybody had answered"),
}


def day(when: When) -> str:
    """«22. november 2026»; nothing for no date."""
    if when is None:
        return ""
    that_day = timezone.localtime(when).date() if isinstance(when, datetime) else when
    words = {"day": that_day.day, "month": MONTHS[that_day.month], "year": that_day.year}
    return _("%(day)s %(month)s %(year)s") % words


def moment(when: datetime | None) -> str:
    """«22. november 2026 kl. 13.05»."""
    if when is None:
        return ""
    local = timezone.localtime(when)
    clock = _("at %(hour)s:%(minute)s") % {"hour": local.hour, "minute": f"{local.minute:02}"}
    return f"{day(when)} {clock}"


def period(start: When, end: When) -> str:
    """«1. august 2026 – 22. november 2026»; «fra 1. august 2026» for what goes on."""
    if end is None:
        return _("from %(day)s") % {"day": day(start)}
    if day(start) == day(end):
        return day(start)
    return f"{day(start)} – {day(end)}"


def by(who: object, when: datetime) -> str:
    """«Kari Nesheim, 22. november 2026 kl. 13.05»; Stafett itself where there is nobody."""
    return f"{who or 'Stafett'}, {moment(when)}"
