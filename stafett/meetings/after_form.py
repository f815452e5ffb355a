"""The two questions after a meeting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .after_models import FELT

CHOOSE = {
    "required": _("Choose one of the three."),
    "invalid_choice": _("Choose one of the three."),
}


class ImpressionForm(forms.Form):
    """Was I heard, and do I know what happens next?"""

    heard = forms.ChoiceField(
        label=_("Were you heard?"), choices=FELT, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    knows_next = forms.ChoiceField(
        label=_("Do you know what happens next?"),
        choices=FELT,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
