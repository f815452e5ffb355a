"""Whoever is in the middle of something when the training municipality is made anew is told so."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import translation

from stafett.identity.request import Request
from stafett.identity.session import Place, place
from stafett.municipality.models import Municipality

from .models import Making

GONE = 410
FIRST_REFUSAL = 400


def made_anew(
    get_response: Callable[[Request], HttpResponseBase],
) -> Callable[[Request], HttpResponseBase]:
    """A plain page in place of «sign in», «not found» or an error of a log that is no more (S3).

    Stands around the wall: after an error nothing can be asked within it.
    """

    def middleware(request: Request) -> HttpResponseBase:
        then = place(request.session)
        response = get_response(request)
        if then and then["training"] and _ended(request, response) and _is_gone(then):
            return _page(request, response.headers.get("Content-Language"))
        return response

    return middleware


def _ended(request: Request, response: HttpResponseBase) -> bool:
    was = getattr(request, "was", None)
    return was is not None or response.status_code >= FIRST_REFUSAL


def _is_gone(then: Place) -> bool:
    return not Municipality.objects.filter(pk=UUID(then["id"])).exists()


def _page(request: Request, language: str | None) -> HttpResponseBase:
    request.session.flush()
    request.person = request.signed_in = None
    made = Making.objects.order_by("-made_at").first()
    first = Municipality.objects.filter(training=True).order_by("name").first()
    context = {"made": made, "place": first, "keeps_writing": False}
    with translation.override(language or settings.LANGUAGE_CODE):
        return render(request, "training/made_anew.html", context, status=GONE)
