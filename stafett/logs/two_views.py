"""`/logg/<id>/stafettpinne/dele/`: two with the baton, and who does what (D9)."""

from collections.abc import Sequence
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

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest

from . import access, two_holders
from .access import Right, Standing
from .fields import Line, Words, area
from .forms import LONGEST_WORD, choice_of
from .models import Admission
from .queries import holders
from .race import race_of

UNPROCESSABLE, CONFLICT = 422, 409
LONGEST = 300
ME, THEM = "me", "them"


def _tasks(label: Any) -> Line:
    return Line(
        label=label,
        max_length=LONGEST,
        widget=area(2),
        error_messages={"required": gettext_lazy("Write what each of you does.")},
    )


def _contact(choices: Sequence[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Whom does the family contact?"),
        widget=forms.RadioSelect,
        choices=choices,
        error_messages={"required": gettext_lazy("Choose whom the family contacts.")},
    )


class PartForm(forms.Form):
    """Who is asked to have the baton too, and how it is shared."""

    receiver = forms.ChoiceField(
        label=gettext_lazy("Who do you ask?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose who you want to ask."),
            "invalid_choice": gettext_lazy(
                "Choose somebody on the list. The family has said yes to them."
            ),
        },
    )
    giver_tasks = _tasks(gettext_lazy("What do you do?"))
    tasks = _tasks(gettext_lazy("What does the other one do?"))
    contact = _contact([(ME, gettext_lazy("Me")), (THEM, gettext_lazy("The other one"))])
    word = Words(
        label=gettext_lazy("A word to the one you ask"),
        required=False,
        max_length=LONGEST_WORD,
        widget=area(3),
    )

    def __init__(self, *args: Any, receivers: Sequence[Admission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.person_id), choice_of(each)) for each in receivers]
        self.fields["receiver"].choices = choices  # type: ignore[attr-defined]

    @property
    def division(self) -> two_holders.Division:
        """What is said of who does what."""
        said = self.cleaned_data
        return two_holders.Division(said["giver_tasks"], said["tasks"], said["contact"] == THEM)


class DivideForm(forms.Form):
    """Who does what among those who have the baton now."""

    def __init__(self, data: Any, *, standing: Standing) -> None:
        super().__init__(data)
        for leg in standing.legs:
            words = _("What does %(name)s do?") % {"name": leg.holder}
            self.fields[f"tasks_{leg.holder_id}"] = _tasks(words)
            self.initial[f"tasks_{leg.holder_id}"] = leg.tasks
            if leg.is_contact:
                self.initial["contact"] = str(leg.holder_id)
        self.fields["contact"] = _contact(
            [(str(leg.holder_id), str(leg.holder)) for leg in standing.legs]
        )

    @property
    def tasks(self) -> dict[UUID, str]:
        """By holder."""
        said = self.cleaned_data.items()
        return {UUID(name[6:]): text for name, text in said if name.startswith("tasks_")}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def two(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """For who has the baton; for everyone else it does not exist."""
    standing = access.require(request.person, log_id, Right.COORDINATE)
    sent = request.POST if request.method == "POST" else None
    form = _form(standing, sent)
    status = 200
    if sent is not None:
        status = UNPROCESSABLE
        try:
            gathers = sent.get("do") in ("let_go", "gather")
            if gathers or form.is_valid():
                messages.success(request, _do(standing, sent, form))
                return redirect("baton", log_id)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    runners = holders(standing)
    context = {
        "standing": standing,
        "tab": "baton",
        "here": _("Sharing the baton"),
        "form": form,
        "runners": runners,
        "may_share": two_holders.may_share(standing.log, len(standing.legs)),
        "receivers": race_of(standing.log).receivers,
    }
    return render(request, "logs/two.html", context, status=status)


def _form(standing: Standing, sent: Any) -> PartForm | DivideForm:
    if len(standing.legs) > 1:
        return DivideForm(sent, standing=standing)
    return PartForm(sent, receivers=race_of(standing.log).receivers)


def _do(standing: Standing, sent: Any, form: PartForm | DivideForm) -> str:
    """Do it, and say so."""
    now, what = timezone.now(), sent.get("do")
    if what == "ask" and isinstance(form, PartForm):
        said = form.cleaned_data
        receiver = UUID(said["receiver"])
        offer = two_holders.offer_part(standing, receiver, form.division, word=said["word"], at=now)
        words = _("You have asked %(name)s. You have the baton alone until the answer is yes.")
        return words % {"name": offer.offered_to}
    if what == "divide" and isinstance(form, DivideForm):
        contact = UUID(form.cleaned_data["contact"])
        two_holders.divide(standing, form.tasks, contact, at=now)
        return _("Saved. It stands on every page of the log.")
    if what == "let_go":
        two_holders.gather_baton(standing, standing.person.pk, at=now)
        return _("You no longer have the baton.")
    if what == "gather":
        for runner in holders(standing):
            if not runner.attended:
                two_holders.gather_baton(standing, runner.member.person.pk, at=now)
        return _("You have the baton alone now.")
    raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
