"""The pages on which somebody from outside the municipality is named in a question, and is sent the
link anew."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right
from stafett.municipality.models import Unit
from stafett.municipality.queries import current_policy

from .asking_forms import NamedForm, uuid_or_none
from .fields import OneLine
from .models import Named
from .outside import Outsider, invite_outsider, links_of, send_link_again
from .refusals import UNPROCESSABLE, status_of
from .rights import asker
from .writing import sent_meanwhile, units_of, where_written, written

ABOUT_THE_PERSON = ("given_name", "family_name", "title", "email", "phone")


class OutsiderForm(NamedForm):
    """Who it is, and the task."""

    given_name = OneLine(
        label=gettext_lazy("First name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the first name.")},
    )
    family_name = OneLine(
        label=gettext_lazy("Family name"),
        max_length=100,
        error_messages={"required": gettext_lazy("Write the family name.")},
    )
    title = OneLine(
        label=gettext_lazy("What is the person’s work?"),
        help_text=gettext_lazy("As the family is to read it: «Psychologist»."),
        max_length=100,
        error_messages={"required": gettext_lazy("Write what the person works as.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail at work"),
        help_text=gettext_lazy("The person is told here when the family has said yes."),
        error_messages={"required": gettext_lazy("Write the e-mail at work.")},
    )
    phone = OneLine(label=gettext_lazy("Telephone at work"), max_length=20, required=False)
    field_order = [*ABOUT_THE_PERSON, "task", "sees", "health", "until"]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def add_outsider(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/person/utenfra/?enhet=<id>`; without a service outside the municipality
    back to choosing one."""
    by = asker(request, log_id)
    consent = written(by)
    if consent is None:
        return sent_meanwhile(request, by)
    unit = _outside([*units_of(by)], request.GET.get("enhet", ""))
    if unit is None:
        return redirect("consent:add", log_id)
    policy = current_policy(by.log.municipality_id, timezone.localdate())
    form = OutsiderForm(policy, request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        who = Outsider(unit.pk, **{name: said.pop(name) for name in ABOUT_THE_PERSON})
        try:
            new = invite_outsider(by, consent.pk, who, **said, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            words = _("%(name)s is on the list. Nothing is sent yet.")
            messages.success(request, words % {"name": new.person})
            return redirect(where_written(by.log), by.log.pk)
    context = {"standing": by, "form": form, "unit": unit}
    return render(request, "consent/person_outside.html", context, status=status)


def _outside(units: list[Unit], asked: str) -> Unit | None:
    key = uuid_or_none(asked)
    return next((unit for unit in units if unit.pk == key and unit.outside), None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def send_link(request: SignedInRequest, log_id: UUID, named_id: UUID) -> HttpResponse:
    """`/logg/<id>/samtykke/person/<id>/lenke/`: for who has the baton, and for somebody with a link
    that has not been used."""
    by = access.require(request.person, log_id, Right.COORDINATE)
    named = Named.objects.filter(log=by.log, pk=named_id).select_related("person").first()
    lapses_at = links_of(by).get(named.person_id) if named else None
    if named is None or lapses_at is None:
        raise Http404
    if request.method != "POST":
        context = {"standing": by, "named": named, "lapses_at": lapses_at}
        context |= {"seen": lapses_at.isoformat(), "lapsed": lapses_at <= timezone.now()}
        return render(request, "consent/link.html", context)
    try:
        seen = datetime.fromisoformat(request.POST.get("seen", ""))
        send_link_again(by, named.person, seen=seen, at=timezone.now())
    except ValueError:
        messages.warning(request, _("Nothing was done. Choose one of the buttons on the page."))
    except Refused as refusal:
        messages.warning(request, str(refusal))
    else:
        words = _("A new link is on its way to %(name)s. The old one no longer works.")
        messages.success(request, words % {"name": named.person})
    return redirect("consent:show", log_id)
