"""`/logg/<id>/stafettpinne/borte/`: a holder who is away, and who stands in (D5, D10)."""

from collections.abc import Sequence
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

from . import access, standing_in
from .absences import Absence, StandIn
from .access import Right, Standing
from .fields import Day
from .forms import choice_of
from .models import Admission
from .race import race_of

UNPROCESSABLE, CONFLICT = 422, 409


class AwayForm(forms.Form):
    """From when until when, and who stands in. Not why."""

    from_date = Day(
        label=gettext_lazy("First day away"),
        error_messages={"required": gettext_lazy("Choose the first day.")},
    )
    until = Day(
        label=gettext_lazy("Last day away"),
        error_messages={"required": gettext_lazy("Choose the last day.")},
    )
    deputy = forms.ChoiceField(
        label=gettext_lazy("Who do you ask to stand in?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who you want to ask."),
            "invalid_choice": gettext_lazy(
                "Choose somebody on the list. The family has said yes to them."
            ),
        },
    )

    def __init__(self, *args: Any, receivers: Sequence[Admission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.person_id), choice_of(each)) for each in receivers]
        self.fields["deputy"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def away(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """For who has the baton and who is asked to stand in; for everyone else it does not exist."""
    standing = access.require(request.person, log_id, Right.READ)
    asked = _asked(standing)
    if not (standing.may(Right.COORDINATE) or asked):
        raise Http404
    receivers = race_of(standing.log).receivers
    sent = request.POST if request.method == "POST" else None
    tells = sent is not None and sent.get("do") == "tell"
    form = AwayForm(sent if tells else None, receivers=receivers)
    problem, status = "", 200
    if sent is not None:
        status = UNPROCESSABLE
        try:
            if not tells or form.is_valid():
                messages.success(request, _do(standing, sent.get("do", ""), asked, form))
                return redirect("baton", log_id)
        except Refused as refusal:
            problem = str(refusal)
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
            if tells:
                form.add_error(None, problem)
    today = timezone.localdate()
    mine = standing_in.absence_of(standing.log, standing.person.pk, today)
    context = {
        "standing": standing,
        "tab": "baton",
        "here": _("When you are away"),
        "form": form,
        "problem": "" if tells else problem,
        "mine": mine if standing.is_holder else None,
        "asks": standing.is_holder and (mine is None or mine.answer == StandIn.DECLINED),
        "asked": _asked(standing),
        "receivers": receivers,
    }
    return render(request, "logs/away.html", context, status=status)


def _asked(standing: Standing) -> Absence | None:
    """The absence in which this person is asked to stand in, or does."""
    found = Absence.objects.filter(
        log=standing.log, deputy=standing.person, ended_at=None, until__gte=timezone.localdate()
    )
    still = found.exclude(answer=StandIn.DECLINED).select_related("holder")
    return still.order_by("answer", "from_date", "told_at").first()


def _do(standing: Standing, what: str, asked: Absence | None, form: AwayForm) -> str:
    """Do it, and say so."""
    now = timezone.now()
    if what == "tell":
        said = form.cleaned_data
        absence = standing_in.tell_absence(
            standing,
            from_date=said["from_date"],
            until=said["until"],
            deputy_id=UUID(said["deputy"]),
            at=now,
        )
        words = _("%(name)s is asked to stand in. Everyone sees it when the answer is yes.")
        return words % {"name": absence.deputy}
    if what == "back":
        standing_in.come_back(standing, at=now)
        return _("You are back. The family calls you again.")
    if asked is None or what not in ("yes", "no"):
        raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
    if what == "yes":
        standing_in.accept_standing_in(standing, asked.pk, at=now)
        return _("You stand in for %(name)s.") % {"name": asked.holder}
    standing_in.decline_standing_in(standing, asked.pk, at=now)
    return _("You have said no. %(name)s is told.") % {"name": asked.holder}
