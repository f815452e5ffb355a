"""What was mailed, so that nothing is mailed twice; and a training municipality's mails."""

import uuid

from django.db import models

from stafett.municipality.models import Municipality


class Letter(models.Model):
    """One mail, by what it tells of. No address, no words.

    `begun_at` is set before the mail leaves and `sent_at` after: a worker that is killed between
    them sends it once more, and never a third time for the same reason.
    """

    key = models.CharField(max_length=120, primary_key=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)


class Kept(models.Model):
    """A mail that a fictional person would have got; shown at `/opplaering/e-post/`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    address = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
