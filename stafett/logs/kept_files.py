"""Pictures and other files that belong to something written in a log."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.people.models import Person


class FileKind(models.TextChoices):
    """How a file is served: shown on the page, or taken home."""

    PICTURE = "picture", _("picture")
    DOCUMENT = "document", _("document")
    SHOWN = "shown", _("picture on a page")  # an ornament; the page it is on leaves the record


class File(models.Model):
    """A file as it is kept: a picture drawn anew, another file as it came. Never changed.

    `about` as an entry's: its own key, what it belongs to, and what that belongs to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey("logs.Log", on_delete=models.CASCADE, related_name="files")
    about = ArrayField(models.UUIDField())
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    name = models.CharField(max_length=100)
    type = models.CharField(max_length=100)  # as sniffed, e.g. "image/jpeg"
    size = models.PositiveIntegerField()  # bytes
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        app_label = "logs"
        indexes = [models.Index(fields=["log", "at"], name="files_of_a_log")]

    @property
    def is_picture(self) -> bool:
        """Whether it is shown on the page."""
        return self.kind != FileKind.DOCUMENT
