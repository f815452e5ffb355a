"""Persons and their families. A national identity number is never stored in the clear."""

import uuid
from collections.abc import Callable
from typing import TypeVar, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

Found = TypeVar("Found")


class Protection(models.TextChoices):
    """How the population register protects the address."""

    NONE = "none", _("not protected")
    CONFIDENTIAL = "confidential", _("confidential address")
    STRICT = "strictly_confidential", _("strictly confidential address")


# Why the population register was asked: `register.Ground` in plain words, in small letters.
GROUNDS = {
    "start_log": _("A log was to be started together with the family"),
    "renew_family": _("The family's facts were checked"),
    "sign_in": _("The person signed in"),
    "training": _("The training municipality was made"),
    "contact": _("Somebody was to be told something, and had written no address"),
}


class Person(models.Model):
    """Anyone: child, guardian or professional."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100)
    birth_date = models.DateField(null=True)
    protection = models.CharField(
        max_length=24, choices=Protection.choices, default=Protection.NONE
    )
    language = models.CharField(max_length=5, default="", blank=True)

    # For this request alone: signed in with less than an eID, and let in to the own log alone (I2).
    own_log_alone: bool = False
    # What this request has looked up about the one who asks, until something changes; None for
    # everyone else, and outside requests.
    found: dict[object, object] | None = None

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"

    def once(self, key: object, ask: Callable[[], Found]) -> Found:
        """What `ask` finds, asked once in this request until something changes."""
        if self.found is None:
            return ask()
        if key not in self.found:
            self.found[key] = ask()
        return cast(Found, self.found[key])

    def changed(self) -> None:
        """What was found before may not hold any more."""
        if self.found:
            self.found.clear()


class NationalIdentity(models.Model):
    """A person's national identity number: a keyed hash to find the person by, and the number
    sealed to this person (`seals`), to ask the register again."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    number_hash = models.CharField(max_length=64, unique=True)
    sealed = models.TextField(blank=True, default="")


class Contact(models.Model):
    """A person's own telephone, e-mail and need of an interpreter (a professional's telephone and
    e-mail lie on the position)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)
    interpreter = models.CharField(max_length=60, blank=True, default="")  # the language; "": none


class Family(models.Model):
    """What the register says of a child's parents as a couple."""

    child = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    live_together = models.BooleanField()
    checked_at = models.DateTimeField()


class GuardianKind(models.TextChoices):
    """A parent, or a person or body in the parents' place."""

    PARENT = "parent", _("parent")
    OTHER = "other", _("guardian in the parents' place")


class Relation(models.TextChoices):
    """What a child calls the guardian."""

    MOTHER = "mother", _("mother")
    FATHER = "father", _("father")
    COMOTHER = "comother", _("co-mother")
    OTHER = "other", _("guardian")


class Guardianship(models.Model):
    """One guardian of one child, as the population register says it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    child = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="guardianships")
    guardian = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="wards")
    kind = models.CharField(max_length=10, choices=GuardianKind.choices)
    relation = models.CharField(max_length=10, choices=Relation.choices)
    responsibility = models.BooleanField()
    fixed_residence = models.BooleanField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "guardian"], name="one_row_a_guardian"),
            models.CheckConstraint(
                condition=~models.Q(child=models.F("guardian")), name="nobody_is_own_guardian"
            ),
        ]


class LookUp(models.Model):
    """One question to the population register: who asked about whom, and why. Never the answer.

    `subject` is None for somebody whom Stafett had not met yet; the hash finds the row later.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    subject_hash = models.CharField(max_length=64, db_index=True)
    subject = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    log_id = models.UUIDField(null=True)  # the logs room lies above this one
    ground = models.CharField(max_length=20, choices=GROUNDS)
    at = models.DateTimeField()
    found = models.BooleanField()
