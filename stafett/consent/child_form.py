"""Whose log it is to be: the first thing that the starter of a draft says."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import Position
from stafett.people import national_number
from stafett.people.national_number import BadNationalNumber, NationalNumber
from stafett.people.register import UnitChild, unit_children

from .fields import SaidByForm

# Said by stafett.people.national_number, which knows no languages.
SAID_OF_NUMBERS = (
    gettext_noop("Write the national identity number: eleven digits."),
    gettext_noop("A national identity number has only digits."),
    gettext_noop("A national identity number has eleven digits. Count them once more."),
    gettext_noop("The first six digits are not a date of birth. Check them once more."),
    gettext_noop("One of the digits is wrong. Compare the number with your paper once more."),
    gettext_noop(
        "This number may belong to a real person. Everyone here is made up, so use a"
        " made-up number: one where 80 is added to the month."
    ),
)


class _OneOf(SaidByForm, forms.ChoiceField):
    """Needed where no number is written."""


class _Number(SaidByForm, forms.CharField):
    """Needed where nobody on the list is chosen."""


class ChildForm(forms.Form):
    """Whose log it is to be: chosen among the unit's children, or found by number."""

    child = _OneOf(
        label=_("The child or the young person"),
        error_messages={"invalid_choice": _("This child is not on your list. Choose again.")},
    )
    number = _Number(
        label=_("National identity number"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, positions: Sequence[Position], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.positions = positions
        self.training = positions[0].unit.municipality.training
        self.listed = _listed(positions)
        if self.listed:
            self.fields["child"].choices = _choices(self.listed)  # type: ignore[attr-defined]
        else:
            del self.fields["child"]

    def clean_number(self) -> NationalNumber | None:
        """The number; in training only one that no real person can have."""
        typed = self.cleaned_data["number"]
        if not typed:
            return None
        try:
            return national_number.parse_where(typed, training=self.training)
        except BadNationalNumber as error:
            raise forms.ValidationError(gettext(error.sentence)) from None

    def clean(self) -> dict[str, Any]:
        """One of the two, not both."""
        said = super().clean() or {}
        if not self.errors:
            both = bool(said.get("child")) and bool(said.get("number"))
            if both:
                self.add_error("number", _("Choose in the list or write a number, not both."))
            elif not said.get("child") and not said.get("number"):
                first = "child" if self.listed else "number"
                self.add_error(first, _("Say which child the log is to be about."))
        return said

    @property
    def chosen(self) -> tuple[NationalNumber, Position]:
        """The child's number, and the position in which the starter knows the child."""
        if self.cleaned_data.get("child"):
            child, position = self.listed[self.cleaned_data["child"]]
            return child.number, position
        return self.cleaned_data["number"], self.positions[0]


def _listed(positions: Iterable[Position]) -> dict[str, tuple[UnitChild, Position]]:
    """The children of the starter's units, by what stands in the form instead of a number."""
    lists = unit_children()
    if lists is None:
        return {}
    return {
        f"{position.unit_id}/{child.key}": (child, position)
        for position in positions
        for child in lists.children(position.unit.key)
    }


def _choices(listed: dict[str, tuple[UnitChild, Position]]) -> list[Any]:
    """By unit and class, as the units list them."""
    several = len({position.unit_id for _child, position in listed.values()}) > 1

    def heading(key: str) -> str:
        child, position = listed[key]
        return ", ".join(
            part for part in (position.unit.name if several else "", child.group) if part
        )

    choices: list[Any] = [("", _("None chosen"))]
    for name, keys in groupby(listed, heading):
        options = [(key, _child(listed[key][0])) for key in keys]
        choices += [(name, options)] if name else options
    return choices


def _child(child: UnitChild) -> str:
    """Two children may have the same name; only the birth date tells them apart."""
    words = gettext("%(name)s, born %(day)s") % {
        "name": f"{child.given_name} {child.family_name}",
        "day": date_format(child.birth_date),
    }
    return gettext("%(who)s (pregnant)") % {"who": words} if child.pregnant else words
