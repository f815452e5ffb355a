"""That a child is referred to the PPT, and what came before it (B22)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.people.models import Person


class Tried(models.TextChoices):
    """Whether measures were tried where the child is every day, before somebody was asked."""

    YES = "yes", _("Yes, and we have looked at how they went")
    GOING = "going", _("They are going on now")
    NO = "no", _("No, not yet")


class Referral(models.Model):
    """A referral to the PPT as the holder has noted it. Insert-only; a new one stands beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="referrals")
    resource_team_on = models.DateField(null=True)  # when the case was there; None: not yet
    tried = models.CharField(max_length=5, choices=Tried.choices)
    why = models.TextField(
        max_length=2000, blank=True
    )  # why now, where something did not come first
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "logs"
