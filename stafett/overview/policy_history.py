"""What has happened to the municipality's rules, from its own book."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import JSONField, OuterRef, Subquery

from stafett.book.models import Content, Entry
from stafett.municipality.sentences import POLICY_VERBS, SENTENCES
from stafett.telling.words import said

from .policy_shown import told_changes

OF_THE_RULES = {"municipality.founded", *POLICY_VERBS}


@dataclass(frozen=True)
class Told:
    """One entry in plain words."""

    number: int
    at: datetime
    sentence: str
    lines: list[str]


def policy_history(municipality_id: UUID) -> list[Told]:
    """Every entry, the newest first. One question; none for who does not administer it."""
    content = Content.objects.filter(book=OuterRef("book"), number=OuterRef("number"))
    entries = Entry.objects.filter(book=municipality_id, verb__in=OF_THE_RULES).annotate(
        data=Subquery(content.values("data"), output_field=JSONField())
    )
    return [_told(entry) for entry in entries.order_by("-number")]


def _told(entry: Entry) -> Told:
    data = entry.data or {}  # type: ignore[attr-defined]
    names = {name: said(name, data.get(name, "")) for name in ("who", "name", "from")}
    sentence = str(SENTENCES[entry.verb]) % names
    return Told(entry.number, entry.at, sentence, told_changes(data))
