"""The site's addresses and a few that write in a log and then fail, each in its own way."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import DatabaseError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from stafett.logs import access
from stafett.logs.access import Right
from stafett.logs.models import Log
from stafett.plan import actions as plan
from stafett.plan.models import Goal
from stafett.urls import handler400, handler403, handler404, handler500
from stafett.urls import urlpatterns as site

__all__ = ["handler400", "handler403", "handler404", "handler500"]


def _raise(error: BaseException) -> HttpResponse:
    raise error


def _no_holder() -> HttpResponse:
    """What the database refuses first when the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE logs_leg SET ended_at = now()")
    return HttpResponse("saved")


def _caught() -> HttpResponse:
    """A view that goes on after the database has said no, without a savepoint."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
    except DatabaseError:
        pass
    return HttpResponse("saved")


ENDS: dict[str, Callable[[], HttpResponse]] = {
    "kept": lambda: HttpResponse("kept"),
    "error": lambda: _raise(RuntimeError("a secret of the server")),
    "not-found": lambda: _raise(Http404("a secret of the server")),
    "forbidden": lambda: _raise(PermissionDenied("a secret of the server")),
    "suspicious": lambda: _raise(SuspiciousOperation("a secret of the server")),
    "answer-500": lambda: HttpResponse("saved", status=500),
    "answer-503": lambda: HttpResponse("saved", status=503),
    "no-holder": _no_holder,
    "caught": _caught,
}


def ends(request: Any, log_id: UUID, how: str) -> HttpResponse:
    """Write a goal with its entry, and end so."""
    standing = access.require(request.person, log_id, Right.WRITE)
    plan.set_goal(
        standing, main_id=None, text="Halvt", background="", review_on=None, at=timezone.now()
    )
    assert Goal.objects.filter(log=log_id).exists()
    if how == "rendering":
        return TemplateResponse(request, "web/no_such_template.html")
    return ENDS[how]()


def sees(request: HttpRequest) -> JsonResponse:
    """Whom the database takes this request for, and what it shows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('stafett.person', true), pg_backend_pid(), current_user"
        )
        person, process, role = cursor.fetchone()
    return JsonResponse(
        {
            "person": person or "",
            "process": process,
            "role": role,
            "logs": sorted(map(str, Log.objects.values_list("pk", flat=True))),
            "in_transaction": transaction.get_connection().in_atomic_block,
        }
    )


def streams(request: HttpRequest) -> StreamingHttpResponse:
    """What is streamed is asked for after the transaction, when nobody is signed in any more."""
    return StreamingHttpResponse(str(Log.objects.count()) for _turn in range(2))


urlpatterns = [
    *site,
    path("probe/<uuid:log_id>/<str:how>/", ends),
    path("probe/sees/", sees),
    path("probe/streams/", streams),
]
