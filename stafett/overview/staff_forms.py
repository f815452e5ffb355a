"""What a leader writes to invite somebody, and to take leave of somebody."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stafett.municipality.models import INVITED_AS, Position, Role
from stafett.municipality.staffing import Colleague
from stafett.people.national_number import BadNationalNumber, MayBeReal, parse_where
from stafett.people.numbers import number_hash


class InviteForm(forms.Form):
    """Somebody who works in a unit that is chosen, or somebody new by the number. Without a unit
    nobody is offered: all of a municipality can be thousands."""

    known = forms.ChoiceField(
        label=_("Who is it?"),
        help_text=_("Then choose the name, and the invitation is bound to that person."),
        required=False,
    )
    name = forms.CharField(
        label=_("Name, of somebody new"),
        required=False,
        max_length=200,
        help_text=_("Only when you have not chosen a name above."),
        error_messages={"required": _("Choose somebody above, or write the name.")},
    )
    number = forms.CharField(
        label=_("National identity number, of somebody new"),
        help_text=_(
            "The invitation can be used by the one with this number alone. Only a code made from"
            " it is stored, not the number."
        ),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Write the national identity number, eleven digits.")},
    )
    title = forms.CharField(
        label=_("What is the person’s work?"),
        help_text=_("As families are to read it: «Teacher of class 3B»."),
        max_length=100,
        error_messages={"required": _("Write what the person works as.")},
    )
    role = forms.ChoiceField(
        label=_("Role in Stafett"),
        choices=[(str(role), role.label) for role in INVITED_AS],
        initial=Role.STAFF,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of these.")},
    )
    email = forms.EmailField(
        label=_("E-mail at work"),
        help_text=_("The link goes here."),
        error_messages={
            "required": _("Write the e-mail that the link goes to."),
            "invalid": _("This is not an e-mail address."),
        },
    )
    phone = forms.CharField(label=_("Telephone at work"), required=False, max_length=20)
    from_date = forms.DateField(
        label=_("First day"), error_messages={"required": _("Write the first day.")}
    )
    until = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("For a substitute, for example. The access ends when that day is over."),
    )

    def __init__(
        self,
        colleagues: Sequence[Position] | None,
        *args: Any,
        administers: bool,
        training: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.training = training
        self.colleagues = {str(each.person_id): each for each in colleagues or ()}
        names = [(key, f"{each.person}, {each.title}") for key, each in self.colleagues.items()]
        choices = [("", _("Somebody else")), *sorted(names, key=lambda pair: pair[1])]
        self.fields["known"].choices = choices  # type: ignore[attr-defined]
        if colleagues is None:
            del self.fields["known"]
            self.fields["name"].help_text = ""
            self.fields["name"].required = self.fields["number"].required = True
        self.fields["from_date"].initial = timezone.localdate()
        if not administers:
            del self.fields["role"]

    def clean(self) -> dict[str, Any]:
        """Somebody known, or a name with a number."""
        said = self.cleaned_data
        if said.get("known"):
            return said
        if not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Choose somebody above, or write the name."))
        if "number" in self.errors:
            return said
        try:
            number = parse_where(said.get("number", ""), training=self.training)
            said["hashed"] = number_hash(number)
        except MayBeReal as error:
            self.add_error("number", gettext(error.sentence))
        except BadNationalNumber:
            self.add_error("number", _("Write the national identity number, eleven digits."))
        return said

    @property
    def colleague(self) -> Colleague:
        """What was written, for `staffing.invite`."""
        said = self.cleaned_data
        known = self.colleagues.get(said.get("known", ""))
        return Colleague(
            person=known.person if known else None,
            number_hash="" if known else said["hashed"],
            name=str(known.person) if known else said["name"],
            title=said["title"],
            role=said.get("role", Role.STAFF),
            email=said["email"],
            phone=said["phone"],
            from_date=said["from_date"],
            until=said["until"],
        )


class LastDayForm(forms.Form):
    """The last day of somebody's work (H6)."""

    last_day = forms.DateField(
        label=_("Last day of work here"),
        help_text=_("The access lasts through that day. Choose today, and it ends at once."),
        error_messages={"required": _("Write the last day.")},
    )


class TrainedForm(forms.Form):
    """When somebody took the training (E5)."""

    day = forms.DateField(
        label=_("Day of the training"),
        error_messages={"required": _("Write the day.")},
    )
