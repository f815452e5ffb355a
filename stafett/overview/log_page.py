"""The log's page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stafett.identity.guard import signed_in
from stafett.logs import access


@signed_in
def log(request: HttpRequest, log_id: UUID) -> HttpResponse:
    """Who has the baton, what is agreed, what I do next."""
    standing = access.require(request.person, log_id, access.Right.READ)  # type: ignore[attr-defined]
    return render(request, "logs/frame.html", {"standing": standing, "tab": "plan"})
