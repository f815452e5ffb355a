"""The floor: session, user and locale middleware, and twenty rows of one query that the wall lets
through. And a counter of queries for whoever asks for it."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.template import Context, Template

from stafett.book.models import Entry
from stafett.identity.middleware import PersonWall

ADDRESS, COUNT = "/gulv/", "Bench-Count"
PAGE = """<!doctype html><title>{{ person }}</title><h1>{{ person }}</h1><ul>
{% for entry in entries %}<li>{{ entry.at }} {{ entry.verb }} {{ entry.role }}</li>{% endfor %}
</ul>"""
Get = Callable[[Any], Any]


def floor(get_response: Get) -> Get:
    """Answers the floor's address past all other middleware."""
    template = Template(PAGE)

    def view(request: Any) -> HttpResponse:
        log = UUID(request.path.removeprefix(ADDRESS))
        entries = Entry.objects.filter(book=log).order_by("number")[:20]
        told = {"person": request.person, "entries": entries}
        return HttpResponse(template.render(Context(told)))

    with_person: Any = PersonWall(cast(Any, LocaleMiddleware(view)))
    chain: Any = SessionMiddleware(with_person)
    return lambda request: (
        chain(request) if request.path.startswith(ADDRESS) else get_response(request)
    )


def counted(get_response: Get) -> Get:
    """Tells in the header how many questions the database was asked, where the request asks."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if COUNT not in request.headers:
            return get_response(request)  # type: ignore[no-any-return]
        asked = [0]

        def count(execute: Callable[..., Any], *said: Any) -> Any:
            asked[0] += 1
            return execute(*said)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response[COUNT] = str(asked[0])
        return response  # type: ignore[no-any-return]

    return middleware
