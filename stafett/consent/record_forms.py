"""An answer that was not given in Stafett: whose, what, how, and on which day."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .models import How
from .queries import Signer

YES, NO = "ja", "nei"


class RecordForm(forms.Form):
    """What one of the asked has answered, for those who cannot sign in Stafett."""

    person = forms.ChoiceField(
        label=_("Who has answered?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who has answered."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    answer = forms.ChoiceField(
        label=_("What was the answer?"),
        widget=forms.RadioSelect,
        choices=[(YES, _("Yes")), (NO, _("No"))],
        error_messages={
            "required": _("Choose what the answer was."),
            "invalid_choice": _("Choose yes or no."),
        },
    )
    how = forms.ChoiceField(
        label=_("How was it answered?"),
        widget=forms.RadioSelect,
        choices=[
            (How.PAPER.value, _("On paper\nYou have the text with the signature")),
            (How.ORAL.value, _("By word of mouth\nYou have read the text aloud")),
            (How.PRESENCE.value, _("Together with you\nThe person has read it on your screen")),
        ],
        error_messages={
            "required": _("Choose how it was answered."),
            "invalid_choice": _("Choose one of the three."),
        },
    )
    said_on = forms.DateField(
        label=_("On which day?"),
        error_messages={"required": _("Write the day of the answer.")},
    )
    heard = forms.BooleanField(
        label=_("The person knows the whole text below, and has given the answer freely"),
        error_messages={"required": _("Go through the text together first, then tick here.")},
    )

    def __init__(
        self, waiting: Sequence[Signer], asked_on: date, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked_on = asked_on
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(each.person.pk), str(each.person)) for each in waiting
        ]

    def clean_said_on(self) -> date:
        """From the day of the asking until today."""
        said_on: date = self.cleaned_data["said_on"]
        if said_on > timezone.localdate():
            raise forms.ValidationError(gettext("This day has not come yet."))
        if said_on < self.asked_on:
            words = gettext("You asked on %(day)s. The answer cannot be older.")
            raise forms.ValidationError(words % {"day": date_format(self.asked_on)})
        return said_on

    @property
    def person_id(self) -> UUID:
        """Whose answer it is."""
        return UUID(self.cleaned_data["person"])

    @property
    def says_yes(self) -> bool:
        """What was answered."""
        return bool(self.cleaned_data["answer"] == YES)
