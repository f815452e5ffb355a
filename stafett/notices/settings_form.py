"""What somebody chooses about being told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .addresses import Addresses
from .models import How, Way

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

    def __init__(self, *given: Any, texts: bool, to: Addresses, **named: Any) -> None:
        super().__init__(*given, **named)
        self.to = to
        if not texts:
            del self.fields["way"]

    def clean(self) -> dict[str, Any]:
        """What is chosen must have somewhere to go."""
        said = super().clean() or {}
        if said.get("how") in (How.AT_ONCE, How.DAILY):
            by_text = said.get("way") == Way.TEXT
            if by_text and not self.to.phone:
                self.add_error("way", _("Write your telephone first. The link is below."))
            elif not by_text and not self.to.email:
                self.add_error("how", _("Write your e-mail first. The link is below."))
        return said
