"""What happens in a meeting: its state is these rows, so that it can be interrupted (L1, L4).

Until the minutes are read out they can be adjusted; from then on the database changes none of it,
and what is put right is a new row beside it (L3).
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.plan.models import Comment, Evaluation, Measure

from .sitting_rules import Way


class Team(models.TextChoices):
    """Who else has been, or is to be, asked for advice (B10, B23)."""

    RESOURCE = "resource", _("The resource team")
    BTI = "bti", _("The BTI team")


class Sitting(models.Model):
    """A meeting that is held: who is there, that the child was heard, that it was read out."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.OneToOneField(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="sitting"
    )
    began_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    present = ArrayField(models.UUIDField())  # keys of people
    voice_heard_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "meetings"


class Reviewed(models.Model):
    """A measure that was gone through, as it was called then; what was said lies in the plan."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="reviewed"
    )
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="+")
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "meetings"


class Decision(models.Model):
    """The way on that was chosen, and why (K17); the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="decisions"
    )
    way = models.CharField(max_length=15, choices=[(way.value, way.value) for way in Way])
    level = models.PositiveSmallIntegerField(null=True)  # the new one, where the way leads up
    team = models.CharField(max_length=10, choices=Team.choices, blank=True)
    reason = models.TextField(max_length=3000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "meetings"


class Informing(models.Model):
    """Who tells the child what was agreed, how, and how it may say its view (M4); the newest
    counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="informings"
    )
    adult = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.TextField(max_length=2000)
    view = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        app_label = "meetings"


class Task(models.Model):
    """Something that somebody does by a day, and that is no measure of the plan (L3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(max_length=300)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "meetings"


class Remark(models.Model):
    """Something else for the minutes. Written after they were read out, it is a correction."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(
        "meetings.Meeting", on_delete=models.CASCADE, related_name="remarks"
    )
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "meetings"
