"""Pages that only somebody signed in may open."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from .request import Request

View = Callable[..., HttpResponse]
# What somebody signed in by code opens besides the own log.
OWN_PAGES = {
    "my_page",
    "profile",
    "own_contact",
    "notice_settings",
    "sign_ins",
    "end_sign_ins",
    "shown_picture",
    "unfinished",
    "keep_writing",
    "let_go",
}


def signed_in(view: View) -> View:
    """Send a visitor to the sign-in page, and back here afterwards.

    A form sent after the session has ended is answered with the text that was in it, so that
    nothing written is lost.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is not None:
            if request.person.own_log_alone and not _of_ones_own(request):
                raise Http404
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(sign_in_address(request.get_full_path()))
        context = {"texts": texts_of(request), "language_query": "", "help_side": ""}
        return render(request, "identity/signed_out.html", context, status=403)

    return guarded


def _of_ones_own(request: Request) -> bool:
    """Whether a page is about the own log (`access` says which) or about oneself (I2)."""
    match = request.resolver_match
    assert match is not None
    return "log_id" in match.kwargs or match.view_name in OWN_PAGES


def sign_in_address(then: str) -> str:
    """The sign-in page that leads on to an address of this site."""
    return f"{reverse('sign_in')}?{urlencode({'neste': then})}"


def texts_of(request: HttpRequest) -> list[str]:
    """What a person had written in a form that could not be taken: sentences, no single words.

    Tokens and choices have no space in them; a password is never shown.
    """
    keys = (key for key in request.POST if key != "password")
    values = (value for key in keys for value in request.POST.getlist(key))
    return [value for value in values if " " in value.strip()]
