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


class Trouble(models.TextChoices):
    """Why the archive has not got a deposit: a word of ours, never the archive's own text, which
    may quote a name."""

    UNREACHABLE = "unreachable", _("The archive does not answer.")
    SHUT_OUT = "shut_out", _("The archive does not let Stafett in.")
    FULL = "full", _("There is no room in the archive.")
    NOT_MADE = "not_made", _("Stafett could not put together what is to be sent.")
    NO_RECEIPT = "no_receipt", _("The archive has it, and has sent no receipt.")
    NOT_UNDERSTOOD = "not_understood", _("The archive says that something in it is wrong.")
    OTHER_THERE = "other_there", _("The archive has something else with the same key.")


class Delivery(models.Model):
    """How far a deposit has come on its way to the archive. It is archived when it is received."""

    deposit = models.OneToOneField(
        Deposit, on_delete=models.PROTECT, primary_key=True, related_name="delivery"
    )
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)  # the archive has it; a receipt is to come
    received_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=100, blank=True)  # the archive's own number
    refused_at = models.DateTimeField(null=True)  # waits for somebody
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    asked_at = models.DateTimeField(null=True)  # to be tried again, by an administrator
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        # Looked for each minute among all that were ever made.
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=models.Q(next_at__isnull=False),
                name="deliveries_due",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(received_at=None, receipt="")
                | (models.Q(received_at__isnull=False, refused_at=None) & ~models.Q(receipt="")),
                name="archived_with_a_receipt",
            ),
            # What is neither received nor refused is never forgotten.
            models.CheckConstraint(
                condition=models.Q(received_at=None, refused_at=None, next_at__isnull=False)
                | models.Q(received_at__isnull=False, next_at=None)
                | models.Q(refused_at__isnull=False, next_at=None),
                name="delivered_or_tried_again",
            ),
        ]


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
