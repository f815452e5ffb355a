"""The leader's page: what needs the leader, the unit's logs without their content, who works there
(E1, E2, E3, E5, E6)."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Unit

from .leading import led, led_units
from .unit_figures import unit_figures


@require_safe
@signed_in
def leading(request: SignedInRequest) -> HttpResponse:
    """`/enhet/`; not found for everyone who follows up no unit."""
    units = led_units()
    chosen = led(request.person, _asked(request, units), timezone.now())
    figures = unit_figures(chosen.unit.pk, chosen.open_logs, chosen.today)
    context = {"units": units, "led": chosen, "figures": figures}
    return render(request, "overview/leading.html", context)


def _asked(request: SignedInRequest, units: list[Unit]) -> Unit:
    """The unit asked for, or the first; raises Http404 where none is the reader's."""
    asked = request.GET.get("enhet", "") or (str(units[0].pk) if units else "")
    for each in units:
        if str(each.pk) == asked:
            return each
    raise Http404
