"""The way back to where somebody came from, such as a meeting that goes on."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse

from .models import Log

BACK = "tilbake"


def way_back(request: HttpRequest, log: Log, otherwise: str) -> str:
    """The page of this log that `and_back` named, else `otherwise`.

    Never a page outside the log: an address that somebody else has written leads nowhere new.
    """
    wanted = request.GET.get(BACK, "")
    there = urlsplit(wanted) if wanted.startswith(reverse("log", args=[log.pk])) else None
    if there is None:
        return otherwise
    try:
        resolve(there.path)
    except Resolver404:
        return otherwise
    return wanted


def and_back(address: str, back: str) -> str:
    """The address of a page that leads back to `back` when something is saved there."""
    return f"{address}?{urlencode({BACK: back})}"
