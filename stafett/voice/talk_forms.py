"""What the adults write of their talks with the child, and of how it takes part."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import About, Day, OpenedAt, Words, area, most

from .models import Participation, Talk, Way
from .queries import Listener


class WithAdult(forms.Form):
    """Which adult talks with the child."""

    adult = forms.ChoiceField(
        label=_("Which adult?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[Listener], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["adult"].choices = [  # type: ignore[attr-defined]
            (str(each.person.pk), each.called) for each in people
        ]


class TalkedForm(WithAdult):
    """A talk that somebody has had with the child (M2, M6, M8)."""

    talked_on = Day(
        label=_("When was it?"), error_messages={"required": _("Say which day it was.")}
    )
    way = forms.ChoiceField(label=_("How?"), choices=Way.choices, initial=Way.TALK)
    words = Words(
        label=_("What did the child say?"),
        help_text=_("In the child’s own words. Ask the child what you may write."),
        max_length=most(Talk, "words"),
        widget=area(4),
        error_messages={"required": _("Write what the child said, in its own words.")},
    )
    field_order = ("adult", "talked_on", "way", "words")

    def clean_talked_on(self) -> date:
        """Not a day to come."""
        day: date = self.cleaned_data["talked_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not been yet."))
        return day


class NextTalkForm(WithAdult):
    """Who talks with the child next (D26, M3)."""

    on = Day(label=_("By which day?"), error_messages={"required": _("Say by which day.")})
    field_order = ("adult", "on")

    def clean_on(self) -> date:
        """Not a day that has been."""
        day: date = self.cleaned_data["on"]
        if day < self.today:
            raise forms.ValidationError(_("This day has been."))
        return day


def _text(label: Any, hint: Any, name: str) -> Words:
    return Words(
        label=label, help_text=hint, max_length=most(Participation, name), widget=area(3),
        required=False,
    )  # fmt: skip


class ParticipationForm(forms.Form):
    """How the child takes part (M4, M5, M8, M10, M11)."""

    takes_part = _text(
        _("How does the child take part?"),
        _("In all or a part of the meeting, or by a talk before and after. Who tells the child?"),
        "takes_part",
    )
    judgement = _text(
        _("What have you judged, and why?"),
        _("What the child thinks of it, its age and what it understands."),
        "judgement",
    )
    best_interests = _text(
        _("What is best for the child?"),
        _("Weigh it for just this child. What does the child say itself?"),
        "best_interests",
    )
    needs = _text(
        _("Does the child need an interpreter, or other ways to talk?"),
        _("For example pictures, signs or other AAC."),
        "needs",
    )
    safe_way = _text(
        _("How can the child say in a safe way that something does not work?"),
        _("To whom, where and when. The child can also write it in its own room."),
        "safe_way",
    )
    opened_at = OpenedAt()
    about = About()
