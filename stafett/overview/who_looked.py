"""`/logg/<id>/innsyn/`: the family sees who has looked in the log (H10, screen 9)."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.consent.queries import leaders_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.inquiries import inquiries_of
from stafett.logs.models import Log
from stafett.municipality.models import Position
from stafett.people.queries import LookUpSeen, look_ups_of

from .lookers import Look, Looker, lookers, looks_of

MOST_DIGITS = 4


@dataclass(frozen=True)
class AskedOf:
    """Who asked the population register about the child; Stafett's own daily questions in one."""

    by_people: list[LookUpSeen]
    by_itself: int
    last: datetime | None

    @property
    def number(self) -> int:
        """All of them."""
        return len(self.by_people) + self.by_itself


@require_safe
@signed_in
def who_looked(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """Everyone's looks to the family, one's own to everybody else. Not found for strangers."""
    standing = access.require(request.person, log_id, Right.READ)
    known = lookers(standing)
    only = next((each for each in known if str(each.id) == request.GET.get("hvem")), None)
    me = standing.person.pk
    page = _page(request.GET.get("side", ""))
    shown = looks_of(standing, known, _whose(standing, only), page)
    context = {
        "standing": standing,
        "tab": "who_looked",
        "asked": asked_of(look_ups_of(standing.log.owner_id)) if standing.of_family else None,
        "days": _by_day(shown.looks),
        "others": [each for each in known if each.id != me and each.name],
        "me": me,
        "only": only,
        "page": page,
        "older": page + 1 if shown.more else None,
        "newer": page - 1 if page else None,
        "inquiries": inquiries_of(log_id),
        "leaders": _leaders(standing.log),
    }
    return render(request, "overview/who_looked.html", context)


def _leaders(log: Log) -> list[Position]:
    """Whom the family turns to; a leader's name and telephone would tell a protected place."""
    return [] if log.hides_places else list(leaders_of(log.unit, timezone.localdate()))


def asked_of(look_ups: list[LookUpSeen]) -> AskedOf:
    """The look-ups as the page tells them, the latest first."""
    itself = [each.at for each in look_ups if each.by is None]
    by_people = [each for each in look_ups if each.by is not None]
    return AskedOf(by_people, len(itself), max(itself, default=None))


def _whose(standing: Standing, only: Looker | None) -> UUID | None:
    """Nobody but the family sees anybody else's."""
    if not standing.of_family:
        return standing.person.pk
    return only.id if only else None


def _page(text: str) -> int:
    """The page to show; the newest for anything that is no number."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def _by_day(looks: list[Look]) -> list[tuple[date, list[Look]]]:
    def day(look: Look) -> date:
        return timezone.localdate(look.at)

    return [(when, list(those)) for when, those in groupby(looks, key=day)]
