"""The page of a log's level: where it is, how it came there, and changing it (B20, B21)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.levels import Level, level_name

from . import access, levels
from .access import Right, Standing
from .level_form import LevelForm
from .models import Onwards
from .queries import team

UNPROCESSABLE, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def level(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/niva/`: shown to everyone who reads the log; who has the baton changes it."""
    sends = request.method == "POST"
    standing = access.require(request.person, log_id, Right.COORDINATE if sends else Right.READ)
    people = team(standing.log)
    form = LevelForm(
        request.POST if sends else None,
        levels=levels.levels_from(standing.log),
        people=people,
        initial={"was": standing.log.level},
    )
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            try:
                return _changed(request, standing, form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                if isinstance(refusal, Conflict):
                    # The page shows the level as it is now, and what was typed.
                    status = CONFLICT
                    standing = access.require(request.person, log_id, Right.READ)
                    form.data = now = request.POST.copy()
                    now["was"] = str(standing.log.level)
    log = standing.log
    context = {
        "standing": standing,
        "tab": "plan",
        "here": _("The level"),
        "level": level_name(log.municipality, log.level),
        "levels": [(name, each == log.level) for each, name in levels.levels_of(log)],
        "changes": levels.changes_of(log, people),
        "form": form if standing.may(Right.COORDINATE) else None,
        "alone": log.state == "open"
        and log.level < Level.THREE
        and levels.needs_more_services(log),
    }
    return render(request, "logs/level.html", context, status=status)


def _changed(request: SignedInRequest, standing: Standing, said: dict[str, Any]) -> HttpResponse:
    heard = [UUID(each) for each in said["heard"]]
    settled = levels.Settled(said["reason"], heard, said["onwards"])
    levels.change_level(standing, said["level"], settled, was=said["was"], at=timezone.now())
    if said["onwards"] == Onwards.MOVES:
        messages.success(request, _("The level is changed. Now offer the baton to the next one."))
        return redirect("baton", standing.log.pk)
    messages.success(request, _("The level is changed. Everything in the log goes along."))
    return redirect("level", standing.log.pk)
