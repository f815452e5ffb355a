"""The log, who is let in, and the baton."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.book.models import Book
from stafett.municipality.levels import Level
from stafett.municipality.models import Municipality, Unit
from stafett.people.models import Person, Protection

from .absences import Absence, StandIn
from .assignments import Assignment
from .audience import Audience
from .decisions import Decision, DecisionKind
from .holder_wishes import HolderWish
from .kept_files import File, FileKind
from .level_models import LevelChange, Onwards
from .marks import Clearance, HealthInsight, HealthMark, Keeping, KeepingReason, MarkKind, Workplace
from .picture_names import NO_PICTURE
from .referral_models import Referral, Tried
from .shared_contacts import SharedContact

__all__ = [
    "Absence",
    "Assignment",
    "Audience",
    "Clearance",
    "Decision",
    "DecisionKind",
    "File",
    "FileKind",
    "HealthInsight",
    "HealthMark",
    "HolderWish",
    "Keeping",
    "KeepingReason",
    "LevelChange",
    "MarkKind",
    "Onwards",
    "Referral",
    "SharedContact",
    "StandIn",
    "Tried",
    "Workplace",
]


class Log(models.Model):
    """One child's stafettlogg. Its key is its book's key. A draft until it is opened."""

    book = models.OneToOneField(
        Book, on_delete=models.PROTECT, primary_key=True, db_column="id", related_name="log"
    )
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="owned_logs")
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    planned_holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    short_name = models.CharField(max_length=60)
    description = models.TextField(max_length=2000, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level.choices, default=Level.ONE)
    picture = models.CharField(max_length=30, default=NO_PICTURE)  # what the owner likes (J6)
    photo = models.ForeignKey("logs.File", on_delete=models.PROTECT, null=True, related_name="+")
    # The owner's, or that of a guardian with whom the owner lives: the database keeps it.
    protection = models.CharField(
        max_length=24, choices=Protection.choices, default=Protection.NONE
    )
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "owner"],
                condition=models.Q(closed_at=None),
                name="one_log_at_a_time",
            )
        ]

    @property
    def state(self) -> str:
        """`draft`, `open` or `closed`."""
        if self.opened_at is None:
            return "draft"
        return "open" if self.closed_at is None else "closed"

    @property
    def hides_places(self) -> bool:
        """Whether the child's address is protected: no place is told (`logs.places`)."""
        return self.protection != Protection.NONE

    @property
    def where(self) -> str:
        """The unit's name, or its kind where no place is told."""
        if not self.hides_places:
            return self.unit.name
        words = str(self.unit.get_kind_display())
        return words[:1].upper() + words[1:]


class Preparation(models.Model):
    """What was done before anybody was asked (J1, J2, B4, B17)."""

    log = models.OneToOneField(Log, on_delete=models.CASCADE, primary_key=True)
    child_talked_on = models.DateField()
    guardians_talked_on = models.DateField(null=True)
    leader_told_on = models.DateField()


class AdmissionRole(models.TextChoices):
    """As what somebody is let in to a log."""

    STARTER = "starter", _("started the log")
    ASKED = "asked", _("is asked to consent")
    OWNER = "owner", _("owns the log")
    GUARDIAN = "guardian", _("guardian")
    PARTICIPANT = "participant", _("participant")


class Sees(models.TextChoices):
    """How much of the log a participant is let in to."""

    EVERYTHING = "everything", _("Everything in the log")
    PLAN = "plan", _("The plan: shared understanding, goals and measures")


class Admission(models.Model):
    """One person let in to one log: as what, to what, until when, by which consent.

    The database reads logs by these rows alone (`my_logs()`), and refuses one that the active
    consent does not hold. A professional's holds no longer than the position in `unit` (H6).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="admissions")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="admissions")
    role = models.CharField(max_length=12, choices=AdmissionRole.choices)
    sees = models.CharField(max_length=12, choices=Sees.choices, default=Sees.EVERYTHING)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    health = models.BooleanField(default=False)  # a participant whose consent has that scope
    service = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=100, blank=True)
    task = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    consent_id = models.UUIDField(null=True)  # the consent room lies above this one
    from_at = models.DateTimeField()
    until = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log", "person", "role"],
                condition=models.Q(ended_at=None),
                name="let_in_once_in_a_role",
            )
        ]
        indexes = [
            models.Index(
                fields=["person"], condition=models.Q(ended_at=None), name="admissions_in_force"
            )
        ]


class Leg(models.Model):
    """One holder's time with the baton (D10, D29)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="legs")
    holder = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legs")
    from_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    tasks = models.CharField(max_length=300, blank=True)  # where two share the baton (D9)
    is_contact = models.BooleanField(default=False)  # whom of two the family contacts

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log", "holder"],
                condition=models.Q(ended_at=None),
                name="one_open_leg_a_holder",
            )
        ]


class Answer(models.TextChoices):
    """How an offered baton was answered."""

    ACCEPTED = "accepted", _("accepted")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("taken back")


class Handover(models.Model):
    """The baton offered to the next; until it is accepted nothing has moved (D11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="handovers")
    offered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    word = models.TextField(max_length=1000, blank=True)
    answer = models.CharField(max_length=10, choices=Answer.choices, null=True)
    answered_at = models.DateTimeField(null=True)
    answer_word = models.TextField(max_length=1000, blank=True)
    shares = models.BooleanField(default=False)  # to have the baton too, and not instead (D9)
    giver_tasks = models.CharField(max_length=300, blank=True)
    tasks = models.CharField(max_length=300, blank=True)  # the receiver's
    contact = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log"], condition=models.Q(answer=None), name="one_open_offer"
            ),
            models.CheckConstraint(
                condition=models.Q(answer=None, answered_at=None)
                | models.Q(answer__isnull=False, answered_at__isnull=False),
                name="an_answer_has_a_time",
            ),
        ]


class ClosingReason(models.TextChoices):
    """Why a log ended (P1–P4)."""

    REACHED = "reached", _("The goals are reached")
    NO_NEED = "no_need", _("There is no longer need for help from several together")
    PLAN = "individual_plan", _("The child gets an individual plan or coordinator")
    FAMILY = "family", _("The family wishes to end the log")
    WITHDRAWN = "withdrawn", _("The consent was withdrawn")
    LAPSED = "lapsed", _("The consent ran out")


class Closing(models.Model):
    """The end of a log, with its note (P6)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="closings")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=20, choices=ClosingReason.choices)
    note = models.TextField(max_length=10000, blank=True)


class Reading(models.Model):
    """One access record: somebody read something of a log, to the minute (H10). Never what it said.

    The database itself says who, when, as what and for which service (`note_reading()`), so that
    nobody can write another's reading or leave out a service; nothing is changed or removed.
    """

    pk = models.CompositePrimaryKey("log_id", "person_id", "minute", "kind")
    log = models.ForeignKey(
        Log, on_delete=models.CASCADE, db_constraint=False, related_name="readings"
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    minute = models.DateTimeField()
    kind = models.CharField(max_length=20)  # of page: `looking.kind_of`
    role = models.CharField(max_length=12)  # as `Standing.role`
    service = models.CharField(max_length=100, blank=True)

    class Meta:
        indexes = [models.Index(fields=["log", "minute"], name="readings_by_minute")]


class Sought(models.TextChoices):
    """What an administrator asked for."""

    READINGS = "readings", _("who has looked in the log")
    CLOSED_LOG = "closed_log", _("whether there is a closed log to open again")


class Inquiry(models.Model):
    """An administrator asked who has accessed a child's data, or for a closed log, and why (H10).

    Written together with the answer by the database (`ask_who_looked()`, `find_closed_logs()`),
    and told to the family (`inquiries_of()`). `child` is None for somebody whom Stafett had not
    met; `subject_hash` is empty where a log was sought by its name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    subject_hash = models.CharField(max_length=64, db_index=True)
    child = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ground = models.TextField(max_length=500)
    at = models.DateTimeField()
    about = models.CharField(
        max_length=12, choices=Sought.choices, db_default=Sought.READINGS.value
    )
