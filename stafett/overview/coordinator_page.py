"""How one applies for a coordinator and an individual plan (P9, R7)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.municipality.models import Municipality


@require_safe
@signed_in
def coordinator(request: SignedInRequest) -> HttpResponse:
    """`/koordinator/`, the same for everybody who is signed in. One question."""
    town = Municipality.objects.get(pk=UUID(request.place["id"])) if request.place else None
    return render(request, "overview/coordinator.html", {"town": town})
