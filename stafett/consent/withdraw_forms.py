"""What somebody takes back, and what a professional has heard."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stafett.identity.request import SignedInRequest
from stafett.people.models import Person

from .models import How
from .withdrawn import Choice
from .words import together


def told_in(request: SignedInRequest) -> QueryDict | None:
    """What was chosen: it stands in the address until it is confirmed. None before that."""
    if request.method == "POST":
        return request.POST
    return request.GET if "steg" in request.GET else None


class WhatForm(forms.Form):
    """For whom the yes is taken back: everybody, a service, or one person (G18)."""

    hva = forms.ChoiceField(
        label=_("What do you want to take back?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what you want to take back."),
            "invalid_choice": _("Choose something on the list."),
        },
    )

    def __init__(
        self, choices: Sequence[Choice], holders: Sequence[Person], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {each.key: each for each in choices}
        field = self.fields["hva"]
        field.choices = [(each.key, _words(each)) for each in choices]  # type: ignore[attr-defined]
        field.help_text = _why_not_alone(holders)

    @property
    def chosen(self) -> Choice:
        """What was chosen."""
        return self.by_key[self.cleaned_data["hva"]]


def _words(choice: Choice) -> str:
    if choice.is_whole:
        about = gettext("Everyone who helps loses access at once, and the log is closed.")
        return gettext("The whole consent") + "\n" + about
    if len(choice.people) > 1:
        names = together([str(each.person) for each in choice.people])
        return gettext("Only for %(name)s") % {"name": choice.name} + "\n" + names
    (named,) = choice.people
    about = f"{named.title}, {named.service_words}"
    return gettext("Only for %(name)s") % {"name": choice.name} + "\n" + about


def _why_not_alone(holders: Sequence[Person]) -> str:
    """Who has the baton is not on the list (A19), and why."""
    words = gettext(
        "%(name)s has the baton, and somebody must have it as long as the log is open."
        " Do you want another to have it? Say so, or take the whole consent back."
    )
    return words % {"name": together([str(each) for each in holders])}


class HeardForm(forms.Form):
    """Who took the yes back, and how it was said (G19)."""

    hvem = forms.ChoiceField(
        label=_("Who takes the consent back?"),
        help_text=_("One of those who said yes is enough."),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who takes the consent back."),
            "invalid_choice": _("Choose somebody on the list."),
        },
    )
    hvordan = forms.ChoiceField(
        label=_("How was it said?"),
        widget=forms.RadioSelect,
        choices=[
            (How.ORAL.value, _("By word of mouth\nIn a talk or on the telephone")),
            (How.PAPER.value, _("On paper\nIn a letter or another note that you have got")),
        ],
        error_messages={
            "required": _("Choose how it was said."),
            "invalid_choice": _("Choose one of the two."),
        },
    )

    def __init__(self, signers: Sequence[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.pk): each for each in signers}
        self.fields["hvem"].choices = [  # type: ignore[attr-defined]
            (key, str(person)) for key, person in self.people.items()
        ]

    @property
    def who(self) -> Person:
        """The one who takes it back."""
        return self.people[self.cleaned_data["hvem"]]

    @property
    def how(self) -> str:
        """A name of `models.How`."""
        return str(self.cleaned_data["hvordan"])
