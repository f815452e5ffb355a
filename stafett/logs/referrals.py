"""Noting a referral to the PPT: what came before it is asked for, and stops nobody (B22)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from .access import Right, Standing
from .acting import begin, note
from .models import Referral, Tried


@dataclass(frozen=True)
class Before:
    """What came before a referral. `resource_team_on`: when the case was there; None: not yet."""

    resource_team_on: date | None
    tried: str
    why: str = ""

    @property
    def by_the_rule(self) -> bool:
        """Whether the case has been in the resource team and measures have been tried (B22)."""
        return self.resource_team_on is not None and self.tried == Tried.YES


@transaction.atomic
def refer(by: Standing, before: Before, *, at: datetime) -> Referral:
    """The holder notes that the child is referred to the PPT. The referral itself is no part of
    Stafett.

    Raises Refused for anybody else, and for a day to come.
    """
    log, by = begin(by, Right.COORDINATE)
    if before.tried not in Tried.values:
        raise Refused(_("Say whether measures have been tried."))
    if before.resource_team_on and before.resource_team_on > timezone.localdate(at):
        raise Refused(_("This day is still to come."))
    data: dict[str, object] = {"who": str(by.person), "tried": before.tried, "text": before.why}
    data["resource_team"] = before.resource_team_on.isoformat() if before.resource_team_on else ""
    verb = "logs.referred" if before.by_the_rule else "logs.referred_early"
    note(log, verb, data, at=at, by=by)
    row = Referral(
        log=log, resource_team_on=before.resource_team_on, tried=before.tried, why=before.why,
        by=by.person, at=at,
    )  # fmt: skip
    row.save(force_insert=True)
    return row
