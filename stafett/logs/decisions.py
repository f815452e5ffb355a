"""What the municipality decides about who coordinates (N2, N4)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Unit
from stafett.people.models import Person


class DecisionKind(models.TextChoices):
    """What is decided."""

    SERVICE = "service", _("which service coordinates")
    COORDINATOR = "coordinator", _("that a child coordinator is appointed")


class Decision(models.Model):
    """The services do not agree on who coordinates, and the municipality decides; or it appoints a
    child coordinator, who then does.

    `unit` is one of the municipality's own services, as the log knows it; the database refuses
    others (N3). What is decided is never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind.choices)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    about = models.TextField(max_length=1000, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decider = models.CharField(max_length=200, blank=True)  # who in the municipality
    decided_on = models.DateField(null=True)
    reason = models.TextField(max_length=2000, blank=True)
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(
                fields=["log"],
                condition=models.Q(recorded_at=None),
                name="one_decision_wanted_at_a_time",
            )
        ]
