"""Form fields for what people write themselves."""

from datetime import date
from typing import Any
from unicodedata import category

from django import forms
from django.db.models import CharField, Model, TextField

EMPTY = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # controls, invisible signs, spaces of every script


def most(model: type[Model], name: str) -> int | None:
    """How long a text the database holds there."""
    field = model._meta.get_field(name)
    return field.max_length if isinstance(field, CharField | TextField) else None


def area(rows: int) -> forms.Textarea:
    """Room for so many lines to begin with; it grows with the text."""
    return forms.Textarea(attrs={"rows": rows})


class Words(forms.CharField):
    """A text in any script. What shows nothing is nothing; a line break is one character."""

    def to_python(self, value: Any) -> str:
        """The text as it is stored."""
        text = (super().to_python(value) or "").replace("\r\n", "\n")
        return text if any(category(each) not in EMPTY for each in text) or "\0" in text else ""


class Line(Words):
    """Words on one line: line breaks become spaces."""

    def to_python(self, value: Any) -> str:
        """The text as it is stored."""
        return " ".join(super().to_python(value).split())


class About(forms.UUIDField):
    """The key of what stood in the form when it was opened, in a hidden field; None for nothing."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)


class OpenedAt(forms.IntegerField):
    """How far the log's book had come when the form was opened, in a hidden field.

    Whatever else stands there counts as the very beginning, so that nobody's text is overwritten.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int:
        """The entry's number."""
        try:
            number = int(super().clean(value) or 0)
        except forms.ValidationError:
            return 0
        return number if number > 0 else 0


class Day(forms.DateField):
    """A day, in the browser's own field."""

    widget = forms.DateInput

    def to_python(self, value: Any) -> date | None:
        """The day; a year before 1900 or after 2199 is a slip of the finger."""
        day = super().to_python(value)
        if day is not None and not 1900 <= day.year < 2200:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day
