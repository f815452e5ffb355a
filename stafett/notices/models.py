"""What was told, so that it is told once; how each wants it; a training municipality's post."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Log
from stafett.municipality.models import Municipality
from stafett.people.models import Person


class Letter(models.Model):
    """One mail, by what it tells of. No address, no words.

    `begun_at` is set before the mail leaves and `sent_at` after: a worker that is killed between
    them sends it once more, with the same Message-ID. `tries` are those that failed.
    """

    key = models.CharField(max_length=120, primary_key=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    class Meta:
        # Looked for four times a minute among those of three months.
        indexes = [
            models.Index(
                fields=["begun_at"], condition=models.Q(sent_at=None), name="letters_unsent"
            )
        ]


class Kept(models.Model):
    """A mail or text message that a fictional person would have got: `/opplaering/e-post/`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=254)  # an e-mail or a telephone
    subject = models.CharField(max_length=200)
    text = models.TextField()
    calendar = models.TextField(blank=True)  # the file that came with it; "" for none
    at = models.DateTimeField()


class How(models.TextChoices):
    """When somebody wants to be told."""

    AT_ONCE = "at_once", _("At once")
    DAILY = "daily", _("Once a day\nAt seven in the morning, and only when there is something.")
    NEVER = "never", _("Not at all\nYou see what is new when you sign in.")


class Way(models.TextChoices):
    """By what somebody wants to be told."""

    MAIL = "mail", _("E-mail")
    TEXT = "text", _("Text message")


class Preference(models.Model):
    """How one person wants to be told. Who has none is mailed at once."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    how = models.CharField(max_length=10, choices=How.choices, default=How.AT_ONCE)
    way = models.CharField(max_length=10, choices=Way.choices, default=Way.MAIL)
    at = models.DateTimeField()


class Kind(models.TextChoices):
    """What kind of thing somebody is told. The words never say more."""

    NEWS = "news"
    WAITS = "waits"
    LEADS = "leads"


class Notice(models.Model):
    """One thing that one person is told once; `key` says which. No word of what it is about.

    Waits until a letter has taken it along, or until it is no longer to be told (`done_at`).
    """

    key = models.CharField(max_length=200, primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    # The database removes it together with the log.
    log = models.ForeignKey(
        Log, on_delete=models.CASCADE, null=True, db_constraint=False, related_name="+"
    )
    number = models.PositiveIntegerField(null=True)  # of the entry that it tells of
    kind = models.CharField(max_length=10, choices=Kind.choices)
    at = models.DateTimeField()
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="notices")
    done_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=models.Q(done_at=None), name="notices_that_wait"
            )
        ]
