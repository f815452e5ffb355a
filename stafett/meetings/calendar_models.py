"""The secret address of one's own calendar."""

from django.db import models

from stafett.people.models import Person


class CalendarFeed(models.Model):
    """A person's secret calendar address, as a hash."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        app_label = "meetings"
