"""Writing what everyone agrees on."""

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
from ..queries import understanding_of
from .writing import Said, Sheet, attempt, sent, writes

FIELDS = ("concern", "shared", "written_by")


@writes
def understanding(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """The concern and the shared understanding (K2, K3)."""
    log = standing.log
    now = _now(standing)
    initial = {**now, "opened_at": log.book.count}
    initial["written_by"] = now["written_by"] or standing.person.given_name
    written = understanding_of(log, standing.person)
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
    if outcome.overtaken:
        texts = {name: (text, form.cleaned_data[name]) for name, text in _now(standing).items()}
    return sheet.show(request, standing, form, outcome, texts=texts)


def _now(standing: Standing) -> dict[str, str]:
    row = understanding_of(standing.log, standing.person)
    return {name: getattr(row, name) if row else "" for name in FIELDS}
