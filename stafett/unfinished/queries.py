"""What I have not finished writing."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from stafett.book.questions import Question
from stafett.people.models import Person

from .models import Writing
from .rules import KEPT


def unfinished(writer: Person, now: datetime) -> QuerySet[Writing]:
    """The newest first, with the owners of the logs."""
    mine = Writing.objects.filter(person=writer, at__gt=now - KEPT)
    return mine.select_related("log__owner").order_by("-at")


def anything_unfinished(writer: Person, now: datetime) -> bool:
    """Whether there is any. One question."""
    return bool(_any(writer.pk, now - KEPT))


@Question
def _any(writer: UUID, after: datetime) -> QuerySet[Writing, UUID]:
    mine = Writing.objects.filter(person=writer, at__gt=after)
    return mine.values_list("pk", flat=True)[:1]
