"""The municipality's rules, for its system administrators: what holds, what comes, what it means
for the open logs, and what has been changed (screen 13)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator
from stafett.municipality.actions import take_back_policy
from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import PRESETS, Policy
from stafett.municipality.policy_checks import changes
from stafett.municipality.policy_words import PRESET_NAMES
from stafett.municipality.queries import policy_versions

from .policy_history import policy_history
from .policy_logs import Judged, OpenLogs, judge, open_logs
from .policy_shown import Warning, change_lines, rules_of, warnings_of

UNPROCESSABLE, CONFLICT = 422, 409
MOST_DIGITS = 9


@dataclass(frozen=True)
class Coming:
    """Rules that begin on a later day, and how they differ from those before them."""

    from_date: date
    preset: Promise | str
    lines: list[str]
    warnings: list[Warning]
    logs: Judged


@require_safe
@signed_in
def policy(request: SignedInRequest) -> HttpResponse:
    """`/kommune/regler/`; not found for everyone but the municipality's administrators."""
    return _page(request, administered(request))


@require_POST
@signed_in
def policy_take_back(request: SignedInRequest) -> HttpResponse:
    """Take back rules that have not begun; back to the page, which says what happened."""
    town = administered(request)
    day = day_or_none(request.POST.get("from_date", ""))
    try:
        take_back_policy(
            request.person,
            town.pk,
            day or date.min,
            opened_at=number_of(request.POST.get("opened_at", "")),
            at=timezone.now(),
        )
    except Refused as refusal:
        status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        return _page(request, administered(request), problem=str(refusal), status=status)
    messages.success(request, _("The coming rules are taken back."))
    return redirect("policy")


def administered(request: SignedInRequest) -> Municipality:
    """The municipality that this person administers; raises Http404 for everyone else."""
    place = request.place
    return require_administrator(
        request.person,
        timezone.localdate(),
        preferred=UUID(place["id"]) if place else None,
    )


def day_or_none(text: str) -> date | None:
    """A day such as 2026-11-22; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def number_of(text: str) -> int:
    """How many entries the book had when the page was opened; 0 for what no page sends."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else 0


def _page(
    request: SignedInRequest, town: Municipality, *, problem: str = "", status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    versions, logs = policy_versions(town.pk), open_logs(town.pk)
    begun = [version for version in versions if version.from_date <= today]
    later = [version for version in versions if version.from_date > today]
    now = Policy.from_settings(begun[-1].settings) if begun else PRESETS["national"]
    history = policy_history(town.pk)
    context = {
        "town": town,
        "problem": problem,
        "opened_at": town.book.count,
        "since": begun[-1].from_date if begun else None,
        "preset": _preset(begun[-1]) if begun else PRESET_NAMES["national"],
        "rules": rules_of(now),
        "warnings": warnings_of(now),
        "logs": judge(logs, now, today),
        "coming": _coming(now, later, logs, today),
        "history": history,
    }
    return render(request, "overview/policy.html", context, status=status)


def _coming(now: Policy, later: list[PolicyVersion], logs: OpenLogs, today: date) -> list[Coming]:
    told, before = [], now
    for version in later:
        after = Policy.from_settings(version.settings)
        told.append(
            Coming(
                from_date=version.from_date,
                preset=_preset(version),
                lines=change_lines(changes(before, after)),
                warnings=warnings_of(after),
                logs=judge(logs, after, today),
            )
        )
        before = after
    return told


def _preset(version: PolicyVersion) -> Promise | str:
    return PRESET_NAMES.get(version.preset, version.preset)
