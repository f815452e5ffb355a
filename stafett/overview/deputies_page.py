"""Who stands in for a unit's leader: naming a deputy for a time, and ending it (C7)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import heads
from stafett.municipality.deputies import end_deputy, name_deputy
from stafett.municipality.models import Position, Role
from stafett.municipality.queries import staff

from .staff_page import UNPROCESSABLE, address_of, managed_unit, staff_page


class DeputyForm(forms.Form):
    """Who, and from when until when."""

    position = forms.ChoiceField(
        label=gettext_lazy("Who stands in?"),
        help_text=gettext_lazy("Somebody who works in the unit."),
        error_messages={
            "required": gettext_lazy("Choose a person."),
            "invalid_choice": gettext_lazy("Choose somebody on the list."),
        },
    )
    from_date = forms.DateField(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Write the first day.")},
    )
    until = forms.DateField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("After this day the deputy no longer leads, by itself."),
        error_messages={"required": gettext_lazy("Write the last day.")},
    )

    def __init__(self, positions: Sequence[Position], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = [  # type: ignore[attr-defined]
            ("", _("None chosen")),
            *((str(each.pk), f"{each.person}, {each.title}") for each in positions),
        ]
        self.fields["from_date"].initial = timezone.localdate()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def deputy(request: SignedInRequest) -> HttpResponse:
    """`/kommune/ansatte/stedfortreder/`; not found for those who name no deputy of the unit."""
    managed, today = managed_unit(request), timezone.localdate()
    unit = managed.unit
    if not heads(request.person, unit.pk, today):
        raise Http404
    working = staff(unit.municipality_id, today).filter(unit=unit).exclude(role=Role.LEADER)
    positions = sorted(working, key=lambda each: str(each.person))
    form = DeputyForm(positions, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            named = name_deputy(
                request.person,
                UUID(said["position"]),
                from_date=said["from_date"],
                until=said["until"],
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("%(name)s is deputy in those days.") % {"name": named.person}
            messages.success(request, words)
            return redirect(address_of(unit))
    context = {"form": form, "managed": managed, "nobody": not positions}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "overview/deputy.html", context, status=status)


@require_POST
@signed_in
def deputy_end(request: SignedInRequest, position_id: UUID) -> HttpResponse:
    """End a deputy's time now."""
    found = Position.objects.filter(pk=position_id, deputy=True).select_related("unit").first()
    if found is None or not heads(request.person, found.unit_id, timezone.localdate()):
        raise Http404
    try:
        ended = end_deputy(request.person, found.pk, at=timezone.now())
    except Refused as refusal:
        return staff_page(request, managed_unit(request, found.unit_id), problem=refusal)
    words = _("%(name)s is no longer deputy.") % {"name": ended.person}
    messages.success(request, words)
    return redirect(address_of(found.unit))
