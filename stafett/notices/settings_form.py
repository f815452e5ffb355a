"""What somebody chooses about being told."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .actions import Wanted
from .models import How, Way

A_NUMBER = RegexValidator(
    r"^\+?[0-9 ]{5,20}$", _("Write the number with digits, such as 012 34 567.")
)
CHOOSE = {
    "required": _("Choose one of these."),
    "invalid_choice": _("Choose one of these."),
}


class SettingsForm(forms.Form):
    """Where no text messages are sent, nobody is asked about them."""

    how = forms.ChoiceField(
        label=_("When do you want to be told?"),
        choices=How.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    way = forms.ChoiceField(
        label=_("How do you want to be told?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        error_messages={"invalid": _("This is not an e-mail address.")},
    )
    phone = forms.CharField(
        label=_("Your mobile telephone"), required=False, max_length=20, validators=[A_NUMBER]
    )

    def __init__(self, *given: Any, texts: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.texts = texts
        if not texts:
            del self.fields["way"]

    def clean(self) -> dict[str, Any]:
        """A text message needs a number to go to."""
        said = super().clean() or {}
        wants = said.get("how") in (How.AT_ONCE, How.DAILY) and said.get("way") == Way.TEXT
        if wants and not said.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number that the text messages go to."))
        return said

    def wanted(self) -> Wanted:
        """What was chosen, once the form is valid."""
        said = self.cleaned_data
        return Wanted(said["how"], said.get("way"), said["email"], said["phone"])
