"""`/logg/<id>/stafettpinne/avgjorelse/`: who coordinates, when the municipality decides (N2–N4)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.service_words import service_words

from . import access, coordinating
from .access import Right, Standing
from .decisions import Decision
from .fields import Day, Line, Words, area, most
from .forms import choice_of
from .race import race_of

UNPROCESSABLE, CONFLICT = 422, 409


class AskForm(forms.Form):
    """What the services do not agree on."""

    about = Words(
        label=gettext_lazy("What do you not agree on?"),
        help_text=gettext_lazy(
            "Everyone in the log can read it. Write about who does what, not about the child."
        ),
        max_length=most(Decision, "about"),
        widget=area(3),
        error_messages={"required": gettext_lazy("Write what you do not agree on.")},
    )


class DecidedForm(forms.Form):
    """Who decided, when and why."""

    decider = Line(
        label=gettext_lazy("Who in the municipality decided it?"),
        max_length=most(Decision, "decider"),
        error_messages={"required": gettext_lazy("Write who decided it, and why.")},
    )
    decided_on = Day(
        label=gettext_lazy("When?"),
        error_messages={"required": gettext_lazy("Choose the day.")},
    )
    reason = Words(
        label=gettext_lazy("What is the reason?"),
        help_text=gettext_lazy("Everyone in the log can read it. Write nothing about health here."),
        max_length=most(Decision, "reason"),
        widget=area(4),
        error_messages={"required": gettext_lazy("Write who decided it, and why.")},
    )

    def __init__(self, *args: Any, label: Any, choices: list[tuple[str, str]]) -> None:
        super().__init__(*args)
        self.fields["chosen"] = forms.ChoiceField(
            label=label,
            choices=choices,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose one.")},
        )
        self.order_fields(["chosen"])

    @property
    def said(self) -> dict[str, Any]:
        """What was decided."""
        return {name: self.cleaned_data[name] for name in ("decider", "decided_on", "reason")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def coordination(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """For those who help as a service; for everyone else it does not exist."""
    standing = access.require(request.person, log_id, Right.WRITE)
    if standing.of_family:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    what = sent.get("do", "") if sent is not None else ""
    forms_ = _forms(standing, sent, what)
    problem, status = "", 200
    if sent is not None:
        status = UNPROCESSABLE
        form = forms_.get(what)
        try:
            if form is None:
                raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
            if form.is_valid():
                messages.success(request, _do(standing, what, form))
                return redirect("baton", log_id)
        except Refused as refusal:
            problem = str(refusal)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
            if form is not None:
                form.add_error(None, problem)
    context = {
        "standing": standing,
        "tab": "baton",
        "here": _("Who coordinates"),
        "wanted": coordinating.wanted(standing.log),
        "problem": problem,
        "sent": forms_.get(what),
        **{f"{name}_form": form for name, form in forms_.items()},
    }
    return render(request, "logs/coordination.html", context, status=status)


def _forms(standing: Standing, sent: Any, what: str) -> dict[str, forms.Form]:
    """Those that this person has use for, the sent one with what was sent."""

    def data(name: str) -> Any:
        return sent if what == name else None

    found: dict[str, forms.Form] = {"ask": AskForm(data("ask"))}
    if standing.may(Right.COORDINATE):
        services = [
            (str(each.unit_id), service_words(each.service))
            for each in coordinating.services_in(standing.log)
        ]
        people = [
            (str(each.person_id), choice_of(each)) for each in race_of(standing.log).receivers
        ]
        found["decide"] = DecidedForm(
            data("decide"), label=_("Which service is to coordinate?"), choices=services
        )
        found["appoint"] = DecidedForm(
            data("appoint"), label=_("Who is the child coordinator?"), choices=people
        )
    return found


def _do(standing: Standing, what: str, form: Any) -> str:
    """Do it, and say so."""
    now = timezone.now()
    if what == "ask":
        coordinating.ask_for_decision(standing, about=form.cleaned_data["about"], at=now)
        return _("The municipality is asked. The leader of who has the baton sees it now.")
    chosen = UUID(form.cleaned_data["chosen"])
    if what == "decide":
        coordinating.record_decision(standing, unit_id=chosen, **form.said, at=now)
        return _("It is written down. Now offer the baton to somebody in that service.")
    offer = coordinating.appoint_coordinator(standing, chosen, **form.said, at=now)
    words = _("It is written down, and %(name)s is offered the baton.")
    return words % {"name": offer.offered_to}
