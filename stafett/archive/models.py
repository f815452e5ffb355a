"""What was handed to the archive, and why."""

import uuid

from django.db import models

from stafett.logs.models import Log


class Deposit(models.Model):
    """The printed log as it was after one entry (Q1). One for each cause, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="deposits")
    cause = models.PositiveIntegerField()  # the number of the entry that caused it
    from_entry = models.PositiveIntegerField()
    to_entry = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    pdf = models.BinaryField()
    pdf_sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "cause"], name="one_deposit_a_cause")]
