"""What is written of a measure. Labels and hints help a reader; they stop nobody."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Day, Line, OpenedAt, Words, area, most
from stafett.logs.queries import Member

from .forms import area_choice
from .models import Arena, Evaluation, Measure, Next, Result

FARTHEST = timedelta(days=5 * 366)


class MeasureForm(forms.Form):
    """A measure: a short, concrete thing somebody does, with a deadline (K8–K11)."""

    title = Line(
        label=_("What shall be done?"),
        help_text=_("Short and concrete, one thing at a time."),
        max_length=most(Measure, "title"),
        error_messages={"required": _("Write what shall be done.")},
    )
    description = Words(
        label=_("How is it done?"),
        help_text=_("For those who shall do it: how often, how long, with whom."),
        max_length=most(Measure, "description"),
        widget=area(3),
        required=False,
    )
    responsible = forms.TypedMultipleChoiceField(
        label=_("Who sees to it?"),
        help_text=_("Choose one or several. The child may be one."),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one who sees to it."),
            "invalid_choice": _("Choose among those who are in the log."),
            "invalid_list": _("Choose among those who are in the log."),
        },
    )
    arena = forms.ChoiceField(
        label=_("Where?"),
        help_text=_("Best is to do something both at home and where the child is in the day."),
        choices=Arena.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose where it is done.")},
    )
    place = Line(
        label=_("Exactly where?"),
        help_text=_("For example: the classroom, the kitchen, the football field."),
        max_length=most(Measure, "place"),
        required=False,
    )
    starts_on = Day(label=_("From when?"), required=False)
    deadline = Day(
        label=_("When do you tell how it went, at the latest?"),
        error_messages={"required": _("Choose a day, and you can save it.")},
    )
    opened_at = OpenedAt()

    def __init__(
        self,
        *args: Any,
        team: list[Member],
        areas: list[str],
        old_deadline: date | None = None,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["area"] = area_choice(areas, self.initial.get("area", ""))
        self.old_deadline = old_deadline
        self.fields["responsible"].choices = [(str(one.person.pk), _label(one)) for one in team]  # type: ignore[attr-defined]

    def clean_deadline(self) -> date:
        """From today on, and within a few years; an old one that is not touched may stand."""
        deadline: date = self.cleaned_data["deadline"]
        today = timezone.localdate()
        if deadline < today and deadline != self.old_deadline:
            raise forms.ValidationError(_("The day must be today or later."))
        if deadline > today + FARTHEST:
            raise forms.ValidationError(_("That is more than five years ahead. Is the year right?"))
        return deadline

    def clean(self) -> dict[str, Any]:
        """It begins before it ends."""
        said: dict[str, Any] = super().clean() or {}
        starts_on, deadline = said.get("starts_on"), said.get("deadline")
        if starts_on and deadline and starts_on > deadline:
            self.add_error("starts_on", _("It must begin before the last day."))
        return said


def _label(member: Member) -> str:
    """The name, and beneath it who it is."""
    what = member.relation_words or member.title
    return f"{member.person}\n{what}" if what else str(member.person)


class EvaluateForm(forms.Form):
    """How a measure went, why, and what now (K15, K16)."""

    result = forms.ChoiceField(
        label=_("Did it work?"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it went.")},
    )
    why = Words(
        label=_("Why do you think it went like that?"),
        help_text=_(
            "What happened? What made it easier or harder? What does the child say? What do"
            " observations and mappings show? Are you nearer the goal?"
        ),
        max_length=most(Evaluation, "why"),
        widget=area(4),
        error_messages={"required": _("Write a few words about why.")},
    )
    next_step = forms.ChoiceField(
        label=_("What now?"),
        choices=[
            (Next.GO_ON, _("We go on\nIt does good, or needs more time.")),
            (Next.ADJUST_MEASURE, _("We change the measure\nSomething in it should be different.")),
            (Next.ADJUST_GOAL, _("We change the goal\nIt was too large, too small or not right.")),
            (Next.END, _("We end the measure\nIt is done, or did not help. It turns grey.")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what happens now.")},
    )
    opened_at = OpenedAt()
