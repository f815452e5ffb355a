"""Form fields that several of the room's forms share."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONG_AGO = timedelta(days=2 * 365)


class PastDay(forms.DateField):
    """A day on which something was done: today or before, and not a wrong year."""

    default_error_messages = {
        "later": _("This day has not come yet. Write the day you talked."),
        "long_ago": _("This is more than two years ago. Check the year."),
    }

    def validate(self, value: date | None) -> None:
        """Also after the browser's own field: it takes any year."""
        super().validate(value)
        if value is None:
            return
        today = timezone.localdate()
        if value > today:
            raise forms.ValidationError(self.error_messages["later"], code="later")
        if value < today - LONG_AGO:
            raise forms.ValidationError(self.error_messages["long_ago"], code="long_ago")


class SaidByForm:
    """Before a field's class: it looks required, but what is missing is said by the form."""

    def validate(self, value: Any) -> None:
        """Anything but emptiness is checked as usual."""
        if value:
            super().validate(value)  # type: ignore[misc]


class Text(forms.CharField):
    """Text in several lines; every browser's line ends become the same."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: object) -> str:
        """Trimmed, with plain line ends."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class OneLine(forms.CharField):
    """Text in one line, whatever was pasted in."""

    def to_python(self, value: object) -> str:
        """Trimmed, with single spaces."""
        return " ".join(str(super().to_python(value)).split())
