"""Whom a leader has asked to take the baton of a log that the leader does not read (E2, E3)."""

import uuid

from django.db import models

from stafett.people.models import Person


class Assignment(models.Model):
    """A leader wants somebody to have the baton. It waits until that one is offered it, which needs
    the family's yes; then the one answers (D11). Made by the database alone (`assign_baton()`)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="assignments")
    leg = models.ForeignKey("logs.Leg", on_delete=models.CASCADE, related_name="+")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)  # when it was written in the log's book
    ended_at = models.DateTimeField(null=True)  # offered, replaced, or the baton has moved on

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(
                fields=["log"], condition=models.Q(ended_at=None), name="one_assignment_waits"
            )
        ]
