"""What the child, the family and the helpers agree on, and how it went (K1)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import File, Log
from stafett.municipality import areas
from stafett.people.models import Person


class Understanding(models.Model):
    """The concern and what everyone agrees it is about (K2, K3). `entry`: who touched it last.

    One a log, but for those who do not see the one that is about health: they may write another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="understandings")
    concern = models.TextField(max_length=5000, blank=True)
    shared = models.TextField(max_length=5000, blank=True)
    written_by = models.CharField(max_length=200, blank=True)  # names, as the page tells them
    changed_at = models.DateTimeField()
    entry = models.PositiveIntegerField()


class Goal(models.Model):
    """The main goal, or a subgoal that serves it (K4, K5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="goals")
    main = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="subgoals")
    text = models.CharField(max_length=500)
    background = models.TextField(max_length=5000, blank=True)
    area = models.CharField(max_length=60, blank=True, default="")  # in the municipality's words
    review_on = models.DateField(null=True)
    order = models.PositiveSmallIntegerField(default=0)
    set_at = models.DateTimeField()
    worded_at = models.DateTimeField()  # since when its text says what it says
    closed_at = models.DateTimeField(null=True)
    closing_comment = models.TextField(max_length=5000, blank=True)
    entry = models.PositiveIntegerField()

    @property
    def area_told(self) -> str:
        """Its area of development in the reader's language (A23)."""
        return areas.told(self.area)


class Arena(models.TextChoices):
    """Where a measure happens (K9)."""

    HOME = "home", _("At home")
    UNIT = "unit", _("In kindergarten or at school")
    ELSEWHERE = "elsewhere", _("Somewhere else")


# What a measure says, apart from who sees to it: asked for by its form, stored by its actions.
MEASURE_SAYS = ("title", "description", "area", "arena", "place", "starts_on", "deadline")


class Measure(models.Model):
    """A short, concrete thing that somebody does towards a goal (K8–K11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="measures")
    title = models.CharField(max_length=200)
    description = models.TextField(max_length=5000, blank=True)
    arena = models.CharField(max_length=10, choices=Arena.choices)
    place = models.CharField(max_length=100, blank=True)
    area = models.CharField(max_length=60, blank=True, default="")
    starts_on = models.DateField(null=True)
    deadline = models.DateField()
    order = models.PositiveSmallIntegerField(default=0)
    agreed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    picture = models.CharField(max_length=30, blank=True, default="")  # its name in the open set
    photo = models.ForeignKey(File, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.PositiveIntegerField()
    responsible = models.ManyToManyField(Person, through="Responsible", related_name="+")

    @property
    def area_told(self) -> str:
        """Its area of development in the reader's language (A23)."""
        return areas.told(self.area)


class Responsible(models.Model):
    """One of those who see to a measure; the child may be one (K9, K11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="responsibles")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "person"], name="responsible_once")
        ]


class Result(models.TextChoices):
    """How a measure went (K15)."""

    WORKED = "worked", _("It worked")
    PARTLY = "partly", _("It worked partly")
    NOT = "not", _("It did not work")


class Next(models.TextChoices):
    """What now (K16)."""

    GO_ON = "go_on", _("We go on")
    ADJUST_MEASURE = "adjust_measure", _("We change the measure")
    ADJUST_GOAL = "adjust_goal", _("We change the goal")
    END = "end", _("We end the measure")


class Evaluation(models.Model):
    """What somebody says of how a measure went, why, and what now (F4, K15, K16)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="evaluations")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=10, choices=Result.choices)
    why = models.TextField(max_length=5000)
    next = models.CharField(max_length=15, choices=Next.choices)


class Comment(models.Model):
    """A word on a goal or a measure (K12)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="comments")
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, null=True, related_name="comments"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=5000)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(goal=None) ^ models.Q(measure=None),
                name="a_comment_is_on_one_thing",
            )
        ]


class Agreement(models.Model):
    """That one of the family agrees with a goal's words, or does not (K7).

    It holds for the words that stood there: those written after `at` are asked about anew.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="agreements")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    agrees = models.BooleanField()


class Rating(models.Model):
    """How near a goal is, as one of the family sees it: 0 is far away, 10 is there (K4, K19)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="ratings")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    value = models.PositiveSmallIntegerField()
    word = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(value__lte=10), name="a_rating_is_0_to_10")
        ]
