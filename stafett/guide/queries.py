"""A municipality's guide as its readers see it: its own texts where it has written some."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from . import content
from .assembled import Guide, Own, Standing, assemble
from .models import GuidePlace, GuideText


def guide_of(municipality_id: UUID | None, language: str, *, tools: bool = False) -> Guide:
    """The whole guide in a language (B1); with `tools` their texts too. Two questions, none
    without a municipality."""
    if municipality_id is None:
        return assemble(language, {}, {}, tools=tools)
    latest = latest_texts(municipality_id)
    if not tools:
        latest = latest.exclude(page__startswith=content.TOOL)
    return assemble(language, _own(latest), standings(municipality_id), tools=tools)


def latest_texts(municipality_id: UUID) -> QuerySet[GuideText]:
    """The version that holds, of each page in each language."""
    of = GuideText.objects.filter(municipality=municipality_id)
    return of.order_by("page", "language", "-entry").distinct("page", "language")


def versions(municipality_id: UUID, page: str, language: str) -> list[GuideText]:
    """Every version of a page in a language, the newest first. One question."""
    of = GuideText.objects.filter(municipality=municipality_id, page=page, language=language)
    return list(of.order_by("-entry"))


def standings(municipality_id: UUID) -> dict[str, Standing]:
    """What the municipality has settled of levels and steps, by page."""
    rows = GuidePlace.objects.filter(municipality=municipality_id)
    return {row.page: Standing(row.number, row.hidden, row.place) for row in rows}


def _own(rows: Iterable[GuideText]) -> dict[str, Own]:
    found: dict[str, Own] = {}
    for row in rows:
        if row.text:
            found.setdefault(row.page, {})[row.language] = row.text
    return found
