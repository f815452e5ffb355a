"""Before a referral to the PPT: what came first as the log shows it (B22). Stops nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.hidden import shown
from stafett.logs.models import LevelChange, Referral
from stafett.logs.referrals import refer
from stafett.meetings.sitting_models import Decision, Team
from stafett.municipality.levels import Level, level_name
from stafett.plan.models import Measure, Result
from stafett.plan.queries import plan_of

from .ppt_form import ReferralForm

UNPROCESSABLE = 422


@dataclass(frozen=True)
class TriedMeasure:
    """A measure that was agreed while the log was at level 1."""

    title: str
    since: date
    result: Promise | str  # "" where nobody has said how it went, or one may not see it


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ppt(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/ppt/`: shown to everyone who reads the log; who has the baton notes the referral.

    A fixed number of questions, whatever the size.
    """
    sends = request.method == "POST"
    standing = access.require(request.person, log_id, Right.COORDINATE if sends else Right.READ)
    asked = resource_team_days(standing)
    initial = {"resource_team_on": asked[0] if asked else None}
    form = ReferralForm(request.POST if sends else None, initial=initial)
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                refer(standing, form.before(), at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Noted. You can print this page and send it along."))
                return redirect("ppt", log_id)
    measures = tried_at_level_one(standing)
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("Before the PPT is asked"),
        "asked": asked,
        "first": level_name(standing.log.municipality, Level.ONE),
        "measures": measures,
        "results": sum(bool(each.result) for each in measures),
        "referrals": Referral.objects.filter(log=log_id).select_related("by").order_by("-at"),
        "form": form if standing.may(Right.COORDINATE) else None,
        "today": timezone.localdate(),
    }
    return render(request, "overview/ppt.html", context, status=status)


def resource_team_days(standing: Standing) -> list[date]:
    """The days of the meetings that asked the resource team for advice, newest first, as far as
    this person was told of them."""
    rows = Decision.objects.filter(
        shown(standing.reader, "pk", "meeting"), log=standing.log, team=Team.RESOURCE
    )
    days = {timezone.localdate(at) for at in rows.values_list("at", flat=True)}
    return sorted(days, reverse=True)


def tried_at_level_one(standing: Standing) -> list[TriedMeasure]:
    """The measures agreed while the log was at level 1, as far as this person may see them."""
    log = standing.log
    moves = list(LevelChange.objects.filter(log=log).order_by("at"))
    agreed = dict(Measure.objects.filter(log=log).values_list("pk", "agreed_at"))
    found = [
        TriedMeasure(
            each.title,
            timezone.localdate(agreed[each.id]),
            Result(each.result).label if each.result else "",
        )
        for each in plan_of(log, standing.reader).measures
        if level_at(agreed[each.id], moves, log.level) == Level.ONE
    ]
    return sorted(found, key=lambda each: each.since)


def level_at(moment: datetime, moves: list[LevelChange], now: int) -> int:
    """The log's level at a moment; `moves` in order of time, `now` the level after them."""
    later = next((each for each in moves if each.at > moment), None)
    return later.was if later else now
