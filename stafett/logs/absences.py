"""A holder who is away for a time, and who stands in."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.people.models import Person


class StandIn(models.TextChoices):
    """What the one who was asked to stand in answered."""

    ACCEPTED = "accepted", _("stands in")
    DECLINED = "declined", _("cannot stand in")


class Absence(models.Model):
    """A holder is away from one day to another, both included, and asks somebody to stand in.

    The baton does not move: who stands in is whom the family calls meanwhile. Why somebody is away
    is nobody's business here. `ended_at`: the holder was back before, or asked somebody else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="absences")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_date = models.DateField()
    until = models.DateField()
    told_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=StandIn.choices, null=True)
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "logs"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "holder"],
                condition=models.Q(ended_at=None),
                name="away_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("from_date")), name="away_for_some_days"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="a_stand_in_answers_at_a_time",
            ),
        ]
