"""How the young without an eID of the highest level sign in to their own log (I2)."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Municipality
from stafett.people.models import Person


class CodeWay(models.TextChoices):
    """How the code of a sign-in comes."""

    MAIL = "mail", _("By e-mail")
    TEXT = "text", _("By text message")
    APP = "app", _("From an app on my telephone")


class YouthAccount(models.Model):
    """One young person's user name and password. No login reads it but by functions that want the
    user name, the link or the log.

    The user name stands as a keyed hash, so nobody reads it; address and secret are sealed
    (`people.seals`). It can be used when `confirmed_at` is set: the first code came through.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    sent_way = models.CharField(max_length=5, blank=True, default="")  # the link: or "paper"
    sent_to = models.TextField(blank=True, default="")
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    token_until = models.DateTimeField(null=True)
    name_hash = models.CharField(max_length=64, null=True, unique=True)
    password = models.CharField(max_length=128, blank=True, default="")
    way = models.CharField(max_length=5, choices=CodeWay.choices, blank=True, default="")
    reach = models.TextField(blank=True, default="")  # where the codes go
    secret = models.TextField(blank=True, default="")  # the app's
    last_step = models.BigIntegerField(default=0)  # of the app's clock: no code twice
    confirmed_at = models.DateTimeField(null=True)


class YouthCode(models.Model):
    """A code that was asked for with the right password. The worker makes it: only its hash stands
    here, and the code nowhere but in the message."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    account = models.ForeignKey(YouthAccount, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    code_hash = models.CharField(max_length=64, blank=True, default="")
    used_at = models.DateTimeField(null=True)
