"""What is written in a meeting."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Words, area, most
from stafett.logs.models import Log, Onwards
from stafett.logs.queries import Member
from stafett.municipality.levels import level_name
from stafett.plan.measure_forms import EvaluateForm

from .sitting_models import Decision, Informing, Team
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


def choices_of(team: Iterable[Member]) -> list[tuple[str, str]]:
    """People to choose among."""
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
        self.fields["present"].choices = choices_of(team)  # type: ignore[attr-defined]


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
    onwards = forms.ChoiceField(
        label=_("Who has the baton at the new level?"),
        help_text=_("Only if you go to a higher level. Settle it with the child and the family."),
        choices=Onwards.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    team = forms.ChoiceField(
        label=_("Do you ask somebody for advice?"),
        choices=[("", _("Nobody")), *Team.choices],
        required=False,
    )
    reason = Words(
        label=_("Why just this way?"),
        help_text=_("If you disagree, write that too."),
        max_length=most(Decision, "reason"),
        widget=area(4),
        error_messages={"required": _("Write in a few words why.")},
    )
    seen = Seen()

    def __init__(self, *args: Any, log: Log, **more: Any) -> None:
        super().__init__(*args, **more)
        levels = levels_up_from(log.level)
        stands = self.initial.get("level")
        levels = sorted({*levels, stands}) if stands else levels
        ways = [way for way in Way if levels or way is not Way.LEVEL]
        self.fields["way"].choices = [(way.value, f"{WAYS[way]}\n{BECAUSE[way]}") for way in ways]  # type: ignore[attr-defined]
        up = [(each, level_name(log.municipality, each).short) for each in levels]
        self.fields["level"].choices = [("", _("Choose a level")), *up]  # type: ignore[attr-defined]
        if not levels:
            del self.fields["level"], self.fields["onwards"]

    def clean(self) -> dict[str, Any]:
        """A way up says how far."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("way") == Way.LEVEL and not said.get("level") and "level" not in self.errors:
            self.add_error("level", _("Choose a level."))
        if said.get("way") == Way.LEVEL and not said.get("onwards"):
            self.add_error("onwards", _("Settle who has the baton onwards."))
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
        self.fields["adult"].choices = choices_of(people)  # type: ignore[attr-defined]
