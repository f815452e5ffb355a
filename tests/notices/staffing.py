"""Inviting somebody, for tests."""

import re
from datetime import timedelta
from typing import Any

from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.municipality import staffing
from stafett.municipality.models import Invitation, Role
from stafett.notices.models import Kept
from tests import world as w
from tests.jobs import run_jobs

LINK = re.compile(r"/invitasjon/([A-Za-z0-9_-]+)/")
NUMBER_HASH = "a" * 64


def colleague(world: w.World, name: str = "tor", **other: Any) -> staffing.Colleague:
    """Somebody known, or with `number_hash` somebody new."""
    known = None if "number_hash" in other else world.people[name]
    words: dict[str, Any] = {
        "person": known,
        "number_hash": "",
        "name": str(known or "Live Moen"),
        "title": "Vikar",
        "role": Role.STAFF,
        "email": "vikar@eikvag.example",
        "phone": "",
        "from_date": timezone.localdate(),
        "until": timezone.localdate() + timedelta(days=90),
    }
    return staffing.Colleague(**{**words, **other})


def invite(world: w.World, by: str = "bjorg", name: str = "tor", **other: Any) -> Invitation:
    """An invitation to the school."""
    leader = world.people[by]
    with acting_as(leader.pk):
        return staffing.invite(leader, world.school.pk, colleague(world, name, **other), at=w.now())


def mailed_token() -> str:
    """The token of the newest mail, when the worker has done what waits."""
    run_jobs()
    newest = Kept.objects.using("owner").filter(key__startswith="invitation:").latest("at")
    found = LINK.search(newest.text)
    assert found, newest.text
    return found.group(1)
