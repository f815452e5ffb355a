"""Many fictional logs (issue of speed): the same seed on the same day makes the same logs."""

from collections.abc import Callable
from datetime import datetime
from random import Random

from django.db import connection, transaction
from django.utils import timezone

from . import names
from .chains import COLUMNS
from .growing import PLACES, TOWNS_OWN, Grower
from .patterns import MIXES, SHARES, Shares
from .pouring import Poured, quickly
from .reading import Patterns, read

IN_A_TOWN, IN_SERVICES = 500, 25  # logs: a municipality's, and those of one school and beside it
# By the owner's key, which the seed gives: from one to seventeen years old, as evenly as days go.
OF_ALL_AGES = """
UPDATE people_person SET birth_date = %s::date - 365 - abs(hashtext(id::text)) %% 6200
WHERE id IN (SELECT owner_id FROM logs_log)
"""


@transaction.atomic
def make_logs(
    number: int, seed: int, *, at: datetime, done: Callable[[int], None], mix: str = "mixed"
) -> None:
    """So many logs with their municipalities, services, staff and families; all or nothing.

    On the owner's login. `done` hears how many there are. Of the `patterns.MIXES`: `light` ones
    are open with nothing in them, and their owners are of all ages.
    """
    shares = MIXES[mix]
    patterns = read(at, shares)
    with quickly():
        poured = Poured({**patterns.columns, **COLUMNS})
        grow(patterns, poured, number, seed, done, shares)
        poured.flush()
        if mix == "light":
            _spread_birthdays(at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def grow(
    patterns: Patterns,
    poured: Poured,
    number: int,
    seed: int,
    done: Callable[[int], None],
    shares: Shares = SHARES,
) -> None:
    """Give so many logs to `poured`, with those around them."""
    random = Random(seed)  # noqa: S311
    town_keys, service_keys = patterns.town.keys, patterns.services.keys
    towns = Grower(patterns.town, set(), patterns)
    services = Grower(patterns.services, town_keys, patterns)
    logs = [Grower(part, town_keys | service_keys, patterns) for part in patterns.logs]
    weights = [share for _tell, share in shares]
    in_town: dict[str, str] = {}
    in_services: dict[str, str] = {}
    for each in range(number):
        if each % IN_A_TOWN == 0:
            rows, in_town = towns.one(_named(TOWNS_OWN, " kommune", random), "", random)
            poured.add(rows)
        if each % IN_SERVICES == 0:
            called = _named(PLACES, "", random)
            rows, in_services = services.one({**in_town, **called}, f"-{each}", random)
            poured.add(rows)
        (grower,) = random.choices(logs, weights)
        poured.add(grower.one(in_services, f"-log-{each}", random)[0])
        if each % 100 == 99 or each + 1 == number:
            done(each + 1)


def _spread_birthdays(at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(OF_ALL_AGES, [timezone.localdate(at)])


def _named(words: tuple[str, ...], ending: str, random: Random) -> dict[str, str]:
    return {word: names.place(random) + ending for word in words}
