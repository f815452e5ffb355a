"""What the family says about who has the baton (D6)."""

import uuid

from django.db import models

from stafett.people.models import Person


class HolderWish(models.Model):
    """One of the family about who has the baton, or is to have it. Everyone in the log reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="holder_wishes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        app_label = "logs"
        indexes = [models.Index(fields=["log", "at"], name="wishes_in_a_log")]
