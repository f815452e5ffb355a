"""How a log went from one level to another: why, who was heard, who has the baton onwards."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.municipality.levels import Level
from stafett.people.models import Person


class Onwards(models.TextChoices):
    """Who has the baton after a change of level (B21)."""

    STAYS = "stays", _("The baton stays where it is")
    MOVES = "moves", _("Somebody else is to be asked to take the baton")


class LevelChange(models.Model):
    """A log goes to another level (B20). Insert-only; the database moves the log's level by it,
    and refuses one upwards before several services are let in by the consent (B12, B13, B24)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="level_changes")
    was = models.PositiveSmallIntegerField(choices=Level.choices)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    reason = models.TextField(max_length=2000, blank=True)  # "": it stands in a meeting's minutes
    heard = ArrayField(models.UUIDField())  # keys of people
    onwards = models.CharField(max_length=6, choices=Onwards.choices)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "logs"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(was__range=(1, 3), level__range=(1, 3))
                & ~models.Q(was=models.F("level")),
                name="a_level_changes",
            )
        ]
