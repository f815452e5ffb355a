"""Mail, as a port. `STAFETT_MAIL` names the adapter: a class that can be called without arguments.

A mail never names a child, a service or anything in a log: a link, and that there is something.
"""

from dataclasses import dataclass
from typing import Protocol, cast
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string

from stafett.municipality.models import Municipality

from .models import Kept


@dataclass(frozen=True)
class Mail:
    """One mail to one person. `key` is the same each time the same thing is told."""

    key: str
    municipality: Municipality
    name: str
    address: str
    subject: str
    text: str
    calendar: bytes = b""  # an appointment for the reader's calendar


class Post(Protocol):
    """Where mails go."""

    def send(self, mail: Mail) -> None:
        """Send it; whatever is raised, the worker tries again later."""
        ...


class TrainingPost:
    """Keeps the mails of a training municipality, so that everybody may see them."""

    def send(self, mail: Mail) -> None:
        """Raises RuntimeError where people are real: a mail would be lost there without a word."""
        if not mail.municipality.training:
            raise RuntimeError("STAFETT_MAIL keeps mails of training municipalities alone.")
        kept = {"municipality": mail.municipality, "name": mail.name, "address": mail.address}
        kept |= {"subject": mail.subject, "text": mail.text, "at": timezone.now()}
        kept["calendar"] = mail.calendar.decode()
        Kept.objects.update_or_create(key=mail.key, defaults=kept)


class Smtp:
    """Sends by the server that Django's own settings name (`EMAIL_HOST` and the like)."""

    def send(self, mail: Mail) -> None:
        """Never to the fictional people of a training municipality."""
        if mail.municipality.training:
            TrainingPost().send(mail)
        else:
            headers = {"Auto-Submitted": "auto-generated", "Message-ID": message_id(mail.key)}
            message = EmailMessage(mail.subject, mail.text, to=[mail.address], headers=headers)
            if mail.calendar:
                message.attach("stafett.ics", mail.calendar.decode(), "text/calendar")
            message.send()


def message_id(key: str) -> str:
    """The same for the same mail: sent twice, mail systems know it again."""
    host = urlsplit(settings.STAFETT_ADDRESS).hostname
    return f"<{uuid5(NAMESPACE_URL, key)}@{host}>"


def post() -> Post:
    """This installation's post."""
    return cast(Post, import_string(settings.STAFETT_MAIL)())
