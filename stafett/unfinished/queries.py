"""What I have not finished writing."""

from datetime import datetime

from django.db.models import QuerySet

from stafett.people.models import Person

from .models import Writing
from .rules import KEPT


def unfinished(writer: Person, now: datetime) -> QuerySet[Writing]:
    """The newest first, with the owners of the logs."""
    mine = Writing.objects.filter(person=writer, at__gt=now - KEPT)
    return mine.select_related("log__owner").order_by("-at")
