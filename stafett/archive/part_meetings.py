"""The print's pages on meetings: when and where, who was called in, what it was about."""

from django.utils.translation import gettext as _

from stafett.logs.hidden import Reader
from stafett.logs.models import Log
from stafett.meetings.minutes_queries import minutes_of
from stafett.meetings.models import AgendaItem
from stafett.meetings.queries import Guest, MeetingNow, meetings_of

from . import part_minutes, wording
from .blocks import Block, facts, heading, said, table


def meetings(log: Log, reader: Reader) -> list[Block]:
    """Every meeting that the reader was told of, the first first, with its minutes where it
    was held (D15–D19, L3). Thirteen questions at most."""
    found = meetings_of(log, reader)
    held = minutes_of(log, reader) if found else {}
    blocks = [
        block
        for each in found
        for block in (*_meeting(each), *part_minutes.minutes(log, held.get(each.meeting.pk)))
    ]
    return [heading(_("Meetings and minutes")), *blocks] if blocks else []


def _meeting(now: MeetingNow) -> list[Block]:
    call = now.call
    title = wording.moment(now.starts_at)
    return [
        heading(title[:1].upper() + title[1:], 2, over=now.meeting.get_kind_display()),
        *_off(now),
        facts(
            (_("Until"), wording.moment(now.ends_at)),
            (_("Where"), call.place),
            (_("Leads"), call.leader),
            (_("Writes"), call.minute_taker or ""),
        ),
        *([said(call.text, by=wording.by(call.written_by, call.written_at))] if call.text else []),
        *_agenda(now.agenda),
        *table(
            ((_("Called in"), 2), (_("Answer"), 3)),
            [[str(guest.person), _answered(guest)] for guest in now.invited],
        ),
    ]


def _off(now: MeetingNow) -> list[Block]:
    off = now.cancelled
    if off is None:
        return []
    return [said(off.why, lead=_("Cancelled"), by=wording.by(off.by, off.at))]


def _agenda(items: list[AgendaItem]) -> list[Block]:
    lines = [f"{number}. {item.text}" for number, item in enumerate(items, 1)]
    return [said("\n".join(lines), lead=_("The agenda"))] if lines else []


def _answered(guest: Guest) -> str:
    if guest.answer is None:
        return _("Has not answered")
    words = str(guest.answer.get_coming_display())
    return f"{words}. {guest.answer.word}" if guest.answer.word else words
