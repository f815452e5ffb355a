"""The minutes of a meeting in the print, with what was put right beside them (L3)."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from stafett.logs.models import Log
from stafett.meetings.minutes_queries import Minutes
from stafett.meetings.sitting_models import Remark, Reviewed, Team
from stafett.meetings.sitting_words import WAYS
from stafett.municipality.levels import level_name

from . import wording
from .blocks import Block, heading, note, said, text


def minutes(log: Log, there: Minutes | None) -> list[Block]:
    """The minutes of one meeting; nothing where it was not held."""
    if there is None:
        return []
    name = {"name": log.owner.given_name}
    voice = [note(_("What %(name)s wanted to say was heard first.") % name)]
    return [
        heading(_("Minutes"), 3),
        note(_("There: %(names)s") % {"names": ", ".join(there.present)}),
        *(voice if there.sitting.voice_heard_at else []),
        *(block for each in there.reviewed.values() for block in _reviewed(each)),
        *_decided(there, log),
        *_told(there, name),
        *_tasks(there),
        *_remarks(there.remarks),
        *_read(there),
        *([note(_("Put right afterwards:"))] if there.corrections else []),
        *_remarks(there.corrections),
    ]


def _reviewed(each: Reviewed) -> list[Block]:
    went = each.evaluation
    lead = f"{each.title}: {went.get_result_display()}. {went.get_next_display()}"
    more = each.comment.text if each.comment else ""
    return [said(went.why, lead=lead, by=wording.by(went.by, went.at)), *text(more)]


def _decided(there: Minutes, log: Log) -> list[Block]:
    decision = there.decision
    if decision is None:
        return []
    asked = f" ({Team(decision.team).label})" if decision.team else ""
    level = ""
    if decision.level:
        number = level_name(log.municipality, decision.level).number
        level = f" ({_('level %(level)s') % {'level': number}})"
    lead = _("The way on: %(way)s") % {"way": f"{WAYS[decision.way]}{level}{asked}"}
    return [said(decision.reason, lead=lead, by=wording.by(decision.by, decision.at))]


def _told(there: Minutes, name: dict[str, str]) -> list[Block]:
    informing = there.informing
    if informing is None:
        return []
    words = {**name, "adult": informing.adult}
    lead = _("%(adult)s tells %(name)s what was agreed on") % words
    by = wording.by(informing.by, informing.at)
    return [said(informing.how, lead=lead, by=by), *text(informing.view)]


def _tasks(there: Minutes) -> list[Block]:
    return [
        note(
            _("%(person)s: %(task)s, by %(day)s")
            % {"person": each.person, "task": each.what, "day": wording.day(each.due)}
        )
        for each in there.tasks
    ]


def _remarks(remarks: Iterable[Remark]) -> list[Block]:
    return [said(each.text, by=wording.by(each.by, each.at)) for each in remarks]


def _read(there: Minutes) -> list[Block]:
    sitting = there.sitting
    if sitting.read_at is None or sitting.read_by is None:
        return []
    by = wording.by(sitting.read_by, sitting.read_at)
    return [note(_("Read out to everyone. Noted by %(name)s") % {"name": by})]
