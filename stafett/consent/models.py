"""Consents: what was asked, of whom, and what they said. Nothing signed is ever changed."""

import uuid
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log, Sees
from stafett.municipality.models import Unit
from stafett.municipality.service_words import service_words
from stafett.people.models import Person


class Consent(models.Model):
    """One version of the consent of a log: being prepared, asked, active, ended (G1–G8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="consents")
    version = models.PositiveSmallIntegerField()
    scopes = models.JSONField()  # names of consent.rules.SCOPES
    purpose = models.TextField(max_length=2000, blank=True)
    kept_out = models.TextField(max_length=2000, blank=True)  # topics; people are `KeptOut`
    # Of a transition: who is to have the baton, which service leaves, and its last day (O2, D32).
    next_holder = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    leaving_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    leaving_on = models.DateField(null=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(null=True)
    text = models.JSONField(null=True)  # frozen when sent: {language: what the signer reads}
    text_hash = models.CharField(max_length=64, blank=True)
    policy = models.JSONField(null=True)  # the settings it is judged by, as they were
    activated_at = models.DateTimeField(null=True)
    lapses_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, blank=True)  # superseded, refused, withdrawn, closed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["log", "version"], name="consent_version_once"),
            models.UniqueConstraint(
                fields=["log"],
                condition=models.Q(activated_at__isnull=False, ended_at=None),
                name="one_active_consent",
            ),
            models.UniqueConstraint(
                fields=["log"],
                condition=models.Q(activated_at=None, ended_at=None),
                name="one_consent_in_the_making",
            ),
        ]

    @property
    def state(self) -> str:
        """`prepared`, `asked`, `active` or `ended`."""
        if self.ended_at is not None:
            return "ended"
        if self.activated_at is not None:
            return "active"
        return "asked" if self.asked_at is not None else "prepared"


class OriginalText(models.Model):
    """What was signed, word for word, where the text that is shown no longer names the places."""

    consent = models.OneToOneField(
        Consent,
        on_delete=models.CASCADE,
        primary_key=True,
        db_constraint=False,
        related_name="original",
    )
    log = models.ForeignKey(Log, on_delete=models.CASCADE, db_constraint=False, related_name="+")
    text = models.JSONField()


class OralConsent(models.Model):
    """Who said yes by word of mouth before the formal asking, and who noted it (G5, G22)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="oral_consents")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    said_on = models.DateField()
    about = models.CharField(max_length=20, blank=True)  # a scope, where one alone was talked of
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()


class Named(models.Model):
    """A person whom a consent lets in: for which service, with which task, until when (G2)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="named")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=100)
    title = models.CharField(max_length=100)
    task = models.CharField(max_length=300)
    sees = models.CharField(max_length=12, choices=Sees.choices)
    health = models.BooleanField(default=False)
    until = models.DateField()
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "person"], name="named_once"),
        ]

    @property
    def service_words(self) -> str:
        """The service in the language that is read."""
        return service_words(self.service)


class KeptOut(models.Model):
    """Somebody whom the family will not have let in; `person` when it is one of the staff (H1).

    The database lets nobody be named, offered the baton or let in whom such a row names.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="people_kept_out")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)  # as the family knows the person

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "person"], name="kept_out_once"),
        ]


class Group(models.Model):
    """Some of whom any one must sign, with the reason: the answer of `consent.rules`, frozen."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="groups")
    number = models.PositiveSmallIntegerField()
    why = models.JSONField()  # {language: sentence}
    requirements = models.JSONField()
    laws = models.JSONField()


class Asked(models.Model):
    """One member of a group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="asked")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="asked_once_in_a_group")
        ]


class How(models.TextChoices):
    """How somebody's answer or withdrawal reached Stafett."""

    DIGITAL = "digital", _("in Stafett")
    PAPER = "paper", _("on paper")
    ORAL = "oral", _("by word of mouth")
    PRESENCE = "presence", _("together with the one who recorded it")


class Signature(models.Model):
    """What one of the asked said to exactly this text. Inserted once, never changed.

    Said on paper or by word of mouth, it is recorded by named staff: whom, and on which day.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    says_yes = models.BooleanField()
    at = models.DateTimeField()
    text_hash = models.CharField(max_length=64)
    eid = models.CharField(max_length=30)
    eid_level = models.CharField(max_length=30)
    language = models.CharField(max_length=5)
    how = models.CharField(max_length=10, choices=How.choices, default=How.DIGITAL)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["consent", "person"], name="one_answer_a_person"),
            models.CheckConstraint(
                condition=models.Q(how="digital", recorded_by=None, said_on=None)
                | models.Q(
                    ~models.Q(how="digital"), recorded_by__isnull=False, said_on__isnull=False
                ),
                name="who_did_not_sign_was_recorded",
            ),
        ]


class Withdrawal(models.Model):
    """A yes taken back, whole or for one person alone. No reason is asked (G18, G20)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="withdrawals")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    only = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=10, choices=How.choices)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class Reopening(models.Model):
    """Who may ask to open a closed log again, named by a system administrator (H7, P7, P8).

    Written by the database alone (`allow_reopening`); ends when it is answered, given up or late,
    or when an administrator takes it back (`ended_by`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="reopenings")
    starter = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log"],
                condition=models.Q(ended_at=None),
                name="one_reopening_at_a_time",
            )
        ]


class ClosingWish(models.Model):
    """One of the family who cannot close the log alone asks the holder to close it (P3)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="closing_wishes")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    word = models.TextField(max_length=1000, blank=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["log", "by"],
                condition=models.Q(taken_back_at=None),
                name="one_wish_a_person",
            )
        ]


class Outcome(StrEnum):
    """What the day itself brought."""

    AHEAD = ""  # still to come
    NOTHING = "nothing"  # everyone who must has said yes already
    ASKED = "asked"  # the question went out
    WAITS = "waits"  # another question was in the making
    PREPARED = "prepared"  # it could not be sent as it was: the holder mends and sends it
    VOID = "void"  # a changed policy: the day changes nothing after all


class Birthday(models.Model):
    """A birthday that changes who must sign: told ahead, and what was done on the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="birthdays")
    age = models.PositiveSmallIntegerField()
    on = models.DateField()
    asks_owner = models.BooleanField()
    goes = models.JSONField()  # names of those who are not asked any more, as they were
    told_at = models.DateTimeField(null=True)
    reached_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, blank=True)  # Outcome

    class Meta:
        constraints = [models.UniqueConstraint(fields=["log", "age"], name="a_birthday_once")]


class GuardianReview(models.Model):
    """The young person's own word on a guardian's access, from when the youth signs alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    log = models.ForeignKey(Log, on_delete=models.CASCADE, related_name="guardian_reviews")
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    keeps = models.BooleanField()
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
