"""The forms of a demand, of the decision on it, and of an appeal."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.consent.fields import OneLine, Text
from stafett.logs.fields import most

from .models import KINDS, Decision
from .queries import names
from .rules import Kind, often_deleted

GONE, KEPT = "deleted", "kept"
LEAST = 20  # characters of a reason that says something


class DemandForm(forms.Form):
    """What is to go, and why; nobody needs to say why."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("What do you want deleted?"),
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what you want deleted.")},
    )
    words = Text(
        label=gettext_lazy("Is it something particular? Why?"),
        help_text=gettext_lazy(
            "You need not say why. What you write helps the one who decides, who does not see the"
            " log."
        ),
        max_length=3000,
        required=False,
    )


class DecisionForm(forms.Form):
    """For each kind that was demanded whether it goes; and the reason in plain words."""

    reason = Text(
        label=gettext_lazy("Why? Write so that the family understands it"),
        help_text=gettext_lazy("The laws stand below the decision by themselves."),
        max_length=5000,
        rows=6,
        error_messages={"required": gettext_lazy("Write why you decide as you do.")},
    )
    appeal_to = OneLine(
        label=gettext_lazy("Who judges an appeal?"),
        help_text=gettext_lazy("The municipality gets it first, and sends it on."),
        max_length=most(Decision, "appeal_to"),
        initial=gettext_lazy("The municipality’s appeals board"),
        error_messages={"required": gettext_lazy("Write who judges an appeal.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I know that what is deleted cannot be brought back."),
        error_messages={
            "required": gettext_lazy("Confirm that you know that it cannot be brought back.")
        },
    )

    def __init__(self, demanded: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.demanded = demanded
        choices = {
            kind: forms.ChoiceField(
                label=names([kind])[0],
                help_text=_advice(Kind(kind)),
                choices=[(GONE, _("Delete")), (KEPT, _("Keep"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose whether this is deleted or kept.")},
            )
            for kind in demanded
        }
        self.fields = {**choices, **self.fields}

    def clean_reason(self) -> str:
        """A reason that says something."""
        reason: str = self.cleaned_data["reason"]
        if len(reason) < LEAST:
            raise forms.ValidationError(_("Write a little more about why."))
        return reason

    @property
    def deleted(self) -> list[str]:
        """The kinds that go."""
        return [kind for kind in self.demanded if self.cleaned_data[kind] == GONE]


class AppealForm(forms.Form):
    """What the family thinks is wrong."""

    words = Text(
        label=gettext_lazy("What do you not agree with?"),
        max_length=5000,
        error_messages={"required": gettext_lazy("Write what you do not agree with.")},
    )


def _advice(kind: Kind) -> str:
    """Where the administrator begins; she judges each log."""
    if often_deleted(kind):
        return _(
            "As a rule this can be deleted, where it shows nothing of how the case was dealt with."
        )
    return _("As a rule the archive law keeps this. Ask whoever answers for the archive first.")
