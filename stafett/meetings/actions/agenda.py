"""What is to be talked about: set by who arranges the meeting, suggested by all others (D17)."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Standing
from stafett.logs.acting import note
from stafett.logs.health import Said, settle
from stafett.logs.models import Log
from stafett.plan.models import Goal, Measure
from stafett.plan.shown import chain, goals_shown, measures_shown

from ..models import AgendaItem
from ..queries import MeetingNow
from .parts import begin_writing, may_arrange, only_who_arranges, standing_meeting

Thing = TypeVar("Thing", Goal, Measure)


@transaction.atomic
def add_item(
    by: Standing,
    meeting_id: UUID,
    *,
    text: str,
    goal_id: UUID | None = None,
    measure_id: UUID | None = None,
    at: datetime,
    health: Said = None,
) -> AgendaItem:
    """Put something on the agenda, or suggest it, for one who does not arrange the meeting (D17).

    Raises Refused for who may not write, and for a goal or measure not seen; Conflict for a
    meeting that is cancelled.
    """
    log, by = begin_writing(by)
    now = standing_meeting(log, by, meeting_id)
    goal, measure = _goal(by, log, goal_id), _measure(by, log, measure_id)
    sets = may_arrange(by, now)
    item = AgendaItem(
        pk=uuid4(), log=log, meeting=now.meeting, order=_last(now) + 1, text=text, by=by.person,
        written_at=at, goal=goal, measure=measure, taken_in_at=at if sets else None,
    )  # fmt: skip
    data: dict[str, object] = {
        "who": str(by.person), "meeting_id": str(meeting_id), "item": text,
    }  # fmt: skip
    verb = "meetings.item_added" if sets else "meetings.item_suggested"
    note(log, verb, data, at=at, by=by, about=about_item(item))
    item.save(force_insert=True)
    settle(log, about_item(item), health, by=by, at=at)
    return item


@transaction.atomic
def take_in(by: Standing, item_id: UUID, *, at: datetime) -> None:
    """Take a suggestion in, last on the agenda. Raises Conflict when it is in or out already."""
    log, by, item, now = _begin(by, item_id)
    if item.taken_in_at is not None:
        raise Conflict(_("This is on the agenda already."))
    data: dict[str, object] = {"who": str(by.person), "item": item.text, "from": str(item.by)}
    note(log, "meetings.item_taken_in", data, at=at, by=by, about=about_item(item))
    item.taken_in_at, item.order = at, _last(now) + 1
    item.save(update_fields=["taken_in_at", "order"])


@transaction.atomic
def take_out(by: Standing, item_id: UUID, *, at: datetime) -> None:
    """Take something off the agenda, or a suggestion away. Raises Conflict when it is gone."""
    log, by, item, _now = _begin(by, item_id, own=True)
    data: dict[str, object] = {"who": str(by.person), "item": item.text}
    note(log, "meetings.item_taken_out", data, at=at, by=by, about=about_item(item))
    item.taken_out_at, item.taken_out_by = at, by.person
    item.save(update_fields=["taken_out_at", "taken_out_by"])


@transaction.atomic
def arrange_agenda(by: Standing, meeting_id: UUID, order: Sequence[UUID], *, at: datetime) -> None:
    """Set the order of the agenda. Items that are not named come after, as they were; the order
    that stands already writes nothing. Raises as `take_in`."""
    log, by = begin_writing(by)
    now = standing_meeting(log, by, meeting_id)
    only_who_arranges(by, now)
    stood = [item.pk for item in now.agenda]
    wanted = [key for key in order if key in stood]
    wanted += [key for key in stood if key not in wanted]
    if wanted == stood:
        return
    data: dict[str, object] = {"who": str(by.person), "meeting_id": str(meeting_id)}
    note(log, "meetings.agenda_arranged", data, at=at, by=by, about=[meeting_id])
    for number, key in enumerate(wanted, 1):
        AgendaItem.objects.filter(pk=key).update(order=number)


def about_item(item: AgendaItem) -> list[UUID]:
    """The keys of what an item speaks of: where one of them is hidden, the entry is."""
    thing = item.goal or item.measure
    return [item.pk, item.meeting_id, *(chain(thing) if thing else [])]


def _begin(
    by: Standing, item_id: UUID, *, own: bool = False
) -> tuple[Log, Standing, AgendaItem, MeetingNow]:
    log, by = begin_writing(by)
    row = AgendaItem.objects.filter(log=log, pk=item_id).first()
    now = standing_meeting(log, by, row.meeting_id) if row else None
    if row is None or now is None:
        raise Refused(_("This is not on the agenda."))
    mine = own and row.by_id == by.person.pk and row.taken_in_at is None
    if not mine:
        only_who_arranges(by, now)
    item = next((each for each in [*now.agenda, *now.suggested] if each.pk == item_id), None)
    if item is None:
        raise Conflict(_("This was taken off the agenda."))
    return log, by, item, now


def _goal(by: Standing, log: Log, key: UUID | None) -> Goal | None:
    found = goals_shown(by.person).filter(log=log, pk=key).first() if key else None
    return _seen(found, key)


def _measure(by: Standing, log: Log, key: UUID | None) -> Measure | None:
    found = measures_shown(by.person).filter(log=log, pk=key).first() if key else None
    return _seen(found, key)


def _seen(found: Thing | None, key: UUID | None) -> Thing | None:
    if key and found is None:
        raise Refused(_("Choose a goal or a measure in this log."))
    return found


def _last(now: MeetingNow) -> int:
    return AgendaItem.objects.filter(meeting=now.meeting).aggregate(n=Max("order"))["n"] or 0
