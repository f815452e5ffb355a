"""The forms with which the young sign in, and choose what they sign in with (I2)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from .models import CodeWay

PLAIN = {"autocapitalize": "none", "spellcheck": "false"}
PHONE = RegexValidator(r"^\+?[0-9 ]{8,20}$", _("Write a telephone number with eight digits."))


class YouthSignInForm(forms.Form):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", **PLAIN}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits."""

    code = forms.CharField(
        label=_("The code"),
        help_text=_("Six digits."),
        max_length=12,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", **PLAIN}
        ),
    )


class PaperForm(forms.Form):
    """The code that somebody was given on paper."""

    code = forms.CharField(
        label=_("The code on the paper"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PLAIN}),
    )


class ChooseForm(forms.Form):
    """User name, password, and how the codes are to come."""

    username = forms.CharField(
        label=_("User name"),
        help_text=_("Make one up. You need it each time."),
        min_length=4,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", **PLAIN}),
    )
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 10 characters. Three words that do not belong together are good."),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    way = forms.ChoiceField(
        label=_("How do you want to get the code?"),
        choices=CodeWay.choices,
        widget=forms.RadioSelect,
    )
    reach = forms.CharField(
        label=_("Your e-mail or telephone number"),
        help_text=_("Not needed if you use an app."),
        max_length=254,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", **PLAIN}),
    )

    def __init__(self, *args: Any, texts: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not texts:
            ways = [each for each in CodeWay.choices if each[0] != CodeWay.TEXT]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]
            self.fields["reach"].label = _("Your e-mail")

    def clean(self) -> dict[str, Any]:
        """The password twice the same, and an address that fits the way."""
        said = super().clean() or {}
        if said.get("again") is not None and said.get("password") != said.get("again"):
            self.add_error("again", _("The two passwords are not the same."))
        if said.get("way"):
            try:
                said["reach"] = reach_of(said["way"], said.get("reach", ""))
            except ValidationError as error:
                self.add_error("reach", error)
        return said


def reach_of(way: str, typed: str) -> str:
    """The address that codes or a link go to by this way; raises ValidationError."""
    if way == CodeWay.MAIL:
        return str(forms.EmailField().clean(typed))
    if way == CodeWay.TEXT:
        PHONE(typed)
        return typed
    return ""
