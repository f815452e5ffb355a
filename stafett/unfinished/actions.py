"""Keeping and letting go. No entry in any book: that somebody is writing is told to nobody."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import Resolver404, ResolverMatch, resolve

from stafett.book.errors import Refused
from stafett.logs.acting import let_in
from stafett.people.models import Person

from .models import Writing
from .rules import LONGEST_ADDRESS, MOST_TEXTS, TooMuch, keeps, kept_fields, sound


@dataclass(frozen=True)
class Sheet:
    """One form on one open page, as the browser tells it."""

    key: UUID
    address: str
    fields: dict[str, list[str]]


def read_sheet(key: str, address: str, fields: object) -> Sheet:
    """What the browser sent. Raises Refused for what is never kept, is too large, or is no form."""
    try:
        sheet = Sheet(UUID(key), address, kept_fields(fields))
    except (ValueError, TooMuch) as error:
        raise Refused("") from error
    if len(address) > LONGEST_ADDRESS or not sound(address) or place_of(address) is None:
        raise Refused("")
    return sheet


def place_of(address: str) -> ResolverMatch | None:
    """What lies at an address where writing is kept; None elsewhere."""
    try:
        match = resolve(address.partition("?")[0])
    except Resolver404:
        return None
    return match if keeps(match.namespace, match.url_name or "", match.kwargs) else None


def keep(writer: Person, sheet: Sheet, *, at: datetime) -> None:
    """Keep the text as it is now, in the place of what this page kept before.

    Raises Refused where the writer is not let in to the log, or no longer sees what it is about.
    """
    match = place_of(sheet.address)
    if match is None or not let_in(match.kwargs["log_id"]):
        raise Refused("")
    now = {"values": sheet.fields, "at": at, "about_id": _about(match, sheet)}
    place = {"log_id": match.kwargs["log_id"], "address": sheet.address}
    page = {"person": writer, "sheet": sheet.key}
    try:
        with transaction.atomic():
            Writing.objects.update_or_create(**page, defaults=now, create_defaults=now | place)
    except (IntegrityError, ProgrammingError) as error:
        # The wall: what it is about is hidden from its writer since.
        raise Refused("") from error
    mine = Writing.objects.filter(person=writer).order_by("-at")
    too_many = list(mine.values_list("pk", flat=True)[MOST_TEXTS:])
    if too_many:
        Writing.objects.filter(pk__in=too_many).delete()


def _about(match: ResolverMatch, sheet: Sheet) -> UUID | None:
    """What the text may hold words of, and is hidden with: what the address names, else what the
    form says that it began with."""
    named: list[UUID] = [key for name, key in match.kwargs.items() if name != "log_id"]
    if named:
        return named[-1]
    try:
        return UUID(sheet.fields.get("about", [""])[0])
    except (ValueError, IndexError):
        return None


def let_go(writer: Person, key: UUID) -> None:
    """The form was accepted, or its writer wants the text no more."""
    Writing.objects.filter(person=writer, sheet=key).delete()
