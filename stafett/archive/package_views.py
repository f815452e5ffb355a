"""`/logg/<id>/pakke/`: what goes along to an individual plan, and fetching it (P4)."""

import json
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.consent.fields import OneLine
from stafett.consent.refusals import UNPROCESSABLE, status_of
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import FAMILY, Outside, Right, Standing

from . import packing
from .models import Package, Part
from .package_print import print_package
from .package_told import told
from .reading import LANGUAGES


class PackageForm(forms.Form):
    """Nothing is chosen beforehand: what is not needed stays."""

    parts = forms.MultipleChoiceField(
        label=gettext_lazy("What is to go along?"),
        help_text=gettext_lazy("Take only what those who make the plan need."),
        choices=Part.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one thing to take along."),
            "invalid_choice": gettext_lazy("Choose something on the list."),
            "invalid_list": gettext_lazy("Choose something on the list."),
        },
    )
    receiver = OneLine(
        label=gettext_lazy("Who is to have it?"),
        help_text=gettext_lazy("Name and service, as the coordinator in the health office."),
        max_length=200,
        error_messages={"required": gettext_lazy("Write who is to have it.")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def packages(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """Whoever has the baton chooses and fetches; the family sees each, and fetches too."""
    right = Right.COORDINATE if request.method == "POST" else Right.READ
    by = access.require(request.person, log_id, right)
    if not by.may(Right.COORDINATE) and not any(each.role in FAMILY for each in by.admissions):
        raise Http404
    form = PackageForm(request.POST if request.method == "POST" else None)
    status = UNPROCESSABLE if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            packing.pack(by, **form.cleaned_data, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = status_of(refusal)
        else:
            messages.success(request, _("The package is ready. The family sees it too."))
            return redirect("archive:packages", log_id)
    made = [(each, packing.names(each.parts)) for each in packing.packages(by)]
    context = {
        "standing": by,
        "form": form,
        "coordinates": by.may(Right.COORDINATE),
        "consent": packing.yes_to_carry_over(by.log, timezone.now()),
        "made": made,
    }
    return render(request, "archive/packages.html", context, status=status)


@require_safe
@signed_in
def pdf(request: SignedInRequest, log_id: UUID, package_id: UUID) -> HttpResponse:
    """The package to read and to print."""
    by, package = _found(request, log_id, package_id)
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    content = print_package(package, Outside(by.person), language=language, at=at).pdf
    return _file(content, "application/pdf", f"{_name(at)}.pdf")


@require_safe
@signed_in
def data(request: SignedInRequest, log_id: UUID, package_id: UUID) -> HttpResponse:
    """The package for another system, as `docs/package.schema.json` says."""
    by, package = _found(request, log_id, package_id)
    at = timezone.now()
    content = json.dumps(told(package, Outside(by.person), at=at), ensure_ascii=False, indent=2)
    return _file(content.encode(), "application/json", f"{_name(at)}.json")


def _found(request: SignedInRequest, log_id: UUID, package_id: UUID) -> tuple[Standing, Package]:
    by = access.require(request.person, log_id, Right.READ)
    package = packing.packages(by).filter(pk=package_id).first()
    if package is None:
        raise Http404
    package.log = by.log
    return by, package


def _name(at: datetime) -> str:
    """No name of anybody: files lie about in folders of downloads."""
    return f"stafettlogg-{timezone.localdate(at):%Y-%m-%d}"


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    header = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=header)
