"""`/kommune/tall/`: the municipality's open logs in numbers, for those who administer it (C9)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.access import require_administrator

from .leading import led_units
from .numbers import numbers_of


@require_safe
@signed_in
def numbers(request: SignedInRequest) -> HttpResponse:
    """Not found for everyone but administrators."""
    municipality = require_administrator(request.person, timezone.localdate())
    mine = [unit for unit in led_units() if unit.municipality_id == municipality.pk]
    context = {"municipality": municipality, "numbers": numbers_of(municipality), "mine": mine}
    return render(request, "overview/numbers.html", context)
