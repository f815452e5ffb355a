"""Ending the log: what happens, why, how it went, and a receipt (P1, P6, D30)."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right
from stafett.logs.models import ClosingReason

from . import closing_family_views, endings
from .fields import Text
from .refusals import UNPROCESSABLE, status_of

# A withdrawn or lapsed consent ends a log by itself; nobody chooses it here.
CHOSEN = [
    each
    for each in ClosingReason.choices
    if each[0] not in (ClosingReason.WITHDRAWN, ClosingReason.LAPSED)
]
LONGEST = 4500  # two of them, with their headings, fit in the closing note


class CloseForm(forms.Form):
    """Why the log ends, and the note: how it went, and what you have agreed on (P6)."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does the log end?"),
        choices=CHOSEN,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose why the log ends."),
            "invalid_choice": gettext_lazy("Choose one of the reasons."),
        },
    )
    assessment = Text(
        label=gettext_lazy("How did it go?"),
        help_text=gettext_lazy("What has worked, what has not, and how the child is doing now."),
        rows=5,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write how it went.")},
    )
    conclusion = Text(
        label=gettext_lazy("What have you agreed on?"),
        help_text=gettext_lazy("Why the log can end, and who does what from now on."),
        rows=5,
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("Write what you have agreed on.")},
    )
    told = forms.BooleanField(
        label=gettext_lazy("The family knows that the log ends, and that it is kept"),
        error_messages={"required": gettext_lazy("Tell the family first, then tick here.")},
    )

    @property
    def note(self) -> str:
        """The closing note in one text."""
        said = self.cleaned_data
        return "\n\n".join(
            (
                f"{_('How did it go?')}\n{said['assessment']}",
                f"{_('What have you agreed on?')}\n{said['conclusion']}",
            )
        )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/avslutt/`, for whoever has the baton, with a receipt on my page; the family
    closes, or asks for it, at the same address."""
    by = access.require(request.person, log_id, Right.READ)
    if not by.may(Right.COORDINATE):
        return closing_family_views.page(request, by)
    told: Any = request.POST if request.method == "POST" else None
    chosen = _chosen(request)
    form = CloseForm(told, initial={"reason": chosen})
    if chosen:
        form.fields["reason"].widget = forms.HiddenInput()
    status = 200
    if form.is_bound:
        status = UNPROCESSABLE
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            try:
                endings.close(by, reason=reason, note_text=form.note, at=timezone.now())
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = status_of(refusal)
            else:
                words = _(
                    "The log for %(name)s is ended. You can no longer open it; the family"
                    " still can."
                )
                messages.success(request, words % {"name": by.log.owner})
                return redirect("my_page")
    context = {
        "standing": by,
        "form": form,
        "chosen": chosen,
        "wishes": endings.wishes(by.log),
    }
    return render(request, "consent/close.html", context, status=status)


def _chosen(request: SignedInRequest) -> ClosingReason | None:
    """The reason that the first step led on with (`?hvorfor=`)."""
    wanted = request.GET.get("hvorfor", "")
    return ClosingReason(wanted) if wanted in dict(CHOSEN) else None
