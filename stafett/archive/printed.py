"""The printed log: everything in a log as one PDF/A-2a with PDF/UA-1 tagging (Q1, H4, P6)."""

from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from stafett.logs.hidden import Reader
from stafett.logs.models import Closing, ClosingReason, Leg, Log
from stafett.municipality.levels import level_name

from . import (
    part_consent,
    part_history,
    part_meetings,
    part_messages,
    part_people,
    part_plan,
    part_voice,
    wording,
)
from .blocks import Block, heading, picture, said, written
from .parts import PARTS
from .typesetting import Printed, typeset

TEMPLATE = Path(__file__).with_name("printed.typ")


def print_log(
    log: Log,
    reader: Reader,
    *,
    language: str,
    until: int,
    at: datetime,
    parts: Collection[str] = PARTS,
) -> Printed:
    """The log in nb, nn or en, with its history until an entry, as it stands now.

    What is hidden from the reader is left out; the archive (`EVERYTHING`) has all of it. The same
    log at the same `at` gives the same bytes. Some parts alone are chosen by their names (L11).
    """
    with translation.override(language):
        told = contents(log, reader, language=language, until=until, at=at, parts=parts)
        return typeset(TEMPLATE, told, at=at)


def contents(
    log: Log,
    reader: Reader,
    *,
    language: str,
    until: int,
    at: datetime,
    parts: Collection[str] = PARTS,
) -> dict[str, object]:
    """What the template is given. How the print was made always stands last."""
    written_by_part: dict[str, Callable[[], list[Block]]] = {
        "team": lambda: [*part_people.baton(log, at=at), *part_people.team(log)],
        "voice": lambda: part_voice.voice(log, reader),
        "plan": lambda: [
            *part_plan.understanding(log, reader),
            *part_plan.goals(log, reader, went="evaluations" in parts),
        ],
        "evaluations": lambda: (
            [] if "plan" in parts else part_plan.goals(log, reader, agreed=False)
        ),
        "meetings": lambda: part_meetings.meetings(log, reader),
        "messages": lambda: part_messages.messages(log, reader),
        "consent": lambda: part_consent.consent(log),
        "history": lambda: part_history.history(log, reader, until=until),
    }
    chosen = [block for part in PARTS if part in parts for block in written_by_part[part]()]
    described = _("Everything in the log, printed %(when)s")
    if len(set(parts)) < len(PARTS):
        described = _("Parts of the log, printed %(when)s")
    return frame(log, language=language) | {
        "description": described % {"when": wording.moment(at)},
        "front": {
            "lines": [line for line in (log.short_name, log.description) if line],
            "picture": picture(log),
            "facts": about(log),
            "blocks": closing(log),
        },
        "blocks": [*chosen, *part_history.about(log.book, parts, until=until, at=at)],
    }


def frame(log: Log, *, language: str) -> dict[str, object]:
    """What stands on every page, and in the file's own words on itself."""
    owner = str(log.owner)
    return {
        "language": language,
        "title": _("Stafettlogg for %(name)s") % {"name": owner},
        "owner": owner,
        "words": {
            "kind": _("Stafettlogg"),
            "number": _("Log %(number)s") % {"number": log.pk},
            "page": _("Page {page} of {pages}"),
            "contents": _("What is in here"),
            "not_public": _("Exempt from public disclosure"),
            "replaced": _("Characters that could not be printed are shown by number:"),
        },
    }


def about(log: Log) -> list[list[str]]:
    """Whose log it is, where, since when and in whose hands."""
    holders = Leg.objects.filter(log=log).select_related("holder").order_by("-from_at")
    state = {
        "draft": _("Draft, not opened yet"),
        "open": _("In use"),
        "closed": _("Ended %(day)s") % {"day": wording.day(log.closed_at)},
    }
    last = next((leg.holder for leg in holders), None)
    return written(
        [
            (_("Born"), wording.day(log.owner.birth_date)),
            (_("Municipality"), log.municipality),
            (_("Started at"), log.where),
            (_("State"), state[log.state]),
            (_("Period"), wording.period(log.opened_at, log.closed_at) if log.opened_at else ""),
            (_("Last to have the baton") if log.closed_at else _("Has the baton"), last),
            (_("Level"), level_name(log.municipality, log.level)),
        ]
    )


def closing(log: Log) -> list[Block]:
    """Why and how it ended, with the closing note (P6)."""
    blocks: list[Block] = []
    for each in Closing.objects.filter(log=log).select_related("by").order_by("at"):
        by = wording.by(each.by or "Stafett", each.at)
        blocks.append(said(each.note, lead=ClosingReason(each.reason).label, by=by))
    return [heading(_("How the log ended")), *blocks] if blocks else []
