"""What somebody is in the middle of writing, kept until it is sent."""

from uuid import uuid4

from django.db import models

from stafett.logs.models import Log
from stafett.people.models import Person

from .rules import LONGEST_ADDRESS


class Writing(models.Model):
    """One form as it stood when its writer last paused. Read by the writer alone, and only while
    the writer is let in to the log; it tells nobody that it is there, so it is in no book.

    `sheet` is the page it is written on: two open pages of the same form keep a text each.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The database's own key to the log lets it go with a discarded log (migration 0002).
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    about_id = models.UUIDField(null=True)  # the goal … that it may hold words of
    sheet = models.UUIDField()
    address = models.CharField(max_length=LONGEST_ADDRESS)
    values = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "sheet"], name="one_writing_a_sheet")
        ]

    def __str__(self) -> str:
        return self.address
