"""The print's pages on the child's voice: what it told everyone, the talks, how it takes part.

What the child told chosen ones alone, and what it wrote for itself, is never printed.
"""

from django.utils.translation import gettext as _

from stafett.logs.hidden import Reader
from stafett.logs.models import Log
from stafett.voice.models import Participation, Talk, Told
from stafett.voice.queries import participation_in, talks_in
from stafett.voice.talk_forms import ParticipationForm

from . import wording
from .blocks import Block, heading, note, said


def voice(log: Log, reader: Reader) -> list[Block]:
    """The child's own words and what adults wrote of them (M2, M5, M6, M8, M10, M11)."""
    name = {"name": log.owner.given_name}
    to_all = Told.objects.filter(log=log, to_all=True).select_related("by").order_by("at")
    told = [_told(each) for each in to_all]
    talks = [_talk(each) for each in reversed(talks_in(log, reader))]
    rows = [block for row in participation_in(log, reader) for block in _takes_part(row)]
    blocks = [
        *told,
        *([heading(_("Talks with %(name)s") % name, 2), *talks] if talks else []),
        *([heading(_("How %(name)s takes part") % name, 2), *rows] if rows else []),
    ]
    return [heading(_("What %(name)s says") % name), *blocks] if blocks else []


def _told(each: Told) -> Block:
    lead = str(each.get_kind_display())
    if each.feeling:
        lead = f"{lead}: {each.get_feeling_display()}"
    return said(each.text, lead=lead, by=wording.by(each.by, each.at))


def _talk(each: Talk) -> Block:
    told = _("To %(adult)s, %(day)s") % {"adult": each.adult, "day": wording.day(each.talked_on)}
    written = _("written by %(name)s") % {"name": wording.by(each.by, each.at)}
    return said(each.words, lead=each.get_way_display(), by=f"{told}, {written}")


def _takes_part(row: Participation) -> list[Block]:
    """Each question that is answered, with its answer."""
    labels = {name: field.label for name, field in ParticipationForm.base_fields.items()}
    answers = [(label, getattr(row, name, "")) for name, label in labels.items()]
    blocks = [said(text, lead=label) for label, text in answers if text]
    return [*blocks, note(wording.by(row.written_by, row.changed_at))]
