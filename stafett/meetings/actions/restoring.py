"""Holding a meeting after all that was cancelled."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Standing
from stafett.logs.acting import note
from stafett.worker.later import later

from ..models import Cancelled, MeetingCall
from ..queries import meeting_now
from .calling import as_said
from .parts import begin_writing, only_who_arranges, when


@transaction.atomic
def restore_meeting(by: Standing, meeting_id: UUID, *, at: datetime) -> None:
    """Hold a cancelled meeting after all, as it was; everyone who is invited is told (D15).

    The cancelling stays in the book. Raises Refused for who does not arrange it and for a time that
    has been, Conflict where it is not cancelled.
    """
    log, by = begin_writing(by)
    now = meeting_now(meeting_id, by.person)
    if now is None or now.meeting.log_id != log.pk:
        raise Refused(_("This meeting is not in this log."))
    only_who_arranges(by, now)
    if now.cancelled is None:
        raise Conflict(_("The meeting is not cancelled."))
    if now.starts_at <= at:
        raise Refused(_("The time of this meeting has been. Invite to a new one."))
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting_id), **when(now.call),
    }  # fmt: skip
    note(log, "meetings.restored", data, at=at, by=by, about=[meeting_id])
    Cancelled.objects.filter(meeting=now.meeting).delete()
    # In the calendars the cancelling came after the newest call: this one comes after both.
    call = MeetingCall(
        pk=uuid4(), log=log, meeting=now.meeting, number=now.call.number + 2, written_at=at,
        written_by=by.person, **vars(as_said(now.call)),
    )  # fmt: skip
    call.save(force_insert=True)
    later("notices.meeting_restored", call_id=str(call.pk))
