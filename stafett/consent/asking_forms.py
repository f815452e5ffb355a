"""What the asker writes: the words of a question, who is to take part, and who said yes already."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stafett.logs.models import Sees
from stafett.municipality.models import Position, Unit
from stafett.municipality.policy import Policy
from stafett.people.models import Person

from .fields import OneLine, PastDay, SaidByForm, Text
from .until import last_day, usual_day


class _Purpose(SaidByForm, Text):
    """Needed to ask, not to save."""


class WordsForm(forms.Form):
    """Why the family is asked, and what is kept out. The first is needed only to ask."""

    purpose = _Purpose(
        label=_("What do you ask for, and why?"),
        help_text=_("A few plain sentences. Those who are asked read this first."),
        max_length=2000,
    )
    kept_out = Text(
        label=_("What is to be kept out?"),
        help_text=_("Something the family has told one of you, for example. One thing a line."),
        required=False,
        max_length=2000,
    )

    def require_purpose(self) -> bool:
        """Whether the question can be sent; says so at the field if not."""
        if not self.cleaned_data.get("purpose"):
            self.add_error("purpose", _("Write why you ask. Then they know what they answer."))
        return not self.errors


class UnitForm(forms.Form):
    """In which service the person works who is to take part."""

    enhet = forms.ChoiceField(
        label=_("Where does the person work?"),
        error_messages={
            "required": _("Choose a service."),
            "invalid_choice": _("Choose one of the services."),
        },
    )

    def __init__(self, units: Sequence[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        choices = [("", _("None chosen")), *((key, unit.name) for key, unit in self.units.items())]
        self.fields["enhet"].choices = choices  # type: ignore[attr-defined]

    @property
    def unit(self) -> Unit:
        """The chosen one."""
        return self.units[self.cleaned_data["enhet"]]


class NamedForm(forms.Form):
    """What the person is to do and see, and until when (G2)."""

    task = OneLine(
        label=_("What is the task?"),
        help_text=_("In words the family understands: «Helps Elias with reading»."),
        max_length=300,
        error_messages={"required": _("Write what the person is to do.")},
    )
    sees = forms.ChoiceField(
        label=_("What is the person to see?"),
        choices=Sees.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what the person is to see."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
    health = forms.BooleanField(
        label=_("Sees health information"),
        help_text=_(
            "What is marked as health information in the log. Choose it only for those who need"
            " it for the task. Then the family is asked about that too."
        ),
        required=False,
    )
    until = forms.DateField(
        label=_("Until when?"),
        help_text=_("After this day the person is out, without anybody doing anything."),
        error_messages={"required": _("Write the last day.")},
    )

    def __init__(self, policy: Policy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", usual_day(policy, timezone.localdate()))
        self.policy = policy

    def clean_until(self) -> date:
        """From today, and not longer than a consent counts."""
        until: date = self.cleaned_data["until"]
        today = timezone.localdate()
        if until < today:
            raise forms.ValidationError(gettext("This day has passed. Choose today or later."))
        if until > (last := last_day(self.policy, today)):
            words = gettext("Choose %(day)s or earlier. After that the family is asked again.")
            raise forms.ValidationError(words % {"day": date_format(last)})
        return until


class PersonForm(NamedForm):
    """Who is to take part, of one service, with the task."""

    position = forms.ChoiceField(
        label=_("Who?"),
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    field_order = ["position", "task", "sees", "health", "until"]

    def __init__(
        self, policy: Policy, positions: Sequence[Position], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(policy, *args, **kwargs)
        self.fields["position"].choices = [  # type: ignore[attr-defined]
            ("", _("None chosen")),
            *((str(each.pk), f"{each.person}, {each.title}") for each in positions),
        ]


class OralForm(forms.Form):
    """Who of those who decide has said yes by word of mouth since the draft was begun (G5)."""

    said_yes = forms.MultipleChoiceField(
        label=_("Who has said yes?"),
        help_text=_("Tick only those who have said it themselves."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick whoever has said yes."),
            "invalid_choice": _("Tick somebody on the list."),
            "invalid_list": _("Tick somebody on the list."),
        },
    )
    said_on = PastDay(
        label=_("When was it said?"),
        error_messages={"required": _("Write the day it was said.")},
    )

    def __init__(self, people: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        self.fields["said_yes"].choices = [  # type: ignore[attr-defined]
            (key, str(person)) for key, person in self.people.items()
        ]

    @property
    def ticked(self) -> list[Person]:
        """Those who have said yes."""
        return [self.people[key] for key in self.cleaned_data["said_yes"]]


def uuid_or_none(text: str) -> UUID | None:
    """The key in a form's hidden field, whatever was sent in it."""
    try:
        return UUID(text)
    except ValueError:
        return None
