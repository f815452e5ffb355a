"""The minutes of all of a log's meetings at once, for a print: as many questions for a hundred
meetings as for one."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from stafett.logs.hidden import Reader, shown
from stafett.logs.models import Log
from stafett.people.models import Person

from .models import AgendaItem
from .sitting_models import Decision, Informing, Remark, Reviewed, Sitting, Task
from .sitting_queries import reviewed_shown, tasks_shown

WRITTEN = (AgendaItem, Decision, Informing, Remark, Task)


def meetings_with(texts: Collection[UUID]) -> dict[UUID, UUID]:
    """The meeting that each of these was written in, or is to be talked about in; what was written
    elsewhere is left out. One question."""
    first, *others = (model.objects.filter(pk__in=texts) for model in WRITTEN)
    rows = (each.order_by().values_list("pk", "meeting") for each in others)
    return dict(first.values_list("pk", "meeting").union(*rows, all=True))


@dataclass
class Minutes:
    """What happened in one meeting that was held, as one reader sees it."""

    sitting: Sitting
    present: list[str]
    reviewed: dict[UUID, Reviewed] = field(default_factory=dict)  # by measure, the newest
    decision: Decision | None = None
    informing: Informing | None = None
    tasks: list[Task] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    corrections: list[Remark] = field(default_factory=list)


def minutes_of(log: Log, reader: Reader) -> Mapping[UUID, Minutes]:
    """By the meeting; none where it was not held. Of meetings too that the reader was not told of:
    look for those alone that the reader sees. Seven questions."""
    found = _begun(log)
    for there, went in _each(found, reviewed_shown(reader).filter(log=log).order_by("at")):
        there.reviewed[went.measure_id] = went
    for there, decision in _each(found, _said(Decision, log, reader)):
        there.decision = decision
    for there, informing in _each(found, _said(Informing, log, reader).select_related("adult")):
        there.informing = informing
    for there, task in _each(found, tasks_shown(reader).filter(log=log)):
        there.tasks.append(task)
    for there, remark in _each(found, _said(Remark, log, reader).filter(taken_out_at=None)):
        read_at = there.sitting.read_at
        later = read_at is not None and remark.at > read_at
        (there.corrections if later else there.remarks).append(remark)
    return found


def _each(found: Mapping[UUID, Minutes], rows: Iterable[Any]) -> Iterator[tuple[Minutes, Any]]:
    """The rows with what they belong to."""
    for row in rows:
        if there := found.get(row.meeting_id):
            yield there, row


def _begun(log: Log) -> dict[UUID, Minutes]:
    sittings = list(Sitting.objects.filter(log=log).select_related("began_by", "read_by"))
    there = {key for each in sittings for key in each.present}
    names = {each.pk: str(each) for each in Person.objects.filter(pk__in=there)}
    return {
        each.meeting_id: Minutes(each, sorted(names[key] for key in each.present if key in names))
        for each in sittings
    }


def _said(model: Any, log: Log, reader: Reader) -> Any:
    rows = model.objects.filter(shown(reader, "pk", "meeting"), log=log)
    return rows.select_related("by").order_by("at")
