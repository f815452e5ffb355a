"""The pages for what went wrong. They ask the database nothing and repeat no address."""

from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.template import loader
from django.urls import Resolver404

from stafett.identity.guard import texts_of

MOST_READ_AWAY = 128 * 1024 * 1024
PIECE = 64 * 1024
# An error page's body says nothing of the address, so its links do not either.
SAME_FOR_ALL = {"language_query": "", "help_side": "", "messages": (), "keeps_writing": False}


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words for what does not exist and for what is not yours.

    Whoever lost the right to a log while writing in it sees the own text again.
    """
    reached = request.method == "POST" and not isinstance(exception, Resolver404)
    texts = _readable_texts(request) if reached else []
    return render(request, "404.html", SAME_FOR_ALL | {"texts": texts}, status=404)


def _readable_texts(request: HttpRequest) -> list[str]:
    """Nothing of what no browser sends: too many fields, other letters, a body of another kind."""
    try:
        return texts_of(request)
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return []


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form from an old page (its token no longer fits). What was written is shown again."""
    return render(request, "403.html", SAME_FOR_ALL | {"texts": texts_of(request)}, status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What no browser sends by itself, or more than Stafett takes at once."""
    if isinstance(exception, RequestDataTooBig):
        _read_away(request)
        return render(request, "413.html", SAME_FOR_ALL, status=413)
    return render(request, "400.html", SAME_FOR_ALL, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Calm and static: whatever broke, this page needs nothing of it."""
    context: dict[str, Any] = {}
    return HttpResponse(loader.get_template("500.html").render(context), status=500)


def _read_away(request: HttpRequest) -> None:
    """Take the rest of the body, or the browser loses the connection before it reads the page."""
    left = MOST_READ_AWAY
    while left > 0 and (piece := request.read(PIECE)):
        left -= len(piece)
