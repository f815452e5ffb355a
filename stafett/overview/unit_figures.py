"""The own unit's numbers, exact: how quiet the logs are, at which level, what is done in time."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stafett.municipality.levels import Level, level_name
from stafett.municipality.models import Municipality, Unit

from .figures import Bars, Line, Month, bars, in_time
from .overseen import Overseen

RECENT, QUIET = 14, 28  # days since something happened


def unit_figures(unit: Unit, logs: Sequence[Overseen], today: date) -> list[Bars | Line]:
    """The pictures of a unit's open logs, none where it has none. One question."""
    if not logs:
        return []
    done = in_time(_months(unit))
    return [*([done] if done else []), _by_silence(logs, today), _by_level(logs, unit.municipality)]


def _months(unit: Unit) -> list[Month]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM measures_of_unit(%s)", [unit.pk])
        return [Month(*row) for row in cursor.fetchall()]


def silence(last_on: date, today: date) -> int:
    """0 where something happened in the last two weeks, 1 in the last four, 2 before that."""
    days = (today - last_on).days
    return 0 if days < RECENT else 1 if days < QUIET else 2


def silence_words() -> tuple[str, str, str]:
    """What the three are called."""
    return _("The last 2 weeks"), _("2 to 4 weeks ago"), _("More than 4 weeks ago")


def _by_silence(logs: Sequence[Overseen], today: date) -> Bars:
    found = Counter(silence(log.last_on, today) for log in logs)
    still = found[2]
    heading = _("Something happens in all logs")
    if still:
        heading = ngettext("%(n)s log stands still", "%(n)s logs stand still", still) % {"n": still}
    numbers = zip(silence_words(), range(3), ("", "-2", "-warn"), strict=True)
    shown = [(words, found[place], tone) for words, place, tone in numbers]
    return bars("stille", heading, _("Logs by when something last happened"), shown)


def _by_level(logs: Sequence[Overseen], municipality: Municipality) -> Bars:
    found = Counter(log.level for log in logs)
    most = [level for level, number in found.items() if number == max(found.values())]
    heading = _("The logs are at several levels")
    if len(most) == 1:
        heading = _("Most logs are at level %(level)s") % {
            "level": level_name(municipality, most[0]).number
        }
    shown = [(level_name(municipality, each).short, found[each.value], "") for each in Level]
    return bars("nivaer", heading, _("Open logs by level"), shown)
