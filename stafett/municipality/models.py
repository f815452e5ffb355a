"""Municipalities, their units and staff, and the dated policy by which they differ."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.book.models import Book
from stafett.people.models import Person


class Municipality(models.Model):
    """One municipality, with a book of its own; its key is its book's key (`actions.found`).

    In a training municipality everybody is fictional; `anew_at` is when it is next made anew.
    """

    book = models.OneToOneField(
        Book,
        on_delete=models.PROTECT,
        primary_key=True,
        db_column="id",
        related_name="municipality",
    )
    name = models.CharField(max_length=100)
    department = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    training = models.BooleanField(default=False)
    anew_at = models.DateTimeField(null=True)
    # What it calls the levels in its guide, by level: the database keeps it (`guide`, `levels`).
    level_names = models.JSONField(default=dict, db_default=models.Value({}, models.JSONField()))

    def __str__(self) -> str:
        return self.name


class UnitKind(models.TextChoices):
    """The services of A20 and A21."""

    KINDERGARTEN = "kindergarten", _("kindergarten")
    SCHOOL = "school", _("school")
    HEALTH_STATION = "health_station", _("health station")
    SCHOOL_HEALTH = "school_health", _("school health service")
    PPT = "ppt", _("educational-psychological service (PPT)")
    CHILD_PROTECTION = "child_protection", _("child protection")
    THERAPY = "therapy", _("physio- and occupational therapy")
    GP = "gp", _("general practitioner")
    BUP = "bup", _("mental health care for children and young people (BUP)")
    COUNTY = "county", _("county service")
    STATE = "state", _("state service")
    PRIVATE = "private", _("private service")
    OTHER = "other", _("other service")


# Services that the municipality does not run: it decides nothing for them (N3).
OUTSIDE = frozenset({UnitKind.GP, UnitKind.BUP, UnitKind.COUNTY, UnitKind.STATE, UnitKind.PRIVATE})


class Unit(models.Model):
    """A service or workplace: a school, a health station, the PPT; or one outside the municipality.

    With `stands_in_log` it is none, but stands in that log for one that is not told (`Workplace`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="units")
    key = models.SlugField(max_length=60)  # what the register of children calls it
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    ended_at = models.DateTimeField(null=True)
    # The database keeps them: what was written under an old name tells the place too (`logs`).
    former_names = models.JSONField(default=list, db_default=models.Value([], models.JSONField()))
    stands_in_log = models.UUIDField(null=True)  # the log's key: its room lies above this one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="unit_key_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def outside(self) -> bool:
        """Whether the municipality does not run it: BUP, a doctor, the county, the state."""
        return self.kind in OUTSIDE


class Role(models.TextChoices):
    """What a position lets one do beside the logs one is let in to.

    An outsider is no staff: the tie to a service outside the municipality through which one takes
    part in logs by consent. It opens nothing else: no log is begun, no baton had, nobody looked up.
    """

    STAFF = "staff", _("staff")
    LEADER = "leader", _("leader")
    ADMINISTRATOR = "administrator", _("system administrator")
    OUTSIDER = "outsider", _("from outside the municipality")


# Whom one is invited as to work in a unit.
INVITED_AS = (Role.STAFF, Role.LEADER, Role.ADMINISTRATOR)


class Position(models.Model):
    """A person's work in a unit, from one day until another, that day too (H6).

    `ended_at`: it was ended on its last day itself, and holds no more from that moment. As
    `deputy` somebody who works in the unit leads it for a time, beside its leader.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="positions")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="positions")
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.STAFF)
    deputy = models.BooleanField(default=False, db_default=False)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(deputy=False)
                | models.Q(role="leader", until__isnull=False, until__gte=models.F("from_date")),
                name="a_deputy_leads_for_a_time",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit"],
                condition=models.Q(role="leader", ended_at=None),
                name="leads_a_unit",
            )
        ]


class Trained(models.Model):
    """Somebody has learnt to hold the baton, as the unit's leader has marked (E5)."""

    position = models.OneToOneField(
        Position, on_delete=models.CASCADE, primary_key=True, related_name="trained"
    )
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Invitation(models.Model):
    """Somebody asked to work in a unit: for one person, once, and not for ever (E1, I4).

    It is meant for `person`, or for whoever signs in with the number whose hash stands here. The
    link's token is made by the worker when it sends the mail; only its hash is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    number_hash = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200)  # as the one who invites writes it
    title = models.CharField(max_length=100)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.STAFF)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField()
    from_date = models.DateField()
    until = models.DateField(null=True, blank=True)
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    lapses_at = models.DateTimeField()
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(number_hash=""),
                name="meant_for_one_person",
            )
        ]


class Area(models.Model):
    """An area of development, by which a municipality sorts goals and measures (A23)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="areas")
    name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "name"], name="area_once")]


class PolicyVersion(models.Model):
    """A municipality's settings from a date on, all of them written out; the latest begun holds.

    `preset` only remembers where they came from. What has begun to hold is never changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="policies"
    )
    from_date = models.DateField()
    preset = models.CharField(max_length=30)
    settings = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "from_date"], name="one_policy_a_day")
        ]
