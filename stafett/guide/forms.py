"""What the administrator fills in to change the guide."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Line, OpenedAt, Words, area, most

from .actions import LONGEST
from .assembled import Guide
from .models import GuidePlace

LONGEST_TITLE = 80


class TextForm(forms.Form):
    """One page in one language."""

    text = Words(
        label=_("The page’s text"),
        max_length=LONGEST,
        widget=area(18),
        help_text=_(
            "The first line is the title, with # before it. Then comes a short paragraph. An empty"
            " line makes a new paragraph, ## a heading, and - a point in a list. [words](step:1-2)"
            " leads to a step, and [words](tool:agenda) to a tool."
        ),
    )
    opened_at = OpenedAt()


class PlaceForm(forms.Form):
    """What a level or a step is numbered, and whether a step is shown."""

    number = Line(
        label=_("Number or letter"),
        max_length=most(GuidePlace, "number"),
        required=False,
        widget=forms.TextInput(attrs={"class": "st-short"}),
        help_text=_("Leave it empty, and Stafett counts."),
    )
    hidden = forms.BooleanField(label=_("Do not show this step"), required=False)
    opened_at = OpenedAt()


class StepForm(forms.Form):
    """A step more."""

    after = forms.ChoiceField(label=_("What does it come after?"))
    title = Line(label=_("What is the step called?"), max_length=LONGEST_TITLE)

    def __init__(self, data: object, guide: Guide) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["after"].choices = [  # type: ignore[attr-defined]
            (
                f"{level.number} {level.shown.page.title}",
                [(f"level-{level.key}", _("First"))]
                + [(f"step-{step.key}", f"{step.number} {step.shown.page.title}")
                   for step in level.steps],
            )
            for level in guide.levels
        ]  # fmt: skip
