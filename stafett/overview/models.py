"""How far in each log's book a person has come."""

from uuid import uuid4

from django.db import models

from stafett.logs.models import Log
from stafett.people.models import Person


class Seen(models.Model):
    """When a person last had the log's page before the eyes, and how far its book had come then.

    Read by that person alone: who reads what is told by the access records, and to the family.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    # The database's own key to the log lets it go with the log (migration 0006).
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+", db_constraint=False)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "log"], name="seen_once_a_log")]

    def __str__(self) -> str:
        return str(self.number)
