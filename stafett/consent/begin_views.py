"""Beginning a question: in an open log by choosing what it is about."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Standing
from stafett.logs.models import Log
from stafett.municipality.queries import current_policy

from . import actions
from .about_forms import AboutForm
from .in_your_name import who_disputed
from .models import Consent
from .queries import active_consent, who_for_each
from .refusals import UNPROCESSABLE
from .reopening import begin_question
from .rules import Scope
from .writing import where_written


def about_form(by: Standing, *args: object, **kwargs: object) -> AboutForm:
    """The choices, each with who would have to say yes now. Four questions."""
    today = timezone.localdate()
    policy = current_policy(by.log.municipality_id, today)
    return AboutForm(who_for_each(by.log, policy, today, actions.ASKABLE), *args, **kwargs)


def where_after(consent: Consent) -> str:
    """A transition without a next holder leads to that; anything else to the question."""
    unsaid = Scope.TRANSITION in consent.scopes and consent.next_holder_id is None
    return "consent:transition" if unsaid else "consent:prepare"


def begin_page(
    request: SignedInRequest, by: Standing, form: AboutForm | None = None, status: int = 200
) -> HttpResponse:
    """What can be asked about in an open log, and who would have to say yes; in a draft there is
    one thing to ask, and the page says why it must be asked anew."""
    if form is None and by.log.state == "open":
        form = about_form(by, initial={"scopes": [Scope.PARTICIPANTS]})
    context = {"standing": by, "form": form, "disputed": who_disputed(by.log)}
    return render(request, "consent/question_begin.html", context, status=status)


def begin(request: SignedInRequest, by: Standing) -> HttpResponse:
    """Begin a question about what was chosen; in a draft there is only one thing to ask."""
    if by.log.state != "open":
        return begin_again(request, by)
    form = about_form(by, request.POST)
    if not form.is_valid():
        return begin_page(request, by, form, UNPROCESSABLE)
    return begin_again(request, by, form.cleaned_data["scopes"])


def begin_again(request: SignedInRequest, by: Standing, scopes: Sequence[str] = ()) -> HttpResponse:
    """Begin a new version; a second press finds the one that the first began."""
    if by.log.state == "closed":
        return _ask_to_reopen(request, by)
    first = by.log.state == "draft"
    last = Consent.objects.filter(log=by.log).order_by("-version").first() if first else None
    try:
        begun = actions.prepare(
            by,
            scopes=list(scopes) or [Scope.OPEN if first else Scope.PARTICIPANTS],
            purpose=last.purpose if last else "",
            kept_out=_kept_out(by.log, last),
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.info(request, str(refusal))
        return redirect(where_written(by.log), by.log.pk)
    return redirect(where_written(by.log) if first else where_after(begun), by.log.pk)


def _ask_to_reopen(request: SignedInRequest, by: Standing) -> HttpResponse:
    try:
        begin_question(by, at=timezone.now())
    except Refused as refusal:
        messages.info(request, str(refusal))
    return redirect("consent:show", by.log.pk)


def _kept_out(log: Log, last: Consent | None) -> str:
    """What was kept out before stays so until somebody writes otherwise."""
    held = last or active_consent(log)
    return held.kept_out if held else ""
