"""Who is signed in, what was tried too often, and the accounts of a training municipality."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Municipality
from stafett.people.models import Person

from .youth_models import CodeWay, YouthAccount, YouthCode

__all__ = [
    "CodeWay",
    "Group",
    "Level",
    "SignedIn",
    "TrainingAccount",
    "Tries",
    "WayIn",
    "Welcomed",
    "YouthAccount",
    "YouthCode",
]

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
# How old the note of the last use may grow: no write on each request.
COARSE = timedelta(minutes=2)


class Level(models.TextChoices):
    """What somebody has signed in with: who has a code alone sees the own log and signs nothing."""

    HIGH = "high", _("With an eID")
    CODE = "code", _("With user name and code")


class SignedIn(models.Model):
    """One place where a person is signed in. Seen and ended by that person alone.

    The key of the session stands here as a hash; no address of a machine is kept, since nothing
    needs it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)
    browser = models.CharField(max_length=20, blank=True)
    system = models.CharField(max_length=20, blank=True)
    # With what the person showed who they are (`session.Eid`); empty in training.
    acr = models.CharField(max_length=60, blank=True, db_default="")
    amr = models.JSONField(null=True)
    sid = models.CharField(max_length=255, blank=True, db_default="", db_index=True)
    shown_at = models.DateTimeField(null=True)
    level = models.CharField(max_length=5, choices=Level.choices, default=Level.HIGH)  # I2

    def __str__(self) -> str:
        return f"{self.browser} {self.system}".strip()

    @property
    def by_code(self) -> bool:
        """Whether it counts for the own log alone (I2)."""
        return self.level == Level.CODE

    @property
    def seconds_idle(self) -> int:
        """How long a page may be left alone, in seconds, and the person is still signed in."""
        return int((IDLE - COARSE).total_seconds())


class Welcomed(models.Model):
    """Somebody has signed in here with an electronic ID before (I3)."""

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    at = models.DateTimeField()


class WayIn(models.Model):
    """A link by which somebody from outside the municipality, known by name and e-mail alone,
    becomes that person with an electronic ID: once, and not after `lapses_at`.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    lapses_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Tries(models.Model):
    """How often something was tried lately. The key is a keyed hash of whom and where."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.count)


class Group(models.TextChoices):
    """The three lists of fictional people on the start page."""

    FAMILY = "family", _("The family")
    HELPER = "helper", _("Those who help")
    LEADER = "leader", _("Those who lead and run it")


class TrainingAccount(models.Model):
    """A fictional person whom anybody may sign in as (S3). It needs no secrecy.

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
