"""The form in which an administrator sets the municipality's rules."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.logs.fields import Line
from stafett.municipality.actions import YEARS_AHEAD
from stafett.municipality.policy import (
    PRESETS,
    SETTINGS,
    WANTED,
    WEB_ADDRESS,
    Policy,
    Wanted,
)
from stafett.municipality.policy_checks import AgeWithoutSigner, require_signers
from stafett.municipality.policy_sources import SOURCES
from stafett.municipality.policy_texts import explain
from stafett.municipality.policy_words import GROUPS, NAMES, PRESET_NAMES, said

# Lowest, highest, and what to write instead.
NUMBERS: dict[Wanted, tuple[int, int, Promise]] = {
    Wanted.AGE: (0, 120, gettext_lazy("Write an age in whole years, or leave it empty.")),
    Wanted.LIMIT: (
        1,
        1000,
        gettext_lazy("Write a number from 1 to 1000, or leave it empty."),
    ),
    Wanted.NUMBER: (1, 1000, gettext_lazy("Write a number from 1 to 1000.")),
}
IN_YEARS = gettext_lazy("Write the age in years.")
UNITS: dict[str, Promise] = {
    "holders_max": gettext_lazy("Write how many."),
    "consent_valid_months": gettext_lazy("Write the number of months."),
    "archive_after_months": gettext_lazy("Write the number of months."),
    "draft_kept_days": gettext_lazy("Write the number of days."),
    "silent_days": gettext_lazy("Write the number of days."),
    "offer_days": gettext_lazy("Write the number of days."),
}
NO_LINK = gettext_lazy("Write an address that begins with https://, or leave it empty.")
NUMBER_ERRORS = ("required", "invalid", "min_value", "max_value")
CHOICES: dict[Wanted, tuple[Any, ...]] = {
    Wanted.LEVEL: (1, 2, 3),
    Wanted.ACCESS: ("write", "read"),
}


class StartForm(forms.Form):
    """Where to start from: a GET form, so that it works without scripts."""

    utgangspunkt = forms.ChoiceField(
        label=gettext_lazy("Fill in from"),
        required=True,
        choices=[("", gettext_lazy("The rules as they are now")), *PRESET_NAMES.items()],
    )


class Note(Line):
    """One line, or None where it is left empty."""

    def clean(self, value: Any) -> str | None:
        """Nothing is no empty line."""
        return super().clean(value) or None


class Link(Note):
    """A web address that begins with https://, or None."""

    def validate(self, value: Any) -> None:
        """As the policy wants it."""
        super().validate(value)
        if value and not WEB_ADDRESS.fullmatch(value):
            raise forms.ValidationError(str(NO_LINK))


class PolicyForm(forms.Form):
    """Every setting, and the day from which they hold."""

    from_date = forms.DateField(
        label=gettext_lazy("From which day are the rules to hold?"),
        help_text=gettext_lazy(
            "From today at the earliest. Once they have begun to hold they cannot be changed"
            " back, only replaced by new rules."
        ),
        error_messages={"required": gettext_lazy("Write the first day.")},
    )
    preset = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    opened_at = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)

    def __init__(self, *args: Any, begun: frozenset[date] = frozenset(), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begun = begun
        for setting in SETTINGS:
            self.fields[setting] = _field(setting)

    @property
    def groups(self) -> Iterator[tuple[Promise, list[BoundField]]]:
        """The fields of the settings, in groups."""
        for heading, settings in GROUPS.items():
            yield heading, [self[setting] for setting in settings]

    @property
    def settings(self) -> dict[str, Any]:
        """What was chosen for each setting."""
        return {setting: self.cleaned_data[setting] for setting in SETTINGS}

    def clean_from_date(self) -> date:
        """From today, no other rules begun that day, and no wrong year."""
        day: date = self.cleaned_data["from_date"]
        today = timezone.localdate()
        if day < today:
            raise forms.ValidationError(_("This day has passed. Choose today or later."))
        if day.year > today.year + YEARS_AHEAD:
            raise forms.ValidationError(_("This is more than ten years ahead. Check the year."))
        if day in self.begun:
            raise forms.ValidationError(
                _("Other rules have begun to hold today. Choose tomorrow or later.")
            )
        return day

    def clean_preset(self) -> str:
        """The starting point, which is only remembered."""
        preset: str = self.cleaned_data["preset"]
        return preset if preset in PRESETS else "national"

    def clean(self) -> dict[str, Any]:
        """Somebody must be asked at every age."""
        if not self.errors:
            try:
                require_signers(Policy.from_settings(self.settings))
            except AgeWithoutSigner as error:
                self.add_error("youth_signs_from", explain(error))
        return self.cleaned_data


def initial_of(policy: Policy, preset: str, from_date: date, opened_at: int) -> dict[str, Any]:
    """What the form begins with."""
    values = {name: _shown(name, value) for name, value in policy.as_settings().items()}
    return {**values, "preset": preset, "from_date": from_date, "opened_at": opened_at}


def usual_day(today: date) -> date:
    """The first of the next month, so that people can be told."""
    return (today.replace(day=28) + timedelta(days=4)).replace(day=1)


def _shown(setting: str, value: Any) -> Any:
    """A choice as it stands in the form."""
    return value if value is None or WANTED[setting] in NUMBERS else str(value)


def _field(setting: str) -> forms.Field:
    wanted = WANTED[setting]
    if wanted in NUMBERS:
        return _number(setting, wanted)
    if wanted in (Wanted.NOTE, Wanted.LINK):
        return _told(setting, wanted)
    if wanted is Wanted.WORDS:
        return Line(label=str(NAMES[setting]), help_text=str(SOURCES[setting]), max_length=300)
    values = CHOICES.get(wanted) or _careful_first(setting)
    choices = {str(value): value for value in values}
    return forms.TypedChoiceField(
        label=str(NAMES[setting]),
        help_text=str(SOURCES[setting]),
        choices=[(key, said(setting, value)) for key, value in choices.items()],
        coerce=lambda key: choices[key],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of these."),
            "invalid_choice": gettext_lazy("Choose one of these."),
        },
    )


def _told(setting: str, wanted: Wanted) -> forms.Field:
    empty = _("Leave it empty for: %(what)s.") % {"what": said(setting, None)}
    kind = Link if wanted is Wanted.LINK else Note
    return kind(
        label=str(NAMES[setting]),
        help_text=f"{SOURCES[setting]} {empty}",
        required=False,
        max_length=300,
    )


def _careful_first(setting: str) -> tuple[bool, bool]:
    careful = bool(getattr(PRESETS["national"], setting))
    return careful, not careful


def _number(setting: str, wanted: Wanted) -> forms.IntegerField:
    lowest, highest, wrong = NUMBERS[wanted]
    optional = wanted is not Wanted.NUMBER
    what = {"what": said(setting, None)}
    empty = _("Leave it empty for: %(what)s.") % what if optional else ""
    return forms.IntegerField(
        label=str(NAMES[setting]),
        help_text=f"{SOURCES[setting]} {UNITS.get(setting, IN_YEARS)} {empty}".strip(),
        required=not optional,
        min_value=lowest,
        max_value=highest,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "st-short"}),
        error_messages=dict.fromkeys(NUMBER_ERRORS, str(wrong)),
    )
