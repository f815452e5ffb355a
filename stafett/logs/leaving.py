"""Who leaves a unit leaves its logs the same day (H6). Run by the worker, which sees them all.

The wall has shut already (`my_logs()` asks for the position); this writes it in each log's book,
and makes it final: who comes back is let in anew. A baton in hand stays, unattended.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from stafett.book import actions as book
from stafett.municipality.models import Position
from stafett.worker.later import later

from .access import AT_WORK, still_works
from .acting import lock
from .actions import end_participation
from .models import Admission, AdmissionRole, Leg, Log
from .places import service_to_store


def let_go(at: datetime, person_id: UUID | None = None) -> int:
    """End every admission that no position holds any more, or one person's; how many.

    Each log is a transaction of its own. Safe to run twice, or late.
    """
    over = Admission.objects.filter(~still_works(), ended_at=None, role__in=AT_WORK)
    if person_id:
        over = over.filter(person_id=person_id)
    found = list(over.order_by("log_id").values_list("log_id", "pk"))
    return sum(_let_go(log_id, pk, at=at) for log_id, pk in found)


def let_go_from(position_id: UUID, at: datetime) -> int:
    """End the admissions that this position alone held."""
    person = Position.objects.filter(pk=position_id).values_list("person_id", flat=True).first()
    return let_go(at, person) if person else 0


@transaction.atomic
def _let_go(log_id: UUID, admission_id: UUID, *, at: datetime) -> bool:
    log = lock(log_id)
    admission = (
        Admission.objects.filter(~still_works(), pk=admission_id, ended_at=None)
        .select_related("person", "unit")
        .first()
    )
    if admission is None:
        return False
    data: dict[str, object] = {
        "who": str(admission.person),
        "unit": service_to_store(log, admission.unit) if admission.unit else "",
    }
    book.write(log.book, "logs.left", data, at=at, actor=None, role="stafett")
    if admission.role == AdmissionRole.PARTICIPANT:
        end_participation(log, admission.person, at=at)
        _tell_leaders(log, admission)
    else:
        Admission.objects.filter(pk=admission.pk).update(ended_at=at)
    return True


def _tell_leaders(log: Log, admission: Admission) -> None:
    """A baton in hand is unattended from now on; the unit's leader gets it as a task."""
    leg = Leg.objects.filter(log=log, holder=admission.person, ended_at=None).first()
    if leg:
        later("notices.unattended", leg_id=str(leg.pk))
