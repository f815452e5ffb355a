"""The level of a log (B11–B13): what was tried goes along, nothing starts over (B20)."""

from datetime import datetime

from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from .access import Standing
from .actions import note
from .models import Log

HIGHEST = 3


def raise_level(log: Log, level: int, *, by: Standing, at: datetime) -> None:
    """Go to a higher level. Part of another action, which has locked the log.

    Raises Refused for a level that is not higher than the log's, or that there is not.
    """
    if not log.level < level <= HIGHEST:
        raise Refused(_("The log is at this level already. Open the page again."))
    data: dict[str, object] = {"who": str(by.person), "was": log.level, "level": level}
    note(log, "logs.level_raised", data, at=at, by=by)
    log.level = level
    log.save(update_fields=["level"])
