"""A package as a PDF, made as the printed log is, of the chosen parts alone (P4)."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _

from stafett.logs.access import Outside
from stafett.logs.models import Log

from . import part_people, part_plan, part_voice, printed, wording
from .blocks import Block, facts, heading, note
from .models import Package, Part
from .typesetting import Printed, typeset

PARTS: Mapping[Part, Callable[[Log, Outside], list[Block]]] = {
    Part.UNDERSTANDING: part_plan.understanding,
    Part.GOALS: part_plan.goals,
    Part.VOICE: part_voice.voice,
    Part.TEAM: lambda log, reader: part_people.team(log),
    Part.ENDING: lambda log, reader: printed.closing(log),
}


def print_package(package: Package, reader: Outside, *, language: str, at: datetime) -> Printed:
    """The chosen parts in nb, nn or en, PDF/A-2a as the printed log."""
    with translation.override(language):
        return typeset(printed.TEMPLATE, _contents(package, reader, language, at), at=at)


def _contents(package: Package, reader: Outside, language: str, at: datetime) -> dict[str, object]:
    log = package.log
    whole = printed.frame(log, language=language)
    title = _("From the stafettlogg for %(name)s") % {"name": log.owner}
    chosen = [block for each in package.parts for block in PARTS[Part(each)](log, reader)]
    front = {
        "lines": [_("To %(receiver)s") % {"receiver": package.receiver}],
        "picture": [],
        "facts": printed.about(log),
        "blocks": [],
    }
    description = _("Parts of the log, fetched %(when)s") % {"when": wording.moment(at)}
    blocks = [*chosen, *_given(package, at)]
    return whole | {"title": title, "description": description, "front": front, "blocks": blocks}


def _given(package: Package, at: datetime) -> list[Block]:
    """By whom it was made, and with which yes."""
    return [
        heading(_("About this package")),
        facts(
            (_("Chosen by"), wording.by(package.made_by, package.made_at)),
            (_("Fetched"), wording.moment(at)),
            (_("The consent counts from"), wording.day(package.consent.activated_at)),
            (_("Version of the consent"), package.consent.version),
        ),
        note(_("What is marked as being about health is not in it.")),
    ]
