"""The form in which an administrator tries the rules on a made-up family."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.consent.case import Guardian, Kind, Owner, Scope
from stafett.municipality.policy_words import PRESET_NAMES

GUARDIANS = (1, 2, 3, 4)
OWN = "kommunen"  # the municipality's own policy on the day
FIRST_YEAR, LAST_YEAR = 2000, 2100
OLDEST = 120
SCOPES = {
    Scope.OPEN: gettext_lazy("A log is started, and what is in it is shared"),
    Scope.PARTICIPANTS: gettext_lazy("New services or people come in"),
    Scope.TRANSITION: gettext_lazy("The baton goes to another unit"),
    Scope.HEALTH: gettext_lazy("Information about health is shared"),
    Scope.ORDINARY_CARE: gettext_lazy("Health care that is part of everyday, ordinary care"),
    Scope.EDUCATION: gettext_lazy("Choice of education"),
    Scope.TRANSFER: gettext_lazy("Information goes to an individual plan"),
    Scope.REOPEN: gettext_lazy("An ended log is opened again"),
}


@dataclass(frozen=True)
class GuardianFields:
    """The fields of one guardian."""

    number: int
    kind: BoundField
    ticks: tuple[BoundField, BoundField]


class TryForm(forms.Form):
    """A day, an owner, up to four guardians, and what is asked for. Nothing of it is stored."""

    policy = forms.ChoiceField(
        label=gettext_lazy("Which rules?"),
        choices=[(OWN, gettext_lazy("Our own, as they are that day")), *PRESET_NAMES.items()],
        initial=OWN,
    )
    on = forms.DateField(label=gettext_lazy("On which day are they asked?"))
    owner = forms.ChoiceField(
        label=gettext_lazy("Whom is the log about?"),
        choices=[
            ("child", gettext_lazy("A child or young person")),
            ("adult", gettext_lazy("An adult or a pregnant woman")),
        ],
        widget=forms.RadioSelect,
        initial="child",
    )
    age = forms.IntegerField(
        label=gettext_lazy("The child’s age"),
        help_text=gettext_lazy("In whole years. Or write the birth date below."),
        required=False,
        min_value=0,
        max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "st-short"}),
        error_messages={
            key: gettext_lazy("Write an age in whole years, from 0 to 120.")
            for key in ("invalid", "min_value", "max_value")
        },
    )
    birth = forms.DateField(label=gettext_lazy("Birth date"), required=False)
    live_together = forms.BooleanField(
        label=gettext_lazy("The parents live together"), required=False, initial=True
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What are they asked about?"),
        choices=[(scope.value, words) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.OPEN.value],
        error_messages={"required": gettext_lazy("Tick at least one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in GUARDIANS:
            there = number <= 2
            self.fields[f"kind_{number}"] = forms.ChoiceField(
                label=_("Who?"),
                choices=[
                    ("", _("Nobody")),
                    (Kind.PARENT.value, _("A parent")),
                    (Kind.OTHER.value, _("Somebody in the parents’ place")),
                ],
                required=False,
                initial=Kind.PARENT.value if there else "",
            )
            self.fields[f"responsibility_{number}"] = forms.BooleanField(
                label=_("Has parental responsibility"), required=False, initial=there
            )
            self.fields[f"fixed_residence_{number}"] = forms.BooleanField(
                label=_("The child has a fixed home here"), required=False, initial=there
            )

    @property
    def guardian_fields(self) -> Iterator[GuardianFields]:
        """The fields of the four guardians."""
        for number in GUARDIANS:
            ticks = (self[f"responsibility_{number}"], self[f"fixed_residence_{number}"])
            yield GuardianFields(number, self[f"kind_{number}"], ticks)

    def clean_on(self) -> date:
        """A year that a log can have."""
        on: date = self.cleaned_data["on"]
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise forms.ValidationError(_("Check the year."))
        return on

    def clean(self) -> dict[str, Any]:
        """A child has an age or a birth date, and is born before it is asked."""
        said = self.cleaned_data
        if said.get("owner") == "adult" or {"age", "birth", "on"} & self.errors.keys():
            return said
        age, birth = said.get("age"), said.get("birth")
        if age is None and birth is None:
            self.add_error("age", _("Write the child’s age or birth date."))
        elif age is not None and birth is not None:
            self.add_error("birth", _("Write the age or the birth date, not both."))
        elif birth is not None and birth > said["on"]:
            self.add_error("birth", _("The child is not born on the day you have chosen."))
        return said

    @property
    def case_owner(self) -> Owner:
        """The owner that was described."""
        said = self.cleaned_data
        if said["owner"] == "adult":
            return Owner(adult=True)
        if said["birth"] is not None:
            return Owner(birth=said["birth"])
        return Owner(birth=_born(said["on"], said["age"]))

    @property
    def guardians(self) -> tuple[Guardian, ...]:
        """The guardians that were described; each one's id is its number."""
        said = self.cleaned_data
        return tuple(
            Guardian(
                id=str(number),
                responsibility=said[f"responsibility_{number}"],
                fixed_residence=said[f"fixed_residence_{number}"],
                kind=Kind(said[f"kind_{number}"]),
            )
            for number in GUARDIANS
            if said[f"kind_{number}"]
        )


def _born(on: date, age: int) -> date:
    """A birth date of somebody who has filled so many years that day."""
    day = min(on.day, 28) if on.month == 2 else on.day
    return date(on.year - age, on.month, day)
