"""What the actions on meetings share: who may, what an entry says of a meeting."""

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin
from stafett.logs.models import Log

from ..models import MeetingCall
from ..queries import MeetingNow, meeting_now


def begin_writing(by: Standing) -> tuple[Log, Standing]:
    """Begin, for somebody who writes in the log and reads the whole of it."""
    log, by = begin(by, Right.WRITE)
    if not by.has_messages:
        raise Refused(_("The consent lets you see the plan. Meetings are not part of that."))
    return log, by


def standing_meeting(log: Log, by: Standing, meeting_id: UUID) -> MeetingNow:
    """The meeting in this log. Raises Refused where there is none, Conflict where it is off."""
    now = meeting_now(meeting_id, by.person)
    if now is None or now.meeting.log_id != log.pk:
        raise Refused(_("This meeting is not in this log."))
    if now.cancelled:
        raise Conflict(_("The meeting is cancelled."))
    return now


def only_who_arranges(by: Standing, now: MeetingNow) -> None:
    """The holder, or the one who leads the meeting (D15, D18)."""
    if not may_arrange(by, now):
        raise Refused(_("Only the one who has the baton or leads the meeting can do this."))


def may_arrange(by: Standing, now: MeetingNow) -> bool:
    """Whether this person may change and cancel the meeting and set its agenda (D15, D17, D18)."""
    leads = now.call.leader_id == by.person.pk
    return by.may(Right.WRITE) and by.has_messages and (by.calls_in or leads)


def when(call: MeetingCall) -> dict[str, object]:
    """What an entry says of the time. Never the place: it may become secret later."""
    local = timezone.localtime(call.starts_at)
    return {"on": local.date().isoformat(), "time": f"{local:%H.%M}"}
