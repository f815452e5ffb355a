"""A holder who is away while somebody stands in, as several rooms' tests want it."""

from datetime import timedelta

from django.db import connections

from stafett.book.wall import acting_as
from stafett.logs import standing_in
from stafett.logs.models import Log
from tests import world as w


def stand_in(
    world: w.World, log: Log, deputy: str = "sunniva", days: int = 7, *, says_yes: bool = True
) -> None:
    """Kari is away from today on, and this one is asked to stand in, and says yes."""
    with acting_as(world.kari.pk):
        by, key = w.stand(world.kari, log), world.people[deputy].pk
        until = w.today() + timedelta(days=days)
        absence = standing_in.tell_absence(
            by, from_date=w.today(), until=until, deputy_id=key, at=w.now()
        )
    if not says_yes:
        return
    with acting_as(key):
        by = w.stand(world.people[deputy], log)
        standing_in.accept_standing_in(by, absence.pk, at=w.now())


def come_back(world: w.World, log: Log) -> None:
    """Kari is back."""
    with acting_as(world.kari.pk):
        standing_in.come_back(w.stand(world.kari, log), at=w.now())


def let_days_pass(days: int) -> None:
    """As if the absence had begun so many days before."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "UPDATE logs_absence SET from_date = from_date - %s, until = until - %s", [days, days]
        )
