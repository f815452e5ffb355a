"""Writing what everyone agrees on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.health_box import marks_of, with_health_box, words_of

from .. import actions
from ..forms import UnderstandingForm
from ..models import Understanding
from ..shown import understanding_of
from .writing import Said, Sheet, attempt, opened_anew, sent, writes

FIELDS = ("concern", "shared", "written_by")


@writes
def understanding(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """The concern and the shared understanding (K2, K3)."""
    log = standing.log
    written = understanding_of(log, standing.person)
    initial = {**_began(standing, written), "opened_at": log.book.count}
    form = UnderstandingForm(sent(request), initial=initial)
    form = with_health_box(form, standing, written.pk if written else None)

    def act(said: Said) -> None:
        said["written_by"] = said["written_by"] or standing.person.given_name
        words, marks = words_of(said), marks_of(said)
        actions.write_understanding(standing, **words, health=marks, at=timezone.now())

    outcome = attempt(request, standing, form, act)
    if outcome.done:
        messages.success(request, _("What you agree on is saved."))
        return redirect("log", log.pk)
    sheet = Sheet(
        title=_("This is what you agree on"),
        lead=_("Write it together, in words that the child and the family use themselves."),
        button=_("Save what you agree on"),
        back=reverse("log", args=[log.pk]),
    )
    texts = {}
    if outcome.overtaken or outcome.hidden:
        now = _began(standing, understanding_of(log, standing.person))
        # What was typed upon a text that its writer may no longer see, holds that text.
        form.data = opened_anew(request, standing, now if outcome.hidden else _key(now))
        texts = {name: (now[name], form.cleaned_data[name]) for name in FIELDS}
    return sheet.show(request, standing, form, outcome, texts=texts)


def _began(standing: Standing, written: Understanding | None) -> dict[str, Any]:
    """What the form begins with, as this person may see it."""
    said = {name: getattr(written, name) if written else "" for name in FIELDS}
    said["written_by"] = said["written_by"] or standing.person.given_name
    return {**said, "about": str(written.pk) if written else ""}


def _key(now: dict[str, Any]) -> dict[str, Any]:
    return {"about": now["about"]}
