"""The texts that messages begin from, for the municipality's administrators (L7, screen 13)."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.fields import Line, OpenedAt, Words, area, most
from stafett.municipality.access import require_administrator
from stafett.municipality.models import Municipality

from .beginning_actions import set_beginning
from .beginnings import Start, ours, own_text
from .models import Beginning, Kind

UNPROCESSABLE, CONFLICT = 422, 409
NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
LANGUAGES = [code for code, _name in settings.LANGUAGES]


class BeginningForm(forms.Form):
    """The title and the text of one kind in one language."""

    title = Line(
        label=gettext_lazy("What is it about?"), max_length=most(Beginning, "title"), required=False
    )
    text = Words(
        label=gettext_lazy("The text"),
        max_length=most(Beginning, "text"),
        widget=area(12),
        required=False,
        help_text=gettext_lazy(
            "[navn] becomes the child’s name, and [avsender] the name of the one who writes."
            " Leave both fields empty to get Stafett’s own text back."
        ),
    )
    opened_at = OpenedAt()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def beginnings(request: SignedInRequest) -> HttpResponse:
    """`/kommune/meldinger/?slag=…&tekstsprak=…`; not found for everyone but administrators."""
    town = _administered(request)
    kind = _one_of(Kind.values, request.GET.get("slag"), Kind.INVITATION)
    language = _one_of(LANGUAGES, request.GET.get("tekstsprak"), get_language() or LANGUAGES[0])
    own = own_text(town.pk, kind, language)
    start = Start(own.title, own.text) if own else ours(kind, language)
    form = BeginningForm(
        request.POST if request.method == "POST" else None,
        initial={"title": start.title, "text": start.text, "opened_at": town.book.count},
    )
    status = 200
    if form.is_bound and not (status := _try(request, town, form, kind, language)):
        messages.success(request, _("The text is saved. New messages begin with it."))
        return redirect(f"{reverse('messages:beginnings')}?slag={kind}&tekstsprak={language}")
    context = {
        "form": form,
        "town": town,
        "own": own,
        "kind": kind,
        "language": language,
        "kinds": Kind.choices,
        "languages": [(code, NAMES[code]) for code in LANGUAGES],
    }
    return render(request, "messages/beginnings.html", context, status=status)


def _try(
    request: SignedInRequest, town: Municipality, form: BeginningForm, kind: str, language: str
) -> int:
    """Do what the form says: 0 when it is done, else the status of the page that says why."""
    if not form.is_valid():
        return UNPROCESSABLE
    said: dict[str, Any] = form.cleaned_data
    try:
        set_beginning(
            request.person,
            town.pk,
            kind=kind,
            language=language,
            said=Start(said["title"], said["text"]),
            opened_at=min(said["opened_at"], town.book.count),
            at=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    return 0


def _administered(request: SignedInRequest) -> Municipality:
    place = request.place
    preferred = UUID(place["id"]) if place else None
    return require_administrator(request.person, timezone.localdate(), preferred=preferred)


def _one_of(values: list[str], asked: str | None, otherwise: str) -> str:
    return asked if asked in values else otherwise
