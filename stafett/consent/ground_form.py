"""What comes before anybody is asked, and what the new log is called."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stafett.logs.actions import Groundwork
from stafett.logs.models import Log
from stafett.municipality.levels import Level, level_name
from stafett.municipality.models import Municipality, Position
from stafett.people.national_number import NationalNumber

from .fields import OneLine, PastDay, Text
from .starting import Deciding


class GroundForm(forms.Form):
    """What comes first (J1, J2, B4, B17, G5), who is to have the baton, and the log's name."""

    leader_told_on = PastDay(error_messages={"required": _("Write the day you told your leader.")})
    child_talked_on = PastDay()
    guardians_talked_on = PastDay(
        label=_("When did you talk with the guardians?"),
        error_messages={"required": _("Write the day you talked with the guardians.")},
    )
    said_yes = forms.MultipleChoiceField(
        label=_("Who has said yes?"),
        help_text=_("Tick only those who have said it themselves."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _(
                "Somebody who decides must have said yes first. Talk with them, and tick"
                " whoever has said yes."
            ),
            "invalid_choice": _("Tick somebody on the list."),
            "invalid_list": _("Tick somebody on the list."),
        },
    )
    said_on = PastDay(
        label=_("When was it said?"),
        error_messages={"required": _("Write the day it was said.")},
    )
    holder = forms.ChoiceField(
        label=_("Who is to have the baton?"),
        error_messages={
            "required": _("Choose who is to have the baton."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    short_name = OneLine(
        label=_("Name of the log"),
        help_text=_("So that you find it among your logs and do not mix it up with another one."),
        max_length=60,
        error_messages={"required": _("Give the log a name.")},
    )
    description = Text(
        label=_("A few words about the child"),
        help_text=_(
            "What the child likes and is good at is a good start. Everyone who is let in reads it,"
            " so write nothing about health here."
        ),
        required=False,
        max_length=2000,
    )
    level = forms.TypedChoiceField(
        label=_("Level"),
        choices=Level.choices,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a level."),
            "invalid_choice": _("Choose one of the levels."),
        },
    )

    def __init__(
        self,
        *args: Any,
        child_name: str,
        owner_id: UUID | None,
        deciding: Deciding,
        position: Position,
        colleagues: Sequence[Position],
        leaders: Sequence[Position],
        start_level: int,
        **kwargs: Any,
    ) -> None:
        self.position, self.colleagues, self.start_level = position, colleagues, start_level
        self.deciding, self.owner_id = deciding, owner_id
        super().__init__(*args, **kwargs)
        self.initial = {
            "short_name": gettext("%(name)s’s log") % {"name": child_name[:45]},
            "holder": str(position.pk),
            "level": start_level,
        }
        self._word_the_talks(child_name, leaders)
        self.fields["said_yes"].choices = [  # type: ignore[attr-defined]
            (each.key, f"{each.name}, {each.relation}" if each.relation else each.name)
            for each in deciding.deciders
        ]
        self.fields["holder"].choices = self._holders()  # type: ignore[attr-defined]
        self.fields["holder"].help_text = _holder_hint(child_name)
        self.fields["level"].widget.choices = [
            (each.value, str(level_name(self._place, each)))
            for each in Level
            if each >= start_level
        ]

    def _word_the_talks(self, name: str, leaders: Sequence[Position]) -> None:
        self.fields["child_talked_on"].label = gettext("When did you talk with %(name)s?") % {
            "name": name
        }
        self.fields["child_talked_on"].help_text = gettext(
            "Is the child small? Then the day you told it, in its own way, what is to happen."
        )
        self.fields["child_talked_on"].error_messages["required"] = gettext(
            "Write the day you talked with %(name)s. That comes before everything else."
        ) % {"name": name}
        if self.deciding.owner_alone:
            del self.fields["guardians_talked_on"]
        others = [each for each in leaders if each.person_id != self.position.person_id]
        if leaders and not others:
            del self.fields["leader_told_on"]
        elif others:
            self.fields["leader_told_on"].label = gettext(
                "When did you tell your leader, %(name)s?"
            ) % {"name": others[0].person}
        else:
            self.fields["leader_told_on"].label = gettext("When did you tell your leader?")

    @property
    def _place(self) -> Municipality:
        return self.position.unit.municipality

    def _holders(self) -> list[Any]:
        """Me first, then everyone by service."""
        mine = (str(self.position.pk), gettext("Me, %(name)s") % {"name": self.position.person})
        others = [each for each in self.colleagues if each.person_id != self.position.person_id]
        return [mine] + [
            (unit, [(str(each.pk), f"{each.person}, {each.title}") for each in group])
            for unit, group in groupby(others, lambda each: each.unit.name)
        ]

    def clean_level(self) -> int:
        """Not below the level from which the municipality keeps logs (Z2)."""
        level: int = self.cleaned_data["level"]
        if level < self.start_level:
            raise forms.ValidationError(
                gettext("In %(place)s a log is started from level %(level)s on.")
                % {
                    "place": self._place,
                    "level": level_name(self._place, self.start_level).number,
                }
            )
        return level

    def clean_short_name(self) -> str:
        """Not the name of another log of mine (S7)."""
        name: str = self.cleaned_data["short_name"]
        others = Log.objects.filter(closed_at=None).exclude(owner_id=self.owner_id)
        if others.filter(short_name__iexact=name).exists():
            raise forms.ValidationError(
                gettext("You have another log with this name. Add something that tells them apart.")
            )
        return name

    @property
    def chosen_holder(self) -> Position:
        """The position of the one who is to have the baton."""
        if self.cleaned_data["holder"] == str(self.position.pk):
            return self.position
        return next(each for each in self.colleagues if str(each.pk) == self.cleaned_data["holder"])

    @property
    def yes_by_mouth(self) -> tuple[NationalNumber, ...]:
        """The numbers of those who were ticked."""
        ticked = set(self.cleaned_data["said_yes"])
        return tuple(each.number for each in self.deciding.deciders if each.key in ticked)

    def groundwork(self, today: date) -> Groundwork:
        """What was done first; somebody who leads the unit has nobody to tell."""
        said = self.cleaned_data
        return Groundwork(
            child_talked_on=said["child_talked_on"],
            guardians_talked_on=said.get("guardians_talked_on"),
            leader_told_on=said.get("leader_told_on", today),
        )


def _holder_hint(name: str) -> str:
    """What the choice considers (D3, D6, D7)."""
    return gettext(
        "Who does the family want? Who sees %(name)s in everyday life, and has time? Whoever you"
        " choose is asked first, and has the baton only after saying yes."
    ) % {"name": name}
