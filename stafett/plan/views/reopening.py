"""Opening an ended measure or a closed goal again; «Undo» right after ending sends here too."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.fields import OpenedAt

from ..reopening import reopen_goal, reopen_measure
from .goals import goal_of
from .measures import measure_of
from .writing import Sheet, attempt, sent, writes


class ReopenForm(forms.Form):
    """Nothing but a button."""

    opened_at = OpenedAt()


@writes
def measure(request: SignedInRequest, standing: Standing, measure_id: UUID) -> HttpResponse:
    """`…/tiltak/<id>/gjenapne/`. One that goes on already is led to: it is as was wished."""
    log, ended = standing.log, measure_of(standing, measure_id)
    there = reverse("plan:measure", args=[log.pk, ended.pk])
    if not ended.ended_at:
        return redirect(there)
    form = ReopenForm(sent(request), initial={"opened_at": log.book.count})
    outcome = attempt(
        request, standing, form, lambda said: reopen_measure(standing, ended.pk, at=timezone.now())
    )
    if outcome.done:
        messages.success(request, _("You go on with the measure."))
        return redirect(there)
    sheet = Sheet(
        title=_("Go on with the measure?"),
        lead=ended.title,
        button=_("Go on with it"),
        back=there,
        template="plan/reopen.html",
    )
    return sheet.show(request, standing, form, outcome)


@writes
def goal(request: SignedInRequest, standing: Standing, goal_id: UUID) -> HttpResponse:
    """`…/mal/<id>/gjenapne/`, in the same way."""
    log, closed = standing.log, goal_of(standing, goal_id)
    there = reverse("plan:goal", args=[log.pk, closed.pk])
    if not closed.closed_at:
        return redirect(there)
    form = ReopenForm(sent(request), initial={"opened_at": log.book.count})
    outcome = attempt(
        request, standing, form, lambda said: reopen_goal(standing, closed.pk, at=timezone.now())
    )
    if outcome.done:
        messages.success(request, _("You go on with the goal."))
        return redirect(there)
    sheet = Sheet(
        title=_("Go on with the goal?"),
        lead=closed.text,
        button=_("Go on with it"),
        back=there,
        template="plan/reopen.html",
    )
    return sheet.show(request, standing, form, outcome)
