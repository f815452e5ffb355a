"""Whether what is written on this page is kept. It asks the database nothing."""

from typing import Any

from django.http import HttpRequest

from .rules import keeps


def writing(request: HttpRequest) -> dict[str, Any]:
    """`keeps_writing`, for the base template's script."""
    match, person = request.resolver_match, getattr(request, "person", None)
    kept = match is not None and keeps(match.namespace, match.url_name or "", match.kwargs)
    return {"keeps_writing": bool(person) and kept}
