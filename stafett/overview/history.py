"""A log's history: every entry of its book told back in plain words."""

from datetime import date
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right
from stafett.telling.words import told

from .entries import Told, page_of, sees_everything

__all__ = ["history", "told"]

MOST_DIGITS = 9
# What can be asked for alone: the word in the address, and the words of the link.
CHOICES: dict[str, Promise] = {  # the keys but for "" are those of `entries.KINDS`
    "": _("Everything"),
    "stafettpinnen": _("The baton"),
    "samtykket": _("Consent"),
    "planen": _("The plan"),
}


@require_safe
@signed_in
def history(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """Everything that has happened in a log, newest first, fifty entries a page (A10, H2)."""
    standing = access.require(request.person, log_id, Right.READ)
    choices = dict(CHOICES)
    if not sees_everything(standing):
        del choices["samtykket"]
    kind = request.GET.get("vis", "")
    kind = kind if kind in choices else ""
    page = page_of(standing, kind, _number(request.GET.get("til", "")))
    context = {
        "standing": standing,
        "tab": "history",
        "sees_everything": sees_everything(standing),
        "days": by_day(page.entries),
        "page": page,
        "kind": kind,
        "choices": choices,
    }
    return render(request, "overview/history.html", context)


def _number(text: str) -> int | None:
    """The entry to begin at; anything else than a number is taken as the newest."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def by_day(entries: list[Told]) -> list[tuple[date, list[Told]]]:
    """Entries that follow each other, under their day."""

    def day(entry: Told) -> date:
        return timezone.localdate(entry.at)

    return [(when, list(those)) for when, those in groupby(entries, key=day)]
