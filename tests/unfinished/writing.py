"""What the script on the page does, by hand."""

import json
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from stafett.logs.models import Log
from stafett.unfinished.models import Writing

KEEP = "/min-side/uferdig/ta-vare/"
HALF = "Elias har begynt å"


def understanding(log: Log) -> str:
    """The form that most of the tests write in."""
    return f"/logg/{log.pk}/felles-forstaelse/"


def keep(client: Client, address: str, text: str = HALF, **more: Any) -> HttpResponse:
    """A pause in the writing."""
    fields = more.pop("fields", {"shared": [text], "opened_at": ["3"]})
    said = {"sheet": str(uuid4()), "address": address, "fields": json.dumps(fields), **more}
    return client.post(KEEP, said)


def kept(client: Client, address: str) -> list[dict[str, Any]]:
    """What is offered at an address."""
    found: list[dict[str, Any]] = client.get(KEEP, {"adresse": address}).json()["kept"]
    return found


def rows() -> Any:
    """All there is, as the owner of the database sees it."""
    return Writing.objects.using("owner")
