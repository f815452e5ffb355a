"""How a meeting was for those who were called in, each for oneself."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person

from .after_rules import Felt

FELT = [(Felt.YES.value, _("Yes")), (Felt.PARTLY.value, _("Partly")), (Felt.NO.value, _("No"))]


class Impression(models.Model):
    """One person's answer to the one-minute question; the newest counts. Others read only how many
    have answered what."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="impressions"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    heard = models.CharField(max_length=10, choices=FELT)
    knows_next = models.CharField(max_length=10, choices=FELT)
    at = models.DateTimeField()

    class Meta:
        app_label = "meetings"
        indexes = [models.Index(fields=["meeting", "person"], name="impressions_of_a_meeting")]
