"""Pages that only somebody signed in may open."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from .request import Request

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Send a visitor to the sign-in page, and back here afterwards.

    A form sent after the session has ended is answered with the text that was in it, so that
    nothing written is lost.
    """

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.person is not None:
            return view(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            return HttpResponseRedirect(sign_in_address(request.get_full_path()))
        context = {"texts": texts_of(request), "language_query": "", "help_side": ""}
        return render(request, "identity/signed_out.html", context, status=403)

    return guarded


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
