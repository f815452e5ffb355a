"""What the child writes, and to whom it is told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stafett.logs.fields import Words, area, most

from .models import Feeling, PrivateWords
from .queries import Listener

ALL = "all"
LENGTH = most(PrivateWords, "text")


class HowForm(forms.Form):
    """How it is, by a face, by words, or by both. No face is chosen beforehand."""

    feeling = forms.ChoiceField(
        label=_("How is it going?"),
        choices=Feeling.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    text = Words(
        label=_("Do you want to say more?"), max_length=LENGTH, widget=area(2), required=False
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is enough."""
        said = super().clean() or self.cleaned_data
        if not self.errors and not said.get("feeling") and not said.get("text"):
            self.add_error("feeling", _("Choose a face or write something first."))
        return said


class NotWorkingForm(forms.Form):
    """Something is not working (M11)."""

    text = Words(
        label=_("What is not working?"),
        max_length=LENGTH,
        widget=area(4),
        error_messages={"required": _("Write a few words first.")},
    )


class ShareForm(forms.Form):
    """Who is told."""

    who = forms.MultipleChoiceField(
        label=_("Who shall know it?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose who shall know it. You can also let it be."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )

    def __init__(self, *args: Any, people: Iterable[Listener], **more: Any) -> None:
        super().__init__(*args, **more)
        people = list(people)
        self.fields["who"].choices = [  # type: ignore[attr-defined]
            *((str(each.person.pk), each.called) for each in people),
            (ALL, _("Everyone on this list\nIt also comes into the log, and stays there.")),
        ]


class TalkForm(forms.Form):
    """With whom the child wants to talk."""

    helper = forms.ChoiceField(
        label=_("Who do you want to talk with?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one person."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    text = Words(
        label=_("Do you want to say what it is about?"),
        help_text=_("You do not have to."),
        max_length=LENGTH,
        widget=area(2),
        required=False,
    )

    def __init__(self, *args: Any, people: Iterable[Listener], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["helper"].choices = [  # type: ignore[attr-defined]
            (str(each.person.pk), each.called) for each in people
        ]
