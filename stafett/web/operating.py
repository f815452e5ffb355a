"""Whether Stafett fares well, for the machine that watches it; nothing of a log or a person."""

from hmac import compare_digest

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from stafett.identity.request import Request

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def alive(request: Request) -> HttpResponse:
    """Web server and database answer. Anything but 200 is for somebody to look at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def figures(request: Request) -> HttpResponse:
    """Counts and ages (seconds) in Prometheus' words, for whoever has the token of the settings.

    Without it, or where none is set, there is no such page.
    """
    token = settings.STAFETT_FIGURES_TOKEN
    said = request.headers.get("Authorization", "")
    if not token or not compare_digest(said.encode(), f"Bearer {token}".encode()):
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, value FROM operating_figures()")
        rows = cursor.fetchall()
    lines = [f"# TYPE stafett_{name} gauge\nstafett_{name} {value:g}\n" for name, value in rows]
    return HttpResponse("".join(lines), content_type=PROMETHEUS)
