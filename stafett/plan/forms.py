"""What is written in a plan. Labels and hints help a reader; they stop nobody (K6)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import About, Day, Line, OpenedAt, Words, area, most
from stafett.municipality.areas import told

from .models import Comment, Goal, Understanding


class UnderstandingForm(forms.Form):
    """The concern and what everyone agrees it is about (K2, K3)."""

    concern = Words(
        label=_("What do you wonder or worry about?"),
        help_text=_(
            "In short: what happens, where and when? Write what the child does, not what the "
            "child is like. Verbs before adjectives."
        ),
        max_length=most(Understanding, "concern"),
        widget=area(4),
        required=False,
    )
    shared = Words(
        label=_("What do you agree on?"),
        help_text=_(
            "What does the child like and manage? When is it hard, and when does it go well? "
            "Everyone shall recognise it, the child too."
        ),
        max_length=most(Understanding, "shared"),
        widget=area(6),
        error_messages={"required": _("Write what you agree on, and you can save it.")},
    )
    written_by = Line(
        label=_("Who wrote this together?"),
        help_text=_("The names, as the page shall tell them."),
        max_length=most(Understanding, "written_by"),
        required=False,
    )
    opened_at = OpenedAt()
    about = About()


def area_choice(areas: list[str], now: str) -> forms.ChoiceField:
    """A choice among the municipality's areas of development; what stands there now stays (A23)."""
    words = [*areas, *([now] if now and now not in areas else [])]
    return forms.ChoiceField(
        label=_("What is it mostly about?"),
        choices=[("", _("Choose an area")), *((each, told(each)) for each in words)],
        required=False,
        error_messages={"invalid_choice": _("Choose one of the areas in the list.")},
    )


class GoalForm(forms.Form):
    """A goal: the wished future in one sentence (K4, K5)."""

    text = Line(
        label=_("The goal"),
        help_text=_("One sentence about how it is when you have got there, as if it were now."),
        max_length=most(Goal, "text"),
        widget=area(2),
        error_messages={"required": _("Write the goal in one sentence, and you can save it.")},
    )
    background = Words(
        label=_("Why just this goal?"),
        max_length=most(Goal, "background"),
        widget=area(3),
        required=False,
    )
    review_on = Day(
        label=_("When do you look at the goal again?"),
        required=False,
    )
    opened_at = OpenedAt()

    def __init__(self, *args: Any, areas: list[str], main: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if main:
            self.fields["background"].label = _(
                "What have you noticed, and how do you understand it?"
            )
            self.fields["background"].help_text = _("In short, so that all see why this matters.")
        self.fields["area"] = area_choice(areas, self.initial.get("area", ""))


class CloseGoalForm(forms.Form):
    """The end of a goal, with a short summary (K14)."""

    comment = Words(
        label=_("How did it go, and what helped?"),
        help_text=_("A few sentences are enough. Those who come later learn from them."),
        max_length=most(Goal, "closing_comment"),
        widget=area(4),
        error_messages={"required": _("Write a few words about how it went.")},
    )
    opened_at = OpenedAt()


class CommentForm(forms.Form):
    """A word on a goal or a measure (K12)."""

    text = Words(
        label=_("Write a comment"),
        help_text=_("Everyone in the log can read it."),
        max_length=most(Comment, "text"),
        widget=area(3),
        error_messages={"required": _("Write something first.")},
    )
    opened_at = OpenedAt()
