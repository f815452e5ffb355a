"""Text messages, as a port. `STAFETT_TEXTS` names the adapter; empty: none are sent.

As with mail, nothing of a log is among the words: a link, and that there is something.
"""

from dataclasses import dataclass
from typing import Protocol, cast

import requests
from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from stafett.municipality.models import Municipality

from .models import Kept

SECONDS = 20


@dataclass(frozen=True)
class Text:
    """One text message to one person. `key` is the same each time the same thing is told."""

    key: str
    municipality: Municipality
    name: str
    phone: str
    text: str


class Texts(Protocol):
    """Where text messages go."""

    def send(self, text: Text) -> None:
        """Send it; whatever is raised, the worker tries again later."""
        ...


class Http:
    """Posts each as JSON, `{"to", "text", "from"}`, to `STAFETT_TEXTS_URL` with the token in
    `STAFETT_TEXTS_TOKEN`. Any 2xx counts as sent. `Idempotency-Key` is the same when the worker
    does not know whether the first try came through."""

    def send(self, text: Text) -> None:
        """Raises OSError (`requests.RequestException`) when it was not taken, and ValueError for an
        address that would tell everybody on the way. It follows no other address."""
        if not settings.STAFETT_TEXTS_URL.startswith("https://"):
            raise ValueError("STAFETT_TEXTS_URL must begin with https://")
        body = {"to": text.phone, "text": text.text, "from": settings.STAFETT_TEXTS_FROM}
        headers = {
            "Authorization": f"Bearer {settings.STAFETT_TEXTS_TOKEN}",
            "Idempotency-Key": text.key,
        }
        answer = requests.post(
            settings.STAFETT_TEXTS_URL,
            json=body,
            headers=headers,
            timeout=SECONDS,
            allow_redirects=False,
        )
        if not 200 <= answer.status_code < 300:
            raise requests.HTTPError(f"answered {answer.status_code}")


def set_up(*, training: bool) -> bool:
    """Whether text messages are sent here; in training a page shows them."""
    return training or bool(settings.STAFETT_TEXTS)


def send(text: Text) -> None:
    """By this installation's adapter; never to the fictional people of a training municipality."""
    if text.municipality.training:
        kept = {"municipality": text.municipality, "name": text.name, "address": text.phone}
        kept |= {"subject": "", "text": text.text, "at": timezone.now()}
        Kept.objects.update_or_create(key=text.key, defaults=kept)
    else:
        cast(Texts, import_string(settings.STAFETT_TEXTS)()).send(text)
