"""Every address of the site that belongs to a log, found in the URL resolver, with real numbers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.db import connections
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from stafett.archive.models import Deposit, Package
from stafett.consent.models import Consent, Named, Signature
from stafett.logs.models import File, Log
from stafett.meetings.models import Meeting, Remark, Task
from stafett.messages.models import Message
from stafett.plan.models import Goal, Measure
from stafett.voice.models import PrivateWords

# Where the other numbers of an address come from. A new kind of number needs a line here.
KINDS: dict[str, Any] = {
    "consent_id": Consent,
    "named_id": Named,
    "goal_id": Goal,
    "measure_id": Measure,
    "file_id": File,
    "message_id": Message,
    "meeting_id": Meeting,
    "task_id": Task,
    "text_id": Remark,
    "deposit_id": Deposit,
    "package_id": Package,
    "signature_id": Signature,
    "subject_id": Measure,
    "words_id": PrivateWords,
}
# What the forms of these pages ask for, all at once; and some words that no form asks for.
POSTED = {
    "do": "accept",
    "opened_at": "9999",
    "text": "Jeg slipper inn.",
    "concern": "Jeg slipper inn.",
    "purpose": "Jeg slipper inn.",
    "reason": "reached",
    "assessment": "x",
    "conclusion": "x",
    "told": "on",
    "result": "worked",
    "why": "x",
    "next_step": "end",
    "title": "x",
    "to": "everyone",
    "log": "x",
    "log_id": "x",
}


@dataclass(frozen=True)
class Address:
    """One pattern of the site."""

    name: str
    numbers: tuple[str, ...]

    def of(self, log: UUID, numbers: dict[str, UUID]) -> str:
        """The address with these numbers in it."""
        needed = {kind: numbers[kind] for kind in self.numbers}
        return reverse(self.name, kwargs={"log_id": log, **needed})


def addresses_of_a_log() -> list[Address]:
    """Every pattern with a log's number in it."""
    return [each for each in _patterns(get_resolver(), "", ()) if each is not None]


def _patterns(
    resolver: URLResolver, space: str, before: tuple[str, ...]
) -> Iterator[Address | None]:
    for each in resolver.url_patterns:
        numbers = before + tuple(each.pattern.converters)
        if isinstance(each, URLResolver):
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _patterns(each, inner, numbers)
        elif isinstance(each, URLPattern) and "log_id" in numbers:
            assert each.name, f"{each.pattern} has no name"
            others = tuple(number for number in numbers if number != "log_id")
            assert set(others) <= set(KINDS), f"{each.pattern}: say in KINDS what {others} are"
            yield Address(f"{space}{each.name}", others)


def numbers_in(log: Log) -> dict[str, UUID]:
    """One of each kind in this log; a number of nothing where it has none.

    The signature is the one that somebody recorded, the consent is the one it was given to, and
    the named person is Kari where that consent names her; the meeting is the one of the task.
    """
    found = {}
    for kind, model in KINDS.items():
        row = model.objects.using("owner").filter(log_id=log.pk).first()
        found[kind] = row.pk if row else uuid4()
    recorded = Signature.objects.using("owner").exclude(recorded_by=None).filter(log_id=log.pk)
    for signature in recorded:
        found |= {"signature_id": signature.pk, "consent_id": signature.consent_id}
    for task in Task.objects.using("owner").filter(log_id=log.pk).order_by("at"):
        found |= {"task_id": task.pk, "meeting_id": task.meeting_id}
    for said in Remark.objects.using("owner").filter(meeting=found["meeting_id"]).order_by("at"):
        found |= {"text_id": said.pk}
    named = Named.objects.using("owner").filter(consent_id=found["consent_id"])
    named = named.order_by("person__given_name").first()
    return found | ({"named_id": named.pk} if named else {})


WAYS: dict[str, Callable[[Client, str], HttpResponse]] = {
    "GET": lambda client, address: client.get(address),
    "POST": lambda client, address: client.post(address, POSTED),
    "HEAD": lambda client, address: client.head(address),
    "POST nothing": lambda client, address: client.post(address),
    "PUT": lambda client, address: client.put(address, "x"),
    "DELETE": lambda client, address: client.delete(address),
    "OPTIONS": lambda client, address: client.options(address),
}
USUAL = ("GET", "POST")


def looks(answer: HttpResponse) -> tuple[Any, ...]:
    """Everything of an answer that somebody sees who compares two."""
    return (
        answer.status_code,
        answer.content,
        sorted(answer.items()),
        sorted(answer.cookies),
    )


def contents_of_the_database() -> dict[str, str]:
    """A fingerprint of every table, as the owner sees it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relkind = 'r' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t")
            found[table] = cursor.fetchone()[0]
        return found
