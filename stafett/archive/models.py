"""What was handed to the archive, and why."""

import uuid

from django.contrib.postgres.fields import ArrayField
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
    language = models.CharField(max_length=2, default="nb")
    head = models.CharField(max_length=64)  # the hash of the last entry in it
    pdf_sha256 = models.CharField(max_length=64)
    files = ArrayField(models.UUIDField(), default=list)  # of the log, in no deposit before it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "cause"], name="one_deposit_a_cause")]


class DepositFile(models.Model):
    """The print itself, in a row of its own: who may not see everything is not given it."""

    deposit = models.OneToOneField(
        Deposit, on_delete=models.PROTECT, primary_key=True, related_name="file"
    )
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+")
    pdf = models.BinaryField()
