"""Who is let in to the pages of this room, and what a sent form comes to."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs.access import Right, Standing

from ..access import listener, room_of

UNPROCESSABLE, CONFLICT = 422, 409
View = Callable[..., HttpResponse]


def own_room(view: View) -> View:
    """A page for the owner alone; for everyone else it does not exist."""
    return _guarded(view, room_of)


def for_listeners(view: View) -> View:
    """A page for those who hear what the child tells everyone."""
    return _guarded(view, listener)


def _guarded(view: View, let_in: Callable[..., Standing]) -> View:
    @require_http_methods(["GET", "HEAD", "POST"])
    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, log_id: UUID, **ids: UUID) -> HttpResponse:
        return view(request, let_in(request.person, log_id), **ids)

    return guarded


def while_open(view: View) -> View:
    """Stands under a door: what is sent when the log is closed is not taken, and is shown again."""

    @wraps(view)
    def guarded(request: SignedInRequest, standing: Standing, **ids: UUID) -> HttpResponse:
        if standing.may(Right.WRITE):
            return view(request, standing, **ids)
        if standing.log.state != "closed":
            raise Http404
        texts = [text for text in request.POST.getlist("text") if text.strip()]
        context = {"standing": standing, "texts": texts, "tab": "room"}
        return render(request, "plan/closed.html", context, status=CONFLICT)

    return guarded


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form is bound to: an empty one too, when it was sent."""
    return request.POST if request.method == "POST" else None


def attempt(form: Form, act: Callable[[dict[str, Any]], None]) -> int:
    """Do what a form says: 0 when it is done, else the status with which the page is shown."""
    if not form.is_bound:
        return 200
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        act(form.cleaned_data)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    return 0
