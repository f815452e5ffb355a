"""Wrong passwords and guessed addresses slow down (ASVS 6.3.1, 2.4.1).

Tries are counted in the database, so all processes and machines count together, and a try is
counted before it is made, so many at once get no further than one after the other. A window
begins with the first try and is never prolonged: nobody is locked out for longer than it lasts,
whatever somebody else goes on doing.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

WINDOW = timedelta(minutes=10)
# A whole class signs in from one address; one account is tried from many when robots do it.
AT_ADDRESS, FOR_ACCOUNT, TOGETHER = 60, 50, 10
MISSES_WINDOW = timedelta(minutes=5)


class TooMany(Refused):
    """There were too many tries. `seconds` is how long to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(_("There have been too many tries. Wait ten minutes and try again."))
        self.seconds = seconds


@dataclass(frozen=True)
class Limit:
    """So many tries with this key in one window."""

    key: str
    allowed: int


def limits(account: str, address: str) -> list[Limit]:
    """What a try to sign in is counted under."""
    return [
        Limit(_key("address", address), AT_ADDRESS),
        Limit(_key("account", account), FOR_ACCOUNT),
        Limit(_key("together", account, address), TOGETHER),
    ]


def limit(allowed: int, *what: str) -> Limit:
    """So many tries of something else, named by these words."""
    return Limit(_key(*what), allowed)


def take(limits: Sequence[Limit]) -> None:
    """Count one try under each of the limits. Raises TooMany.

    The address comes first: past its limit it fills the table with no more names.
    """
    _take(limits[:1])
    _take(limits[1:])


def _take(limits: Sequence[Limit]) -> None:
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO identity_tries AS t (key, since, count)
            SELECT key, %(now)s, 1 FROM unnest(%(keys)s::text[]) AS key ORDER BY key
            ON CONFLICT (key) DO UPDATE SET
                since = CASE WHEN t.since > %(oldest)s THEN t.since ELSE %(now)s END,
                count = CASE WHEN t.since > %(oldest)s THEN t.count + 1 ELSE 1 END
            RETURNING key, since, count
            """,
            {"now": now, "oldest": now - WINDOW, "keys": [each.key for each in limits]},
        )
        allowed = {each.key: each.allowed for each in limits}
        ends = [since + WINDOW for key, since, count in cursor.fetchall() if count > allowed[key]]
    if ends:
        raise TooMany(max(1, round((max(ends) - now).total_seconds())))


def give_back(limits: Sequence[Limit]) -> None:
    """The try was right: it does not count, and the account begins anew at this address."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE identity_tries SET count = greatest(count - 1, 0) WHERE key = ANY (%s)",
            [[each.key for each in limits[:-1]]],
        )
        cursor.execute("DELETE FROM identity_tries WHERE key = %s", [limits[-1].key])


def missed(who: str) -> int:
    """One more address that was not there. Answers with the seconds to rest: 0 is none.

    Each process counts for itself in a small memory that forgets the oldest: keys in addresses
    are too long to guess, and this only keeps somebody from trying for ever.
    """
    key = _key("missed", who)
    cache.add(key, 0, MISSES_WINDOW.total_seconds())
    try:
        count = cache.incr(key)
    except ValueError:  # it was forgotten in between
        return 0
    return int(MISSES_WINDOW.total_seconds()) if count > settings.STAFETT_MISSES else 0


def _key(*parts: str) -> str:
    """Who and where cannot be read from the table, nor guessed without the server's key."""
    text = "\n".join(parts)
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), sha256).hexdigest()
