"""A log's meetings: who is called in, who comes, and what is to be talked about (D15–D19)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan.models import Goal, Measure


class Kind(models.TextChoices):
    """Why a meeting is held (D15, D16, L6, O2)."""

    REGULAR = "regular", _("Cooperation meeting")
    AD_HOC = "ad_hoc", _("Meeting about something that came up")
    TRANSITION = "transition", _("Transition meeting")


class Coming(models.TextChoices):
    """What somebody answers who is invited."""

    YES = "yes", _("I am coming")
    PART = "part", _("I am coming for part of it")
    NO = "no", _("I cannot come")


class Meeting(models.Model):
    """A meeting. To whom it was told: its `Audience`. What holds now is its newest call."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="meetings")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REGULAR)
    called_at = models.DateTimeField()
    called_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["log"], name="meetings_of_a_log")]


class MeetingCall(models.Model):
    """The invitation as it was written: a change is a new row, and the newest counts.

    `number` counts from 1 and is the SEQUENCE of the calendar.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="calls")
    number = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()  # how long it is to last
    place = models.CharField(max_length=200, blank=True)
    video_link = models.CharField(max_length=500, blank=True)
    text = models.TextField(max_length=10000, blank=True)
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minute_taker = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="calls_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, minutes__gte=1), name="a_call_counts_from_one"
            ),
        ]


class Invited(models.Model):
    """Somebody is called in, until taken out again (D15, D21)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invited")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(taken_out_at=None),
                name="invited_once",
            )
        ]


class Answer(models.Model):
    """Whether somebody is coming, with a word; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    coming = models.CharField(max_length=5, choices=Coming.choices)
    word = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField()


class AgendaItem(models.Model):
    """What is to be talked about (D17); until the holder has taken it in, somebody's suggestion."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="+")
    taken_in_at = models.DateTimeField(null=True)
    taken_out_at = models.DateTimeField(null=True)
    taken_out_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal=None) | models.Q(measure=None),
                name="an_item_is_about_one_thing",
            )
        ]


class Cancelled(models.Model):
    """A meeting that will not be held: who said so, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="cancelled")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=300, blank=True)


from .after_models import Impression  # noqa: E402, F401
from .calendar_models import CalendarFeed  # noqa: E402, F401
from .sitting_models import (  # noqa: E402, F401  # Django looks for a room's tables here
    Decision,
    Informing,
    Remark,
    Reviewed,
    Sitting,
    Task,
)
