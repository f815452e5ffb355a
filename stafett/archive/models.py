"""What was handed to the archive, and why."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.consent.models import Consent
from stafett.logs.models import Log
from stafett.people.models import Person


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


class Part(models.TextChoices):
    """What can be chosen for a package (P4)."""

    UNDERSTANDING = "understanding", _("What we agree it is about")
    GOALS = "goals", _("Goals and measures\nWith how they went.")
    VOICE = "voice", _("What the child says\nWhat the child told everyone, and the talks.")
    TEAM = "team", _("The team\nWho has helped, with what, and how they are reached.")
    ENDING = "ending", _("How the log ended\nThe last note, when the log is ended.")


class Package(models.Model):
    """Chosen parts of a log, with the family's yes, for whoever makes an individual plan (P4).

    The files are made when they are fetched, of what stands then and is hidden from nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="packages")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    receiver = models.CharField(max_length=200)  # in the words of whoever made it
    parts = models.JSONField()  # names of `Part`
