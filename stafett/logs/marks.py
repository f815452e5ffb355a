"""What of a log is kept from whom: health information, and what a child keeps from guardians.

What is marked is named by its own key, its *subject*, whatever room it lies in. A state here is a
row that says who and when; it ends, and is never changed back.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Unit
from stafett.people.models import Person

OPEN = models.Q(ended_at=None)
ENDED_BY_SOMEBODY = models.Q(ended_at=None, ended_by=None) | models.Q(
    ended_at__isnull=False, ended_by__isnull=False
)


class MarkKind(models.TextChoices):
    """Why something written is read by fewer than all who read the log."""

    HEALTH = "health", _("health information")
    PLACE = "place", _("says where the child is")


class HealthMark(models.Model):
    """Something written in a log is health information, or says where a child with a protected
    address is: read by those alone who may."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="health_marks")
    subject = models.UUIDField()
    kind = models.CharField(max_length=6, choices=MarkKind.choices, default=MarkKind.HEALTH)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind"], condition=OPEN, name="marked_once"),
            models.CheckConstraint(condition=ENDED_BY_SOMEBODY, name="a_mark_is_taken_off"),
        ]
        indexes = [models.Index(fields=["log"], condition=OPEN, name="marks_in_force")]


class HealthInsight(models.Model):
    """A young person's yes to a guardian who may see health information, until it is taken back."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="health_insights")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "guardian"], condition=OPEN, name="one_yes_a_guardian"
            )
        ]


class Clearance(models.Model):
    """Somebody in a log with a protected address may know the place, on the holder's ground."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="clearances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ground = models.TextField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(fields=["log", "person"], condition=OPEN, name="cleared_once"),
            models.CheckConstraint(condition=ENDED_BY_SOMEBODY, name="a_clearance_is_ended"),
        ]


class Workplace(models.Model):
    """The service that a unit of a log with a protected address stands in for, for the cleared.

    What lies in such a log names the stand-in alone, so that no key in it leads to a place.
    """

    stand_in = models.OneToOneField(
        Unit, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    log = models.ForeignKey(
        "logs.Log", on_delete=models.CASCADE, db_constraint=False, related_name="workplaces"
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        app_label = "logs"
        constraints = [models.UniqueConstraint(fields=["log", "unit"], name="one_stand_in_a_log")]


class KeepingReason(models.TextChoices):
    """Why something is kept from guardians, or is not (the holder's judgement)."""

    TRUST = "trust", _("The child must be able to talk with somebody in trust")
    HARM = "harm", _("It could harm the child that the guardians saw it")
    NEEDED = "needed", _("The guardians need it to take care of the child")
    AGREED = "agreed", _("The child has come to think otherwise")


class Keeping(models.Model):
    """A child asks that something about health be kept from guardians; the holder judges.

    It is kept from the moment of asking: what has been shown cannot be hidden again.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="keepings")
    subject = models.UUIDField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    judged_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)
    kept = models.BooleanField(null=True)
    reason = models.CharField(max_length=10, choices=KeepingReason.choices, blank=True)
    ended_at = models.DateTimeField(null=True)  # the child takes the wish back

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(fields=["subject"], condition=OPEN, name="asked_to_keep_once"),
            models.CheckConstraint(
                condition=models.Q(judged_by=None, judged_at=None, kept=None, reason="")
                | models.Q(judged_by__isnull=False, judged_at__isnull=False, kept__isnull=False)
                & ~models.Q(reason=""),
                name="a_judgement_is_whole",
            ),
        ]
