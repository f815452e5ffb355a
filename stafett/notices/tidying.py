"""What is kept of that people were told, and for how long."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from .models import Kept, Letter, Notice
from .reminders import all_that_stands

KEPT_FOR = timedelta(days=90)


@transaction.atomic
def tidy(now: datetime) -> int:
    """Delete what was told more than three months ago; how many notices went.

    Who was told of what in whose log is of no use longer than somebody may ask where a mail went.
    A reminder of something that still stands is kept: without it, it would be said again.
    """
    before = now - KEPT_FOR
    old = set(Notice.objects.filter(done_at__lt=before).values_list("key", flat=True))
    old.difference_update(each.key for each in all_that_stands(now))
    number, _kinds = Notice.objects.filter(key__in=old).delete()
    last = Coalesce("sent_at", F("begun_at"))
    letters = Letter.objects.annotate(last=last).filter(last__lt=before, notices=None)
    letters.delete()
    Kept.objects.filter(at__lt=before).delete()
    return number
