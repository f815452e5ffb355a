"""Who is let in to the pages of meetings, and what a sent form comes to."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing

from ..actions.parts import may_arrange
from ..queries import MeetingNow, meeting_now

UNPROCESSABLE, CONFLICT = 422, 409
View = Callable[..., HttpResponse]


def reads(view: View) -> View:
    """A page with a form, for those who read the whole log."""
    return require_http_methods(["GET", "HEAD", "POST"])(_guarded(view))


def only_reads(view: View) -> View:
    """A page without a form, for those who read the whole log."""
    return require_safe(_guarded(view))


def _guarded(view: View) -> View:
    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, log_id: UUID, **ids: UUID) -> HttpResponse:
        standing = access.require(request.person, log_id, Right.READ)
        if not standing.has_messages:
            raise Http404
        return view(request, standing, **ids)

    return guarded


def of_a_meeting(view: View) -> View:
    """Stands under `reads`: the view takes the meeting as it stands. Not found for who does not
    see it."""

    @wraps(view)
    def guarded(
        request: SignedInRequest, standing: Standing, meeting_id: UUID, **ids: UUID
    ) -> HttpResponse:
        now = meeting_now(meeting_id, standing.person)
        if now is None or now.meeting.log_id != standing.log.pk:
            raise Http404
        return view(request, standing, now, **ids)

    return guarded


def arranges(view: View) -> View:
    """Stands under `of_a_meeting`: for who has the baton or leads the meeting, while it is on."""

    @wraps(view)
    def guarded(request: SignedInRequest, standing: Standing, now: MeetingNow) -> HttpResponse:
        if not may_arrange(standing, now):
            raise Http404
        return view(request, standing, now)

    return guarded


def closed(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """What is sent when the log is closed is not taken, and is shown again."""
    texts = [text for key in ("word", "text") for text in request.POST.getlist(key)]
    context = {"standing": standing, "tab": "meetings", "texts": [t for t in texts if t.strip()]}
    return render(request, "plan/closed.html", context, status=CONFLICT)


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
