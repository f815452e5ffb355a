"""What the actions of a meeting that is held share: who conducts it, and whether it is held."""

from uuid import UUID

from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin
from stafett.logs.models import Log

from .queries import MeetingNow, meeting_now
from .sitting_models import Sitting
from .sitting_queries import conducts


def enter(by: Standing, meeting_id: UUID) -> tuple[Log, Standing, MeetingNow]:
    """Lock the log and look again at the meeting and who conducts it. Raises Refused."""
    log, by = begin(by, Right.WRITE)
    now = meeting_now(meeting_id, by.person) if by.has_messages else None
    if now is None or now.meeting.log_id != log.pk:
        raise Refused(_("This meeting is not in this log."))
    if now.cancelled is not None:
        raise Conflict(_("The meeting is cancelled."))
    if not conducts(by, now):
        raise Refused(_("Who leads the meeting, writes the minutes or has the baton does this."))
    return log, by, now


def begun(now: MeetingNow) -> Sitting:
    """The meeting while it is held. Raises Refused before it, Conflict when it was read out."""
    sitting = Sitting.objects.filter(meeting=now.meeting).first()
    if sitting is None:
        raise Refused(_("Begin with who is here."))
    if sitting.read_at is not None:
        raise Conflict(_("The minutes have been read out. What you put right stands beside them."))
    return sitting


def only_what_was_seen(stands: str, seen: str) -> None:
    """Raises Conflict where another has written what the form did not show."""
    if stands != seen:
        raise Conflict(_("Somebody has just written this. Look at what stands there now."))
