"""What the base template shows. It asks the database nothing: see `identity.middleware`."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from . import language


def base(request: HttpRequest) -> dict[str, Any]:
    """Person, municipality and language of the page, all known to the request already."""
    current = get_language() or language.DEFAULT
    place = getattr(request, "place", None)
    return {
        "person": getattr(request, "person", None),
        "signed_in": getattr(request, "signed_in", None),
        "place": place,
        "anew_at": _when(place["anew_at"]) if place else None,
        "language_code": current,
        "language_name": language.NAMES.get(current, current),
        "language_names": language.NAMES,
        "language_query": _other_parameters(request),
        "help_side": request.resolver_match.view_name if request.resolver_match else "",
    }


def _when(written: str) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _other_parameters(request: HttpRequest) -> str:
    """The address's parameters, for the links that change the language of the same page."""
    query = request.GET.copy()
    query.pop(language.PARAMETER, None)
    return query.urlencode()
