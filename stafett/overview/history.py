"""A log's history, told in sentences."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stafett.identity.guard import signed_in
from stafett.logs import access


def told(verb: str, data: dict[str, object]) -> str:
    """One entry as a sentence."""
    return ""


@signed_in
def history(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """Everything that has happened in a log."""
    standing = access.require(request.person, log_id, access.Right.READ)  # type: ignore[attr-defined]
    return render(request, "logs/frame.html", {"standing": standing, "tab": "history"})
