"""How the young person is given the way to a user name of the own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stafett.identity.youth_forms import reach_of

PAPER, MAIL, TEXT = "paper", "mail", "text"
WAYS = [
    (
        PAPER,
        _("On paper, now\nYou write down a code and hand it over. It holds a day."),
    ),
    (MAIL, _("By e-mail\nA link that holds for three days.")),
    (TEXT, _("By text message\nA link that holds for three days.")),
]


class LinkForm(forms.Form):
    """On paper, by e-mail or by text message."""

    way = forms.ChoiceField(
        label=_("How shall the way in be given?"), choices=WAYS, widget=forms.RadioSelect
    )
    to = forms.CharField(
        label=_("The young person's own e-mail or telephone number"),
        help_text=_("Not needed on paper."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, texts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not texts:
            self.fields["way"].choices = WAYS[:2]  # type: ignore[attr-defined]
            self.fields["to"].label = _("The young person's own e-mail")

    def clean(self) -> dict[str, Any]:
        """An address that fits the way."""
        said = super().clean() or {}
        if said.get("way"):
            try:
                said["to"] = reach_of(said["way"], said.get("to", ""))
            except ValidationError as error:
                self.add_error("to", error)
        return said
