"""What is written in a meeting besides its decisions: the next one, tasks, remarks."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Day, Line, OpenedAt, Words, area, most
from stafett.logs.queries import Member

from .forms import InvitationForm
from .sitting_forms import choices_of
from .sitting_models import Remark, Task


class NextMeetingForm(InvitationForm):
    """The time and the place that everyone agrees on; the rest is as in this meeting (L5)."""

    opened_at = OpenedAt()

    def __init__(self, *args: Any, places: bool, **more: Any) -> None:
        super().__init__(*args, people=(), places=places, **more)
        for name in ("people", "leader", "minute_taker", "text", "video_link"):
            del self.fields[name]


class TaskForm(forms.Form):
    """What somebody takes on."""

    what = Line(
        label=_("What is to be done?"),
        help_text=_("One thing, in a few words. What lasts over time is a measure in the plan."),
        max_length=most(Task, "what"),
        error_messages={"required": _("Write what is to be done.")},
    )
    person = forms.TypedChoiceField(
        label=_("Who does it?"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    due = Day(label=_("By which day?"), error_messages={"required": _("Choose a day.")})
    opened_at = OpenedAt()

    def __init__(self, *args: Any, people: Iterable[Member], today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today
        self.fields["person"].choices = choices_of(people)  # type: ignore[attr-defined]

    def clean_due(self) -> date:
        """Not a day that has been, nor a year that is a slip of the finger."""
        day: date = self.cleaned_data["due"]
        if day < self.today:
            raise forms.ValidationError(_("This day has been."))
        if day.year > self.today.year + 5:
            raise forms.ValidationError(_("That is more than five years ahead. Is the year right?"))
        return day


class RemarkForm(forms.Form):
    """Something else for the minutes, or what is put right beside them."""

    text = Words(
        label=_("What else shall the minutes say?"),
        help_text=_("Use your own words. The child shall be able to read it."),
        max_length=most(Remark, "text"),
        widget=area(4),
        error_messages={"required": _("Write something first.")},
    )
    opened_at = OpenedAt()

    def __init__(self, *args: Any, over: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if over:
            self.fields["text"].label = _("Is something wrong or missing?")
            self.fields["text"].help_text = _(
                "The minutes stay as they were read out. What you write stands beside them."
            )
