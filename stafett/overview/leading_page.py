"""The leader's page: what needs the leader, the unit's logs without their content, who works there
(E1, E2, E3, E5, E6)."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.assigning import assign_baton
from stafett.municipality.models import Position, Unit

from .leading import led, led_units
from .leading_forms import AssignForm
from .unit_figures import unit_figures
from .waiting import for_leaders


@require_safe
@signed_in
def leading(request: SignedInRequest) -> HttpResponse:
    """`/enhet/`; not found for everyone who follows up no unit."""
    told = for_leaders()
    units = led_units(told)
    chosen = led(request.person, _asked(request, units), told, timezone.now())
    figures = unit_figures(chosen.unit, chosen.open_logs, chosen.today)
    context = {"units": units, "led": chosen, "figures": figures}
    return render(request, "overview/leading.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assign(request: SignedInRequest, leg_id: UUID) -> HttpResponse:
    """`/enhet/pinne/…/`: the leader says who is to have a baton of the unit's (E2, E3)."""
    now, told = timezone.now(), for_leaders()
    chosen = led(request.person, _asked(request, led_units(told)), told, now)
    log = next((each for each in chosen.open_logs if each.leg_id == leg_id), None)
    if log is None:
        raise Http404
    others = [(row, n) for row, n in chosen.holders if row.person not in log.holder_ids]
    form = AssignForm(others, request.POST if request.method == "POST" else None)
    if form.is_valid():
        position = Position.objects.select_related("person", "unit").get(pk=form.position_id)
        try:
            assign_baton(request.person, leg_id, position, at=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = _("You have asked that %(name)s take the baton.")
            messages.success(request, words % {"name": position.person})
            return redirect(f"{reverse('leading')}?enhet={chosen.unit.pk}#logger")
    context = {"led": chosen, "log": log, "form": form}
    return render(request, "overview/assign.html", context, status=422 if form.errors else 200)


def _asked(request: SignedInRequest, units: list[Unit]) -> Unit:
    """The unit asked for, or the first; raises Http404 where none is the reader's."""
    asked = request.GET.get("enhet", "") or (str(units[0].pk) if units else "")
    for each in units:
        if str(each.pk) == asked:
            return each
    raise Http404
