"""How the agreement ends."""

from datetime import datetime

from django.db import transaction

from stafett.logs.access import Right, Standing
from stafett.logs.actions import begin, end_log

from .models import Consent


@transaction.atomic
def close(by: Standing, *, reason: str, note_text: str, at: datetime) -> None:
    """The holder closes the log with a note (P1, P6, D30): the consent ends, the baton is laid
    down, the helpers' access ends at once; the family keeps reading.

    Raises Refused when the log is closed already.
    """
    log, by = begin(by, Right.COORDINATE)
    Consent.objects.filter(log=log, ended_at=None).update(ended_at=at, end="closed")
    end_log(log, by=by, reason=reason, note_text=note_text, at=at)
