"""What is written in a meeting."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Day, Line, OpenedAt, Words, area, most
from stafett.logs.queries import Member
from stafett.plan.measure_forms import EvaluateForm

from .forms import InvitationForm
from .sitting_models import Decision, Informing, Remark, Task, Team
from .sitting_rules import Way, levels_up_from
from .sitting_words import BECAUSE, WAYS


class Seen(forms.CharField):
    """The key of what stood there when the form was opened; "" where nothing did."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, max_length=36)


def named(member: Member) -> str:
    """The name, and beneath it who it is."""
    what = member.relation_words or member.title
    return f"{member.person}\n{what}" if what else str(member.person)


def _choices(team: Iterable[Member]) -> list[tuple[str, str]]:
    return [(str(each.person.pk), named(each)) for each in team]


class PresentForm(forms.Form):
    """Who is in the meeting."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who is here?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Tick those who are here."),
            "invalid_choice": _("Choose among those who are in the log."),
            "invalid_list": _("Choose among those who are in the log."),
        },
    )

    def __init__(self, *args: Any, team: Iterable[Member], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["present"].choices = _choices(team)  # type: ignore[attr-defined]


class ReviewForm(EvaluateForm):
    """How a measure went, as everyone together says it, and how it is done from now on."""

    from_now = Words(
        label=_("This is how we do it from now on"),
        help_text=_("If something is to be done otherwise. It stands as a word on the measure."),
        max_length=5000,
        widget=area(3),
        required=False,
    )
    seen = Seen()
    field_order = ("result", "why", "next_step", "from_now")


class WayForm(forms.Form):
    """One of the five ways on, and why (K17)."""

    way = forms.ChoiceField(
        label=_("The way on"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the ways.")},
    )
    level = forms.TypedChoiceField(
        label=_("To which level?"),
        help_text=_("Only if you go to a higher level."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    team = forms.ChoiceField(
        label=_("Do you ask somebody for advice?"),
        choices=[("", _("Nobody")), *Team.choices],
        required=False,
    )
    reason = Words(
        label=_("Why just this way?"),
        help_text=_("If you disagree, write that too. The baton stays where it is."),
        max_length=most(Decision, "reason"),
        widget=area(4),
        error_messages={"required": _("Write in a few words why.")},
    )
    seen = Seen()

    def __init__(self, *args: Any, level: int, **more: Any) -> None:
        super().__init__(*args, **more)
        levels = levels_up_from(level)
        stands = self.initial.get("level")
        levels = sorted({*levels, stands}) if stands else levels
        ways = [way for way in Way if levels or way is not Way.LEVEL]
        self.fields["way"].choices = [(way.value, f"{WAYS[way]}\n{BECAUSE[way]}") for way in ways]  # type: ignore[attr-defined]
        up = [(each, _("Level %(level)s") % {"level": each}) for each in levels]
        self.fields["level"].choices = [("", _("Choose a level")), *up]  # type: ignore[attr-defined]
        if not levels:
            del self.fields["level"]

    def clean(self) -> dict[str, Any]:
        """A way up says how far."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("way") == Way.LEVEL and not said.get("level") and "level" not in self.errors:
            self.add_error("level", _("Choose a level."))
        return said


class InformingForm(forms.Form):
    """Who tells the child, how, and how it may say what it thinks (M4)."""

    adult = forms.ChoiceField(
        label=_("Who tells it?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    how = Words(
        label=_("How, and when?"),
        help_text=_("For example: on the way home from school today, with pictures."),
        max_length=most(Informing, "how"),
        widget=area(3),
        error_messages={"required": _("Write in a few words how.")},
    )
    view = Words(
        label=_("How can the child say what it thinks of it?"),
        max_length=most(Informing, "view"),
        widget=area(3),
        required=False,
    )
    seen = Seen()

    def __init__(self, *args: Any, people: Iterable[Member], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["adult"].choices = _choices(people)  # type: ignore[attr-defined]


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
        self.fields["person"].choices = _choices(people)  # type: ignore[attr-defined]

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
