"""What those in a log write to each other, and who has opened it (L7, L8)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.municipality.models import Municipality
from stafett.people.models import Person


class Kind(models.TextChoices):
    """What a message is; each kind begins from a text of its own."""

    MESSAGE = "message", _("Message")
    NOTE = "note", _("Note")
    INVITATION = "invitation", _("Invitation to a meeting")


class Message(models.Model):
    """A message, or an answer to one (`first`). To whom it went: the first one's `Audience`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="letters")
    first = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="answers")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.MESSAGE)
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=10000)

    class Meta:
        db_table = "messages_message"
        indexes = [models.Index(fields=["log", "at"], name="messages_of_a_log")]


class Opened(models.Model):
    """Somebody has opened a message. When the child reads, only the child sees it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="opened")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        db_table = "messages_opened"
        constraints = [
            models.UniqueConstraint(fields=["message", "person"], name="opened_once_by_each")
        ]


class Beginning(models.Model):
    """The municipality's own text for messages of a kind, in place of Stafett's (L7).

    `entry` is that of the municipality's book which wrote it last.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=150, blank=True)
    text = models.TextField(max_length=10000, blank=True)
    changed_at = models.DateTimeField()
    entry = models.PositiveIntegerField()

    class Meta:
        db_table = "messages_beginning"
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "kind", "language"], name="one_beginning_a_kind"
            )
        ]
