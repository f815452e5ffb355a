"""Looking for a marker wherever somebody could find it: SQL, pages, prints, names, headers."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stafett.book.wall import acting_as
from stafett.logs.models import Log
from stafett.meetings.models import AgendaItem
from stafett.people.models import Person
from stafett.plan.models import Comment, Evaluation, Goal, Measure, Understanding
from stafett.voice.models import Participation, Talk
from tests.archive import reader
from tests.walls import catalogue
from tests.walls.addresses import KINDS

# What is shown on pages of some addresses by what is asked for in them.
# What has its own page on who sees it.
MARKABLE: dict[str, list[Any]] = {
    "subject_id": [Goal, Measure, Evaluation, Comment, Understanding, Talk, Participation],
    "text_id": [KINDS["text_id"], AgendaItem],
}
QUERIES = {"history": ("?vis=planen",), "consent:withdraw": ("?steg=2&hva=alt",)}


def in_sql(person: Person | None, marker: str) -> list[str]:
    """The tables in which this person finds the marker with plain SQL, through the second wall."""
    readable = [
        each.split()[0]
        for each in catalogue.grants(connections["owner"])
        if each.endswith("web SELECT")
    ]
    with acting_as(person.pk if person else None), connection.cursor() as cursor:
        return [table for table in sorted(readable) if _has(cursor, table, marker)]


def _has(cursor: Any, table: str, marker: str) -> bool:
    if table == "archive_depositfile":
        cursor.execute("SELECT pdf FROM archive_depositfile")
        return any(marker in reader.words(bytes(pdf)) for (pdf,) in cursor.fetchall())
    cursor.execute(f"SELECT 1 FROM {table} t WHERE t::text LIKE %s LIMIT 1", [f"%{marker}%"])
    return cursor.fetchone() is not None


def on_the_site(client: Client, logs: list[Log], marker: str) -> list[str]:
    """Every address at which this client finds the marker: in text, name, header or redirect."""
    return finds(client, logs, marker)[marker]


def finds(client: Client, logs: list[Log], *markers: str) -> dict[str, list[str]]:
    """The same for several markers in one walk over the site."""
    found: dict[str, list[str]] = {marker: [] for marker in markers}
    for address, answer in _visits(client, logs):
        said = everything_of(answer)
        for marker in markers:
            if marker in said:
                found[marker].append(address)
    return found


def _visits(client: Client, logs: list[Log]) -> Iterator[tuple[str, HttpResponse]]:
    for address in addresses(logs):
        yield address, client.get(address)  # type: ignore[misc]


def addresses(logs: list[Log]) -> list[str]:
    """Every address of the site with every number of these logs, found in the URL resolver."""
    return sorted(
        {
            address + query
            for name, kinds in _patterns(get_resolver(), "", ())
            for address in _with_numbers(name, kinds, logs)
            for query in ("", *QUERIES.get(name, ()))
        }
    )


def _patterns(
    resolver: URLResolver, space: str, before: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        numbers = before + tuple(each.pattern.converters)
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", numbers
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each, inner, numbers)


def _with_numbers(name: str, kinds: tuple[str, ...], logs: list[Log]) -> Iterator[str]:
    if "log_id" not in kinds:
        if not kinds:
            yield reverse(name)
        return
    others = [kind for kind in kinds if kind != "log_id"]
    for log in logs:
        for numbers in product(*(_keys(kind, log.pk) for kind in others)):
            known = dict(zip(others, numbers, strict=True))
            yield reverse(name, kwargs={"log_id": log.pk, **known})


def _keys(kind: str, log: UUID) -> list[UUID]:
    models = MARKABLE.get(kind) or [KINDS[kind]]
    rows = [model.objects.using("owner").filter(log_id=log) for model in models]
    return [key for each in rows for key in each.values_list("pk", flat=True)]


def everything_of(answer: HttpResponse) -> str:
    """All that reaches the browser, as text: head, address, cookies and body."""
    head = " ".join(f"{name}: {value}" for name, value in answer.items())
    said = unquote(f"{head} {answer.cookies.output()}")
    body = b"".join(answer) if answer.streaming else answer.content  # type: ignore[arg-type]
    # What calls itself a PDF may be a file that somebody put in a log.
    if body.startswith(b"%PDF"):
        return said + reader.words(body)
    return said + body.decode("utf-8", "replace")


@contextmanager
def without_the_second_wall() -> Iterator[None]:
    """Pages ask with the owner's login, which no policy holds: only the first wall is left."""
    web = connections["default"]
    connections["default"] = connections["owner"]
    try:
        yield
    finally:
        connections["default"] = web
