"""To whom in a log something was sent."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stafett.people.models import Person


class Audience(models.Model):
    """Something (by its key) was sent to everyone who sees the whole log, or to some of them.

    The owner, the guardians, who has the baton and who sent it read it whatever stands here (H2,
    H4, H5). Said before the thing itself is written, and never changed.
    """

    subject = models.UUIDField(primary_key=True)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    everyone = models.BooleanField()
    people = ArrayField(models.UUIDField(), default=list)

    class Meta:
        app_label = "logs"
        indexes = [models.Index(fields=["log"], name="sent_in_a_log")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(everyone=True) ^ ~models.Q(people=[]),
                name="sent_to_all_or_to_some",
            )
        ]
