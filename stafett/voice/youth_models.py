"""That a young person may sign in with user name and code: both must say yes (I2)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person


class Side(models.TextChoices):
    """Who says yes: one from home, and who has the baton."""

    GUARDIAN = "guardian", _("A parent or guardian")
    HOLDER = "holder", _("Who has the baton")


class SignInYes(models.Model):
    """One side's yes. When both stand, the database opens the sign-in; ended with it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "voice"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "side"],
                condition=models.Q(ended_at=None),
                name="one_yes_a_side",
            )
        ]
