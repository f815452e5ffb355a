"""Pages that are the same for all visitors: a browser keeps them and asks whether they are new."""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, cast

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from stafett.identity.request import Request

View = Callable[..., HttpResponse]


def light(view: View) -> View:
    """Answer a visitor 304 when the page is as it was. Whoever is signed in has a name on the page,
    so it is not kept."""

    @wraps(view)
    def answered(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.person is not None:
            return response
        response["ETag"] = etag = f'"{sha256(response.content).hexdigest()[:32]}"'
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        return cast(HttpResponse, get_conditional_response(request, etag=etag, response=response))

    return answered
