"""`/kommune/lukkede-logger/`: an administrator finds a closed log, and names who may ask (H7)."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator
from stafett.municipality.models import Municipality, Unit
from stafett.municipality.queries import staff, units_in
from stafett.people.models import Person
from stafett.people.national_number import BadNationalNumber, MayBeReal, parse_where

from .about_forms import people
from .asking_forms import UnitForm, uuid_or_none
from .fields import OneLine, Text
from .refusals import UNPROCESSABLE, status_of
from .reopening import NO, ClosedLog, closed_log, find_closed_logs, let_ask, take_back

LEAST = 10  # characters of a ground that says something


class FindForm(forms.Form):
    """Which closed log: by the child's number, or by the log's whole short name."""

    wanted = OneLine(
        label=gettext_lazy("National identity number, or the whole short name of the log"),
        help_text=gettext_lazy("You see the days alone, not whom the log is about."),
        max_length=100,
        error_messages={"required": gettext_lazy("Write a number or a name.")},
    )
    ground = Text(
        label=gettext_lazy("Why do you look for it?"),
        help_text=gettext_lazy("The family sees what you write here, with your name."),
        rows=2,
        max_length=500,
        error_messages={
            "required": gettext_lazy(
                "Write why you look for it. Without a reason nothing is found."
            )
        },
    )

    def clean_ground(self) -> str:
        """A reason that says something."""
        ground: str = self.cleaned_data["ground"]
        if len(ground) < LEAST:
            raise forms.ValidationError(_("Write a little more about why you look for it."))
        return ground


class StarterForm(forms.Form):
    """Who may ask the family."""

    position = forms.ChoiceField(
        label=gettext_lazy("Who is to ask the family, and have the baton?"),
        error_messages={
            "required": gettext_lazy("Choose a person."),
            "invalid_choice": gettext_lazy("Choose somebody on the list."),
        },
    )


def _administered(request: SignedInRequest) -> Municipality:
    place = request.place
    preferred = UUID(place["id"]) if place else None
    return require_administrator(request.person, timezone.localdate(), preferred=preferred)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: SignedInRequest) -> HttpResponse:
    """Nothing is listed. The number is sent in the form, and never stands in an address."""
    town = _administered(request)
    form = FindForm(request.POST if request.method == "POST" else None)
    found: list[ClosedLog] | None = None
    if form.is_bound and form.is_valid():
        try:
            found = _found(request.person, town, **form.cleaned_data)
        except MayBeReal as error:
            form.add_error("wanted", _(error.sentence))
    status = UNPROCESSABLE if form.errors else 200
    context = {"town": town, "form": form, "found": found}
    return render(request, "consent/closed_logs.html", context, status=status)


def _found(by: Person, town: Municipality, wanted: str, ground: str) -> list[ClosedLog]:
    at = timezone.now()
    try:
        number = parse_where(wanted, training=town.training)
    except MayBeReal:
        raise
    except BadNationalNumber:
        return find_closed_logs(by, town.pk, ground, called=wanted, at=at)
    return find_closed_logs(by, town.pk, ground, number=number, at=at)


def _chosen(request: SignedInRequest, town: Municipality) -> ClosedLog | None:
    """The log that `?logg=` names, among the municipality's closed ones."""
    log_id = uuid_or_none(request.GET.get("logg", ""))
    return closed_log(town.pk, log_id) if log_id else None


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reopen(request: SignedInRequest) -> HttpResponse:
    """`…/sporre/?logg=<id>`: first the service, then who is to ask. Without a closed log of the
    municipality back to the search."""
    town = _administered(request)
    log = _chosen(request, town)
    if log is None:
        return redirect("consent:closed_logs")
    units = sorted(units_in(town.pk), key=lambda unit: unit.name)
    chosen = UnitForm(units, request.GET if "enhet" in request.GET else None)
    unit = chosen.unit if chosen.is_bound and chosen.is_valid() else None
    form = _starter_form(request, town, unit) if unit else chosen
    status = UNPROCESSABLE if form.errors else 200
    if isinstance(form, StarterForm) and form.is_bound and form.is_valid():
        today = timezone.localdate()
        position = staff(town.pk, today).get(pk=form.cleaned_data["position"])
        try:
            let_ask(request.person, town, log.log_id, position, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            words = _("%(name)s can ask the family now, and finds the question on My page.")
            messages.success(request, words % {"name": position.person})
            return redirect("consent:closed_logs")
    context = {"town": town, "log": log, "unit": unit, "form": form}
    return render(request, "consent/closed_log.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def stop(request: SignedInRequest) -> HttpResponse:
    """`…/ta-tilbake/?logg=<id>`: whoever was named may ask no more, before the family is asked."""
    town = _administered(request)
    log = _chosen(request, town)
    if log is None:
        return redirect("consent:closed_logs")
    if request.method == "POST":
        try:
            name = take_back(request.person, town, log.log_id, at=timezone.now())
        except Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            words = _("%(name)s may not ask the family any more.")
            messages.success(request, words % {"name": name})
        return redirect("consent:closed_logs")
    if not log.starter or log.is_asked:
        messages.info(request, str(NO["asked" if log.is_asked else "nobody"]))
        return redirect("consent:closed_logs")
    return render(request, "consent/reopening_back.html", {"town": town, "log": log})


def _starter_form(request: SignedInRequest, town: Municipality, unit: Unit) -> StarterForm:
    working = staff(town.pk, timezone.localdate()).filter(unit=unit)
    form = StarterForm(request.POST if request.method == "POST" else None)
    form.fields["position"].choices = people(  # type: ignore[attr-defined]
        sorted(working, key=lambda each: str(each.person))
    )
    return form
