"""The child's own words, private until shared, and the talks with the child (M5–M15, D26)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person

from .youth_models import SignInYes

__all__ = [
    "Feeling",
    "Kind",
    "NextTalk",
    "Participation",
    "PrivateWords",
    "SignInYes",
    "Talk",
    "Told",
    "ToldTo",
    "Way",
]


class Feeling(models.TextChoices):
    """How it is, as a face and a word."""

    VERY_BAD = "very_bad", _("Very bad")
    BAD = "bad", _("Not good")
    BETWEEN = "between", _("In between")
    GOOD = "good", _("Good")
    VERY_GOOD = "very_good", _("Very good")


class Kind(models.TextChoices):
    """What the child's words are about."""

    HOW = "how", _("How it is going")
    NOT_WORKING = "not_working", _("Something is not working")
    TALK = "talk", _("Wants to talk")


class PrivateWords(models.Model):
    """What the owner has written and shown to nobody.

    No other login and no other person reads a row: the database's wall says so, no entry tells of
    it, and the worker, who archives and sends mail, has no right to the table.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    feeling = models.CharField(max_length=10, choices=Feeling.choices, blank=True)
    text = models.TextField(max_length=5000, blank=True)
    written_at = models.DateTimeField()


class Told(models.Model):
    """What the owner has told: to everyone who reads the whole log, or to chosen ones alone.

    What chosen ones are told is never in the book: its entries are read by all, and a number that
    is missing there would tell of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    feeling = models.CharField(max_length=10, choices=Feeling.choices, blank=True)
    text = models.TextField(max_length=5000, blank=True)
    to_all = models.BooleanField()
    at = models.DateTimeField()


class ToldTo(models.Model):
    """One of those who are told, and when that person said that it is read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    told = models.ForeignKey(Told, on_delete=models.CASCADE, related_name="to")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["told", "person"], name="told_once")]


class Way(models.TextChoices):
    """How somebody talked with the child (M7, M8)."""

    TALK = "talk", _("In a talk")
    PLAY = "play", _("While playing, drawing or walking")
    AAC = "aac", _("With pictures, signs or other AAC")
    INTERPRETER = "interpreter", _("With an interpreter")
    WRITTEN = "written", _("In writing")


class Talk(models.Model):
    """An adult talked with the child, and what the child said in its own words (M2, M6, M13)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    talked_on = models.DateField()
    way = models.CharField(max_length=12, choices=Way.choices)
    words = models.TextField(max_length=5000)
    at = models.DateTimeField()


class NextTalk(models.Model):
    """Who is to talk with the child, and when at the latest (D26, M3, M13)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    agreed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)  # had, or agreed anew

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log"], condition=models.Q(done_at=None), name="one_next_talk"
            )
        ]


class Participation(models.Model):
    """How the child takes part, and the judgements on it (M4, M5, M8, M10, M11).

    One a log, but for those who do not see the one that is about health: they may write another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    takes_part = models.TextField(max_length=5000, blank=True)
    judgement = models.TextField(max_length=5000, blank=True)
    best_interests = models.TextField(max_length=5000, blank=True)
    needs = models.TextField(max_length=5000, blank=True)
    safe_way = models.TextField(max_length=5000, blank=True)
    written_by = models.CharField(max_length=200)
    changed_at = models.DateTimeField()
    entry = models.PositiveIntegerField()
