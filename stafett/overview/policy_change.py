"""Changing the municipality's rules: write them, see what they mean, save them."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.actions import change_policy
from stafett.municipality.models import Municipality, PolicyVersion
from stafett.municipality.policy import OWN, PRESETS, Policy
from stafett.municipality.policy_checks import changes
from stafett.municipality.policy_words import PRESET_NAMES
from stafett.municipality.queries import current_policy, policy_versions

from .policy_forms import PolicyForm, StartForm, initial_of, usual_day
from .policy_history import policy_history
from .policy_logs import judge, open_logs
from .policy_page import CONFLICT, UNPROCESSABLE, administered, day_or_none, number_of
from .policy_shown import change_lines, warnings_of


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def policy_change(request: SignedInRequest) -> HttpResponse:
    """`/kommune/regler/endre/`; not found for everyone but the municipality's administrators.

    `?utgangspunkt=sogndal` fills in a preset, `?fra=2026-12-01` rules that have not begun.
    """
    town, today = administered(request), timezone.localdate()
    versions = policy_versions(town.pk)
    if request.method != "POST":
        return _write(request, PolicyForm(initial=_initial(request, town, versions, today)))
    begun = frozenset(each.from_date for each in versions if each.from_date <= today)
    form = PolicyForm(request.POST, begun=begun)
    if not form.is_valid():
        return _write(request, form, status=UNPROCESSABLE)
    step = request.POST.get("steg", "")
    if step == "lagre":
        return _save(request, town, form)
    return _write(request, form) if step == "mer" else _confirm(request, town, form, versions)


def _initial(
    request: SignedInRequest, town: Municipality, versions: list[PolicyVersion], today: date
) -> dict[str, Any]:
    """The rules as they are now, a preset, or rules that have not begun."""
    wanted, day = request.GET.get("utgangspunkt", ""), day_or_none(request.GET.get("fra", ""))
    coming = next((each for each in versions if each.from_date == day and day > today), None)
    begun = [each for each in versions if each.from_date <= today]
    version = coming or (begun[-1] if begun else None)
    preset = version.preset if version else "national"
    policy = Policy.from_settings(version.settings) if version else PRESETS["national"]
    if wanted in PRESETS:
        own = {name: getattr(policy, name) for name in OWN}
        preset, policy = wanted, replace(PRESETS[wanted], **own)
    from_date = coming.from_date if coming else usual_day(today)
    return initial_of(policy, preset, from_date, town.book.count)


def _write(
    request: SignedInRequest, form: PolicyForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    wanted = request.GET.get("utgangspunkt", "")
    context = {
        "form": form,
        "start": StartForm(initial={"utgangspunkt": wanted if wanted in PRESETS else ""}),
        "fra": request.GET.get("fra", "") if day_or_none(request.GET.get("fra", "")) else "",
        "filled_in": PRESET_NAMES.get(wanted, ""),
        **more,
    }
    return render(request, "overview/policy_change.html", context, status=status)


def _confirm(
    request: SignedInRequest, town: Municipality, form: PolicyForm, versions: list[PolicyVersion]
) -> HttpResponse:
    """What the rules would mean, before they are saved."""
    from_date = form.cleaned_data["from_date"]
    policy = Policy.from_settings(form.settings)
    changed = changes(current_policy(town, from_date), policy)
    if not changed:
        form.add_error(None, _("Nothing would change: from that day these rules hold already."))
        return _write(request, form, status=UNPROCESSABLE)
    context = {
        "form": form,
        "from_date": from_date,
        "lines": change_lines(changed),
        "warnings": warnings_of(policy),
        "logs": judge(open_logs(town.pk), policy, timezone.localdate()),
        "replaces": any(each.from_date == from_date for each in versions),
        "until": next((each.from_date for each in versions if each.from_date > from_date), None),
    }
    return render(request, "overview/policy_confirm.html", context)


def _save(request: SignedInRequest, town: Municipality, form: PolicyForm) -> HttpResponse:
    opened_at = number_of(form.cleaned_data["opened_at"])
    try:
        version = change_policy(
            request.person,
            town.pk,
            from_date=form.cleaned_data["from_date"],
            preset=form.cleaned_data["preset"],
            settings=form.settings,
            opened_at=opened_at,
            at=timezone.now(),
        )
    except Conflict as conflict:
        return _somebody_was_first(request, str(conflict), opened_at)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _write(request, form, status=UNPROCESSABLE)
    words = _("The new rules are saved. They hold from %(day)s.")
    messages.success(request, words % {"day": date_format(version.from_date)})
    return redirect("policy")


def _somebody_was_first(request: SignedInRequest, problem: str, opened_at: int) -> HttpResponse:
    """The same form with what was typed, what the other did, and leave to save after all."""
    town = administered(request)
    data = request.POST.copy()
    data["opened_at"] = str(town.book.count)
    form = PolicyForm(data)
    form.add_error(None, problem)
    since = [told for told in policy_history(town.pk) if told.number > opened_at]
    return _write(request, form, status=CONFLICT, since=since)
