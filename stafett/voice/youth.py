"""How it stands with a young person's sign-in with user name and code (I2), for who may know."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils import timezone

from stafett.identity.youth_rules import young_enough
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.models import AdmissionRole, Log
from stafett.municipality.queries import current_policy
from stafett.people.models import Person

from .youth_models import SignInYes


class YouthSide(StrEnum):
    """Who somebody is to this; the database's `my_side()` says the same."""

    OWNER = "owner"
    HOLDER = "holder"
    GUARDIAN = "guardian"


@dataclass(frozen=True)
class Opened:
    """The sign-in: since when it is open, how the link went and until when it holds, and since when
    the young person has used it."""

    opened_at: datetime
    sent_way: str
    holds_until: datetime | None
    used_since: datetime | None


def leads_to_youth(standing: Standing) -> bool:
    """Whether a page shows this person the way to the young person's sign-in."""
    return side_of(standing) is not None and offered(standing.log)


def side_of(standing: Standing) -> YouthSide | None:
    """Whose side this person is on, in an open log; None for all others."""
    if standing.log.state != "open":
        return None
    if standing.is_owner:
        return YouthSide.OWNER
    if standing.is_holder:
        return YouthSide.HOLDER
    guards = any(each.role == AdmissionRole.GUARDIAN for each in standing.admissions)
    return YouthSide.GUARDIAN if guards else None


def youth_door(person: Person | None, log_id: UUID) -> Standing:
    """The standing of somebody who may know of the sign-in. Http404 for everyone else, and where
    the municipality has none for somebody of that age."""
    standing = access.require(person, log_id, Right.READ)
    if side_of(standing) is None or not offered(standing.log):
        raise Http404
    return standing


def offered(log: Log) -> bool:
    """Whether the log's owner may sign in so, by age and policy (Z11). One question."""
    today = timezone.localdate()
    below = current_policy(log.municipality_id, today).simple_login_below
    return young_enough(log.owner.birth_date, below, today)


def yeses(log: Log) -> dict[str, SignInYes]:
    """The yes of each side that has said it. One question."""
    rows = SignInYes.objects.filter(log=log, ended_at=None).select_related("by")
    return {each.side: each for each in rows}


def opened(log: Log) -> Opened | None:
    """The sign-in, when it is open. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM youth_account_of(%s)", [log.pk])
        row = cursor.fetchone()
    return Opened(*row) if row else None
