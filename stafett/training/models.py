"""What a training municipality remembers of its own making."""

from django.db import models


class Making(models.Model):
    """When the fictional people were made. Their ages and numbers are counted from `day`.

    `with_logs`: not the people alone, so that each demo user gets families to practise with.
    """

    day = models.DateField()
    made_at = models.DateTimeField()
    with_logs = models.BooleanField(default=False)
