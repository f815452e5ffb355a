"""What a question is about, to whom the baton goes, and whom the family keeps out."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Position
from stafett.municipality.policy import Policy

from .actions import ASKABLE
from .fields import OneLine
from .rules import Scope
from .until import last_day

# A few words, and on the second line what it means.
CHOICES: dict[str, Promise | str] = {
    Scope.PARTICIPANTS: _("New people or services\nSomebody new is to take part in the log."),
    Scope.TRANSITION: _(
        "The baton goes to another service\n"
        "From kindergarten to school, for example. Those who leave go out on a day you agree on."
    ),
    Scope.ORDINARY_CARE: _(
        "Everyday health care\nHelp from the school nurse, for example, as part of everyday life."
    ),
    Scope.EDUCATION: _("Choice of education\nWhich school or which kind of education."),
    Scope.TRANSFER: _(
        "Information to an individual plan\n"
        "What is written in the log may be carried over to those who make the plan."
    ),
}


class AboutForm(forms.Form):
    """What the question is about; `who` is who must say yes to each."""

    scopes = forms.MultipleChoiceField(
        label=_("What do you ask about?"),
        help_text=_("You can choose several."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what the question is about."),
            "invalid_choice": _("Choose something on the list."),
            "invalid_list": _("Choose something on the list."),
        },
    )

    def __init__(self, who: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [  # type: ignore[attr-defined]
            (scope.value, _with_who(str(CHOICES[scope]), who.get(scope, ""))) for scope in ASKABLE
        ]


def _with_who(words: str, who: str) -> str:
    return f"{words} {who}".strip()


class TransitionForm(forms.Form):
    """Who is to have the baton, of one service, and the last day of those who leave."""

    position = forms.ChoiceField(
        label=_("Who is to have the baton?"),
        help_text=_("Whoever it is must say yes to taking it. Until then it stays with you."),
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    leaving_on = forms.DateField(
        label=_("Last day of those who leave"),
        help_text=_("After this day your service is out, but for whoever has the baton."),
        error_messages={"required": _("Write the last day.")},
    )

    def __init__(
        self, policy: Policy, positions: Sequence[Position], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.policy = policy
        self.fields["position"].choices = people(positions)  # type: ignore[attr-defined]

    def clean_leaving_on(self) -> date:
        """From today, and not longer than a consent counts."""
        day: date = self.cleaned_data["leaving_on"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError(gettext("This day has passed. Choose today or later."))
        if day > (last := last_day(self.policy, today)):
            words = gettext("Choose %(day)s or earlier. After that the family is asked again.")
            raise forms.ValidationError(words % {"day": date_format(last)})
        return day


class KeptOutForm(forms.Form):
    """Somebody of one service whom the family will not have let in."""

    position = forms.ChoiceField(
        label=_("Who is not to be let in?"),
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )

    def __init__(self, positions: Sequence[Position], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = people(positions)  # type: ignore[attr-defined]


class KeptOutNameForm(forms.Form):
    """Somebody whom no service of the municipality has, by name."""

    name = OneLine(
        label=_("Or somebody who works elsewhere"),
        help_text=_("Write the name, and where the person works."),
        max_length=150,
        error_messages={"required": _("Write a name.")},
    )


def people(positions: Sequence[Position]) -> list[tuple[str, Any]]:
    """The choices of a list of staff."""
    return [
        ("", _("None chosen")),
        *((str(each.pk), f"{each.person}, {each.title}") for each in positions),
    ]
