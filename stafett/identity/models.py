"""The accounts of a training municipality. They belong to nobody real and need no secrecy."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Municipality
from stafett.people.models import Person


class Group(models.TextChoices):
    """The three lists of fictional people on the start page."""

    FAMILY = "family", _("The family")
    HELPER = "helper", _("Those who help")
    LEADER = "leader", _("Those who lead and run it")


class TrainingAccount(models.Model):
    """A fictional person whom anybody may sign in as (S3).

    With a group, the person is on the start page's list; with a user name and a password, the
    person can be signed in with those. The name stands here too, because a visitor who is not
    signed in sees no row of persons.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    group = models.CharField(max_length=10, choices=Group.choices, blank=True)
    line_nb = models.CharField(max_length=120, blank=True)
    line_nn = models.CharField(max_length=120, blank=True)
    line_en = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    username = models.CharField(max_length=30, unique=True, null=True, blank=True)
    password = models.CharField(max_length=128, null=True, blank=True)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        """Who this is, in the reader's language: «Mor til Elias»."""
        return {"nn": self.line_nn, "en": self.line_en}.get(
            get_language() or "", ""
        ) or self.line_nb
