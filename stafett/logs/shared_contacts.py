"""A family member's own telephone and e-mail, shown to the team by own choice, log by log (A6)."""

import uuid

from django.db import models

from stafett.people.models import Person


class SharedContact(models.Model):
    """What one of the family shows the team. The row goes when it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="shared_contacts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    at = models.DateTimeField()

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(fields=["log", "person"], name="shared_once_in_a_log")
        ]
