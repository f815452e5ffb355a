"""`/kommune/innsyn/`: who has accessed a child's data, for the municipality's administrators (H10).

The number is sent in the form and stands nowhere afterwards; the question itself is kept and told
to the family.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import JSONField, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.models import Content, Entry
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.inquiries import ASKED, LOOKED_FOR_CLOSED, REGISTER, Access, ask_who_looked
from stafett.municipality.models import Municipality
from stafett.municipality.sentences import SENTENCES
from stafett.municipality.service_words import service_words
from stafett.people import national_number
from stafett.people.models import GROUNDS
from stafett.people.national_number import BadNationalNumber, NationalNumber

from .lookers import what
from .policy_page import UNPROCESSABLE, administered

IN_THE_BOOK = (ASKED, LOOKED_FOR_CLOSED)
SHOWN = 50  # questions asked before
LEAST = 10  # characters of a ground that says something
ROLES: dict[str, Promise | str] = {
    "owner": gettext_lazy("owns the log"),
    "guardian": gettext_lazy("guardian"),
    "asked": gettext_lazy("is asked to consent"),
    "starter": gettext_lazy("started the log"),
    "holder": gettext_lazy("has the baton"),
    "participant": gettext_lazy("takes part"),
}


class InquiryForm(forms.Form):
    """Which child, and why."""

    number = forms.CharField(
        label=gettext_lazy("The child’s national identity number"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write the national identity number: eleven digits.")
        },
    )
    ground = forms.CharField(
        label=gettext_lazy("Why do you ask?"),
        help_text=gettext_lazy("The family sees what you write here, with your name."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Write why you ask. Without a reason there is no answer.")
        },
    )

    def __init__(self, *args: Any, training: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.training = training

    def clean_number(self) -> NationalNumber:
        """The number itself; in training only one that no real person can have."""
        typed = self.cleaned_data["number"]
        try:
            return national_number.parse_where(typed, training=self.training)
        except BadNationalNumber as error:
            raise forms.ValidationError(gettext(error.sentence)) from None

    def clean_ground(self) -> str:
        """A reason that says something."""
        ground: str = self.cleaned_data["ground"].strip()
        if len(ground) < LEAST:
            raise forms.ValidationError(_("Write a little more about why you ask."))
        return ground


@dataclass(frozen=True)
class Line:
    """One access as the page tells it."""

    at: datetime
    who: str
    as_what: str
    what: str
    register: bool


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def inquiry(request: SignedInRequest) -> HttpResponse:
    """The form, and the answer to it; not found for everyone but the administrators."""
    town = administered(request)
    if request.method != "POST":
        return _page(request, town, InquiryForm(training=town.training))
    form = InquiryForm(request.POST, training=town.training)
    if not form.is_valid():
        return _page(request, town, form, UNPROCESSABLE)
    said, at = form.cleaned_data, timezone.now()
    found = ask_who_looked(request.person, town.pk, said["number"], said["ground"], at=at)
    context = {"town": town, "ground": said["ground"], "days": by_day(map(_line, found))}
    return render(request, "overview/inquiry_answer.html", context)


def _page(
    request: SignedInRequest, town: Municipality, form: InquiryForm, status: int = 200
) -> HttpResponse:
    """The form, and what has been asked before by anybody who administers the municipality."""
    asked = asked_before(town.pk)
    context = {"form": form, "town": town, "asked": asked}
    return render(request, "overview/inquiry.html", context, status=status)


def asked_before(municipality_id: UUID) -> list[tuple[datetime, str]]:
    """When and what, from the municipality's own book, the newest first. One question."""
    said = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    entries = Entry.objects.filter(book=municipality_id, verb__in=IN_THE_BOOK).annotate(
        who=Subquery(said.values("data__who"), output_field=JSONField())
    )
    newest = entries.order_by("-number").values_list("at", "verb", "who")[:SHOWN]
    return [(at, str(SENTENCES[verb]) % {"who": who}) for at, verb, who in newest]


def by_day(lines: Iterable[Line]) -> list[tuple[date, list[Line]]]:
    """The lines under their days."""

    def day(line: Line) -> date:
        return timezone.localdate(line.at)

    return [(when, list(those)) for when, those in groupby(lines, key=day)]


def _line(access: Access) -> Line:
    register = access.role == REGISTER
    role = str(ROLES.get(access.role, ""))
    return Line(
        at=access.at,
        who=access.who,
        as_what=", ".join(part for part in (service_words(access.service), role) if part),
        what=str(GROUNDS.get(access.kinds[0], "")) if register else what(list(access.kinds)),
        register=register,
    )
