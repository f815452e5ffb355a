"""What a training municipality remembers of its own making."""

from django.db import models


class Making(models.Model):
    """When the fictional people were made. Their ages and numbers are counted from `day`."""

    day = models.DateField()
    made_at = models.DateTimeField()
