"""Who works here: for the unit's leader, and for the municipality's administrators (E1, H6)."""

from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality import staffing
from stafett.municipality.access import administers, heads, units_of
from stafett.municipality.models import Invitation, Position, Unit
from stafett.municipality.queries import staff as staff_in
from stafett.municipality.queries import units_in

from .leading import led_units
from .staff import staff_of
from .staff_forms import InviteForm, LastDayForm

UNPROCESSABLE, CONFLICT = 422, 409


@dataclass(frozen=True)
class Managed:
    """The unit that is shown, among those that are the reader's."""

    unit: Unit
    units: list[Unit]
    administers: bool


@require_safe
@signed_in
def staff(request: SignedInRequest) -> HttpResponse:
    """`/kommune/ansatte/`; not found for everyone but leaders and administrators."""
    return staff_page(request, managed_unit(request))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def staff_invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody to the unit."""
    managed = managed_unit(request)
    today = timezone.localdate()
    others = sorted(
        units_in(managed.unit.municipality_id).exclude(pk=managed.unit.pk), key=lambda u: u.name
    )
    of = next((each for each in others if str(each.pk) == request.GET.get("fra", "")), None)
    known = staff_in(managed.unit.municipality_id, today).filter(unit=of)
    data = request.POST if request.method == "POST" else None
    form = InviteForm(
        list(known) if of else None,
        data,
        administers=managed.administers,
        training=bool(request.place and request.place["training"]),
    )
    if form.is_valid():
        try:
            sent = staffing.invite(
                request.person, managed.unit.pk, form.colleague, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(name)s gets an e-mail with a link.") % {"name": sent.name}
            )
            return redirect(address_of(managed.unit))
    context = {"form": form, "managed": managed, "others": others, "of": of}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "overview/staff_invite.html", context, status=status)


@require_POST
@signed_in
def staff_invitation(request: SignedInRequest, invitation_id: UUID) -> HttpResponse:
    """Send an invitation again, or take it back."""
    managed = managed_unit(request)
    if not Invitation.objects.filter(pk=invitation_id, unit__in=managed.units).exists():
        raise Http404
    do = {"again": staffing.send_again, "take_back": staffing.take_back}.get(
        request.POST.get("do", "")
    )
    try:
        if do is None:
            raise Refused(_("Nothing was done. Choose one of the buttons on the page."))
        invitation = do(request.person, invitation_id, at=timezone.now())
    except Refused as refusal:
        return staff_page(request, managed, problem=refusal)
    words = (
        _("%(name)s gets a new e-mail. The old link no longer works.")
        if do is staffing.send_again
        else _("The invitation of %(name)s is taken back. The link no longer works.")
    )
    messages.success(request, words % {"name": invitation.name})
    return redirect(address_of(invitation.unit))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def staff_end(request: SignedInRequest, position_id: UUID) -> HttpResponse:
    """Set the last day of somebody's work here; the page says what follows from it."""
    units = units_of(request.person, timezone.localdate())
    position = (
        Position.objects.filter(pk=position_id, unit__in=[unit.pk for unit in units], deputy=False)
        .select_related("person", "unit")
        .first()
    )
    if position is None:
        raise Http404
    form, status = LastDayForm(request.POST if request.method == "POST" else None), 200
    if form.is_valid():
        try:
            ended = staffing.end_position(
                request.person, position.pk, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
            status = CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
        else:
            messages.success(request, _ended(ended))
            return redirect(address_of(position.unit))
    context: dict[str, object] = {"form": form, "position": position}
    context["back"] = address_of(position.unit)
    status = status if status != 200 or not form.errors else UNPROCESSABLE
    return render(request, "overview/staff_end.html", context, status=status)


def _ended(position: Position) -> str:
    name = {"name": str(position.person)}
    if position.ended_at:
        return _("%(name)s has left, and can no longer read any log from here.") % name
    return _("The last day of %(name)s is set. The access ends when that day is over.") % name


def managed_unit(request: SignedInRequest, unit_id: UUID | None = None) -> Managed:
    """The unit asked for, or the first; raises Http404 where none is the reader's."""
    today = timezone.localdate()
    units = units_of(request.person, today)
    asked = (
        str(unit_id or "") or request.GET.get("enhet", "") or (str(units[0].pk) if units else "")
    )
    unit = next((each for each in units if str(each.pk) == asked), None)
    if unit is None:
        raise Http404
    return Managed(unit, units, administers(request.person, unit.municipality_id, today))


def address_of(unit: Unit) -> str:
    """Where those who work in a unit are shown."""
    return f"{reverse('staff')}?enhet={unit.pk}"


def staff_page(
    request: SignedInRequest, managed: Managed, problem: Refused | None = None
) -> HttpResponse:
    """Everyone who works in the unit, with what was refused."""
    now = timezone.now()
    context = {
        "managed": managed,
        "heads": heads(request.person, managed.unit.pk, timezone.localdate(now)),
        "staff": staff_of(managed.unit, now, administers=managed.administers),
        "led": managed.unit in led_units(),
        "problem": str(problem or ""),
        "form": forms.Form(),
    }
    status = 200
    if problem:
        status = CONFLICT if isinstance(problem, Conflict) else UNPROCESSABLE
    return render(request, "overview/staff.html", context, status=status)
