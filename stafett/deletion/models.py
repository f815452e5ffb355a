"""A demand for deletion, the decision on it, and the appeal. None of them is ever changed.

No entry of the log's book tells of a demand: all who read the log read the book, and a number that
is missing would tell it too. The rows are their own record, and nobody changes them.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.people.models import Person

from .rules import Kind

KINDS = [
    (Kind.MESSAGES.value, _("Messages and notes")),
    (Kind.FILES.value, _("Pictures and other files")),
    (Kind.VOICE.value, _("What the child has said, and how it takes part")),
    (Kind.MEETINGS.value, _("Meetings and minutes")),
    (Kind.PLAN.value, _("The plan: goals, measures and how it went")),
    (Kind.WORDS.value, _("Other words: the description, words with the baton, the closing note")),
]


class Demand(models.Model):
    """Somebody of the family demands that content of the log be deleted (Q4).

    Read by that person alone, and by the municipality's administrators through
    `deletion_demands()` when the leader has handed it on, or a week has gone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kinds = ArrayField(models.CharField(max_length=12))  # of `rules.Kind`
    words = models.TextField(max_length=3000, blank=True)
    passed_on_at = models.DateTimeField(null=True)
    passed_on_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kinds__len__gt=0), name="something_is_demanded"
            )
        ]


class Decision(models.Model):
    """What the municipality decided, and why, in plain words. `deleted`: the kinds that go."""

    demand = models.OneToOneField(
        Demand, on_delete=models.PROTECT, primary_key=True, related_name="decision"
    )
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=200)  # the family does not read who works there
    at = models.DateTimeField()
    deleted = ArrayField(models.CharField(max_length=12))
    reason = models.TextField(max_length=5000)
    appeal_until = models.DateField()
    appeal_to = models.CharField(max_length=300)
    carried_out_at = models.DateTimeField(null=True)


class Appeal(models.Model):
    """The one who demanded does not agree with the decision."""

    decision = models.OneToOneField(
        Decision, on_delete=models.PROTECT, primary_key=True, related_name="appeal"
    )
    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    words = models.TextField(max_length=5000)
