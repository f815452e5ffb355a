"""Making the training municipality anew (S3), with nothing left of what was done in it."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from stafett.municipality.models import Municipality

from . import emptying, tables
from .demonstration import play
from .making import Tell, make
from .models import Making

ALONE = 5_011_814  # the name of the lock: of two at once, the second finds it done
PATIENCE = "20s"  # for the requests that are being answered


def is_due(at: datetime) -> bool:
    """Whether the day has come."""
    return Municipality.objects.filter(training=True, anew_at__lte=at).exists()


@transaction.atomic
def reset(*, at: datetime, tell: Tell, only_if_due: bool = False) -> bool:
    """Make all training municipalities anew, with nothing left of the old; whether it was done.

    On the owner's login, in one transaction. The new ones are made first, while everybody goes on
    in the old; only then the door is closed, for as long as it takes to take the old ones out.
    Other municipalities and their people are not touched.
    """
    _alone()
    if only_if_due and not is_due(at):
        return False
    old = list(Municipality.objects.filter(training=True).values_list("pk", flat=True))
    known = tables.read()
    emptying.set_aside(emptying.find(old, known))
    day = timezone.localdate(at)
    make(day=day, at=at, tell=tell)
    tell(f"{play(day)} logs to begin with")
    emptying.close_the_door()
    gone = emptying.find(old, known)
    emptying.take_out(gone, known)
    Making.objects.filter(made_at__lt=at).delete()
    Making.objects.update(with_logs=True)
    tell(f"{len(gone.columns['log_id'])} old logs and {len(gone.people)} people taken out")
    return True


def _alone() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ALONE])
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
