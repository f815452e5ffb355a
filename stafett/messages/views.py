"""The pages of messages: all of them, one with its answers, and a new one (screen 8)."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stafett.book.errors import Conflict, Refused
from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.health_box import is_marked, marks_of, out_of_sight, with_health_box
from stafett.logs.queries import team
from stafett.logs.repeats import said_already

from . import actions, queries
from .actions import Letter
from .beginnings import start_in
from .forms import AnswerForm, MessageForm
from .models import Kind, Message

UNPROCESSABLE, CONFLICT = 422, 409
ON_A_PAGE = 25
View = Callable[..., HttpResponse]


def _reads(view: View) -> View:
    """For those who read messages; a family whose log was closed meanwhile keeps what it wrote."""

    @wraps(view)
    def guarded(request: SignedInRequest, log_id: UUID, **ids: UUID) -> HttpResponse:
        standing = access.require(request.person, log_id, Right.READ)
        if not standing.has_messages:
            raise Http404
        if request.method == "POST" and not standing.may(Right.WRITE):
            return _cannot_be_written(request, standing)
        return view(request, standing, **ids)

    return guarded


def _cannot_be_written(request: SignedInRequest, standing: Standing) -> HttpResponse:
    if standing.log.state != "closed":
        raise Http404
    texts = [request.POST.get(key, "") for key in ("title", "text")]
    context = {"standing": standing, "tab": "messages", "texts": [t for t in texts if t.strip()]}
    return render(request, "messages/closed.html", context, status=CONFLICT)


@require_safe
@signed_in
@_reads
def threads(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """All messages, that with the newest word on top. Two questions."""
    page = Paginator(queries.threads(standing), ON_A_PAGE).get_page(request.GET.get("side"))
    context = {
        "standing": standing,
        "tab": "messages",
        "page": page,
        "writes": standing.may(Right.WRITE),
    }
    return render(request, "messages/threads.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@_reads
def new(request: SignedInRequest, standing: Standing) -> HttpResponse:
    """Write a message from the text that its kind begins with (L7, L8)."""
    if not standing.may(Right.WRITE):
        return _cannot_be_written(request, standing)
    log, sent = standing.log, request.method == "POST"
    asked = (request.POST if sent else request.GET).get("kind" if sent else "slag", "")
    kind = asked if asked in Kind.values else Kind.MESSAGE
    name = log.owner.given_name
    start = start_in(log.municipality_id, kind, name=name, writer=str(standing.person))
    form = with_health_box(
        MessageForm(
            request.POST if sent else None,
            request.FILES if sent else None,
            people=queries.receivers(standing),
            name=name,
            initial={
                "kind": kind,
                "title": start.title,
                "text": start.text,
                "opened_at": log.book.count,
            },
        ),
        standing,
    )
    status = 200
    if sent and (status := _try(form, lambda: _send(standing, form, kind))) == 0:
        messages.success(request, _("The message is sent."))
        return redirect("messages:threads", log.pk)
    context = {
        "standing": standing,
        "tab": "messages",
        "here": _("Write a message"),
        "form": form,
        "kind": kind,
        "kinds": Kind.choices,
    }
    return render(request, "messages/new.html", context, status=status)


def _send(standing: Standing, form: MessageForm, kind: str) -> None:
    said = form.cleaned_data
    since, title, text = said["opened_at"], said["title"], said["text"]
    if said_already(standing, "messages.sent", since=since, title=title, message=text):
        return
    letter = Letter(kind, title, text, said["attached"])
    actions.send(standing, letter, form.receivers, at=timezone.now(), health=marks_of(said))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@_reads
def thread(request: SignedInRequest, standing: Standing, message_id: UUID) -> HttpResponse:
    """A message with its answers; who opens it is noted, and an answer is taken."""
    first = (
        queries.messages_shown(standing.reader)
        .filter(log=standing.log, pk=message_id, first=None)
        .first()
    )
    if first is None:
        raise Http404
    sent = request.method == "POST"
    form = with_health_box(
        AnswerForm(
            request.POST if sent else None,
            request.FILES if sent else None,
            initial={"opened_at": standing.log.book.count},
        ),
        standing,
    )
    status = 200
    if sent and (status := _try(form, lambda: _answer(standing, form, first))) == 0:
        messages.success(request, _("Your answer is sent."))
        seen = not out_of_sight(form, standing)
        return (
            redirect("messages:thread", standing.log.pk, first.pk)
            if seen
            else redirect("messages:threads", standing.log.pk)
        )
    return _show(request, standing, first, form, status)


def _answer(standing: Standing, form: AnswerForm, first: Message) -> None:
    said = form.cleaned_data
    since, text = said["opened_at"], said["text"]
    if said_already(standing, "messages.answered", since=since, title=first.title, message=text):
        return
    letter = Letter(first.kind, "", text, said["attached"])
    actions.answer(standing, first.pk, letter, at=timezone.now(), health=marks_of(said))


def _show(
    request: SignedInRequest, standing: Standing, first: Message, form: AnswerForm, status: int
) -> HttpResponse:
    said = queries.thread_of(standing.person, first)
    if request.method == "GET":
        actions.opened(standing, [each.message for each in said], at=timezone.now())
    audience = queries.audience_of(first)
    people = {each.person.pk: str(each.person) for each in team(standing.log)}
    some = audience.people if audience and not audience.everyone else []
    context = {
        "standing": standing,
        "tab": "messages",
        "here": first.title,
        "first": first,
        "said": said,
        "to": sorted(people[key] for key in some if key in people),
        "everyone": not some,
        "marked": is_marked(first.pk),
        "writes": standing.may(Right.WRITE),
        "form": form,
    }
    return render(request, "messages/thread.html", context, status=status)


def _try(form: MessageForm | AnswerForm, act: Callable[[], None]) -> int:
    """Do what a sent form says: 0 when it is done, else the status of the page that says why."""
    if not form.is_valid():
        return UNPROCESSABLE
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT if isinstance(refusal, Conflict) else UNPROCESSABLE
    return 0
