"""What the holder and the next one say when the baton is passed on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.municipality.service_words import service_words

from .fields import Words, area
from .models import Admission

LONGEST_WORD = 1000


def _word(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class OfferForm(forms.Form):
    """To whom the baton is offered, with a word on the way (D29, D31)."""

    receiver = forms.ChoiceField(
        label=_("Who do you ask?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who you want to ask."),
            "invalid_choice": _("Choose somebody on the list. The family has said yes to them."),
        },
    )
    word = _word(
        _("A word to the one who takes over"),
        _("What is good to know? Everyone in the log can read it."),
    )

    def __init__(self, *args: Any, receivers: Sequence[Admission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.person_id), choice_of(each)) for each in receivers]
        self.fields["receiver"].choices = choices  # type: ignore[attr-defined]


def choice_of(admission: Admission) -> str:
    """Name, and on the second line what the family knows the person as."""
    parts = (admission.title, service_words(admission.service))
    explanation = ", ".join(part for part in parts if part)
    task = f". {admission.task}" if admission.task else ""
    return f"{admission.person}\n{explanation}{task}"


class AnswerForm(forms.Form):
    """What the one who was asked says along with yes or no."""

    word = _word(_("Do you want to say something?"), _("Everyone in the log can read it."))


class WishForm(forms.Form):
    """What one of the family thinks of who has the baton (D6)."""

    text = Words(
        label=_("Who do you want, and why?"),
        help_text=_("Everyone in the log can read it. Write nothing about health here."),
        max_length=LONGEST_WORD,
        widget=area(3),
        error_messages={"required": _("Write what you think.")},
    )
