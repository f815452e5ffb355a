"""What a municipality has written in its guide, in place of Stafett's own text."""

import uuid

from django.db import models

from stafett.municipality.models import Municipality
from stafett.people.models import Person


class GuideText(models.Model):
    """One version of one page in one language; the latest holds, an empty one means Stafett's own.

    `entry` is that of the municipality's book. Versions are never changed or removed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    page = models.SlugField(max_length=60)  # "level-1", "step-1-2", "tool-agenda" (`content`)
    language = models.CharField(max_length=10)
    text = models.TextField(max_length=20000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    entry = models.PositiveIntegerField()

    class Meta:
        db_table = "guide_text"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "page", "language", "entry"], name="a_version_once"
            )
        ]


class GuidePlace(models.Model):
    """What a municipality calls a level or a step, where a step stands, and whether it is shown.

    Steps without a row stand as in Stafett's own guide; a step with a row and no file was added.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    page = models.SlugField(max_length=60)
    number = models.CharField(max_length=6, blank=True)  # empty: counted
    hidden = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)
    entry = models.PositiveIntegerField()

    class Meta:
        db_table = "guide_place"
        constraints = [
            models.UniqueConstraint(fields=["municipality", "page"], name="a_page_stands_once")
        ]
