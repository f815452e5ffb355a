"""What all pages on which one writes in a plan have in common."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.overtaken import NotForYou, Overtaken

from ..agreement import may_say

UNPROCESSABLE, CONFLICT = 422, 409
View = Callable[..., HttpResponse]


def reads(view: View) -> View:
    """A page for everyone who reads the log; the view is given the person's standing.

    What is sent to it needs the right to write. For everyone else it does not exist.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, log_id: UUID, **ids: UUID) -> HttpResponse:
        standing = access.require(request.person, log_id, Right.READ)
        if request.method == "POST" and not standing.may(Right.WRITE):
            return _cannot_be_written(request, standing)
        return view(request, standing, **ids)

    return guarded


def writes(view: View) -> View:
    """A page for those who may write in the log; the view is given the person's standing."""

    @reads
    @wraps(view)
    def guarded(request: SignedInRequest, standing: Standing, **ids: UUID) -> HttpResponse:
        if not standing.may(Right.WRITE):
            return _cannot_be_written(request, standing)
        return view(request, standing, **ids)

    return guarded


def says(view: View) -> View:
    """A page for everyone who reads the log. What is sent to it is the family's own word, also of
    guardians who may only read (K7); for everyone else that does not exist.
    """

    @require_http_methods(["GET", "HEAD", "POST"])
    @signed_in
    @wraps(view)
    def guarded(request: SignedInRequest, log_id: UUID, **ids: UUID) -> HttpResponse:
        standing = access.require(request.person, log_id, Right.READ)
        if request.method == "POST" and not may_say(standing):
            return _cannot_be_written(request, standing)
        return view(request, standing, **ids)

    return guarded


def _cannot_be_written(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """A family whose log was closed meanwhile is told so, and keeps what it wrote."""
    if standing.log.state != "closed":
        raise Http404
    unseen = ("csrfmiddlewaretoken", "opened_at", "about", "uferdig")
    keys = [key for key in request.POST if key not in unseen]
    texts = [text for key in keys for text in request.POST.getlist(key) if text.strip()]
    context = {"standing": standing, "tab": "plan", "texts": texts}
    return render(request, "plan/closed.html", context, status=CONFLICT)


def sent(request: SignedInRequest) -> QueryDict | None:
    """What a form is bound to: an empty one too, when it was sent."""
    return request.POST if request.method == "POST" else None


@dataclass
class Outcome:
    """What came of a form: shown for the first time (200), done, or why not."""

    done: bool = False
    status: int = 200
    overtaken: bool = False
    hidden: bool = False  # what the form began with


Said = dict[str, Any]
Texts = Mapping[str, tuple[object, object]]  # words, or a day


def attempt(
    request: SignedInRequest, standing: Standing, form: Form, act: Callable[[Said], None]
) -> Outcome:
    """Do what a sent form says. A refusal stands on top of the form, with all that was typed."""
    if request.method != "POST":
        return Outcome()
    if not form.is_valid():
        return Outcome(status=UNPROCESSABLE)
    said = form.cleaned_data
    if said["opened_at"] > standing.log.book.count:
        said["opened_at"] = 0
    try:
        act(said)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        overtaken = isinstance(refusal, Overtaken)
        if overtaken:
            form.data = opened_anew(request, standing)
        conflict = isinstance(refusal, Conflict)
        status = CONFLICT if conflict else UNPROCESSABLE
        return Outcome(status=status, overtaken=overtaken, hidden=isinstance(refusal, NotForYou))
    return Outcome(done=True)


def opened_anew(
    request: SignedInRequest, standing: Standing, now: Mapping[str, str] | None = None
) -> QueryDict:
    """What was sent, as if the page had been opened now: with both texts before one's eyes, the
    next saving is no longer a surprise. `now`: what stands in the place of what was sent."""
    data = request.POST.copy()
    data["opened_at"] = str(Book.objects.get(pk=standing.log.pk).count)
    for name, text in (now or {}).items():
        data[name] = text
    return data


@dataclass(frozen=True)
class Sheet:
    """The words around a form."""

    title: str
    button: str
    back: str  # the address of Cancel
    lead: str = ""
    template: str = "plan/write.html"
    more: Mapping[str, Any] = field(default_factory=dict)

    def show(
        self,
        request: SignedInRequest,
        standing: Standing,
        form: Form,
        outcome: Outcome,
        *,
        texts: Texts | None = None,
    ) -> HttpResponse:
        """The page. `texts`: by field what now stands there and what this person wants there."""
        context = {
            "standing": standing,
            "tab": "plan",
            "here": self.title,
            "sheet": self,
            "form": form,
            "theirs": _differences(form, texts or {}) if outcome.overtaken else [],
            **self.more,
        }
        return render(request, self.template, context, status=outcome.status)


def _differences(form: Form, texts: Texts) -> list[tuple[str, object]]:
    """The labels and texts that another wrote and this person wants otherwise."""
    return [
        (str(form.fields[name].label), theirs)
        for name, (theirs, mine) in texts.items()
        if theirs != mine
    ]
