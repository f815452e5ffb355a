"""The start page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stafett.identity import idporten
from stafett.identity.request import Request

from .start import people_to_try, words_to_the_young


@require_safe
def start(request: Request) -> HttpResponse:
    """What Stafett is, how one gets help (T1, T2), how one signs in."""
    place = request.place
    context = {
        "young": words_to_the_young(place, timezone.localdate()),
        "groups": people_to_try(place),
        "idporten": idporten.is_set_up(),
    }
    return render(request, "web/start.html", context)
