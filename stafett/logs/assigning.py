"""A leader says who is to have the baton, where it is not plain or time that it moves (E2, E3).

The leader does not read the log: the database takes the wish, and the worker writes it in the log's
book and offers the baton as soon as the family's consent names the one it is for. That one answers;
until then the baton stays (D11).
"""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.book.models import Book
from stafett.municipality.models import Position
from stafett.people.models import Person
from stafett.worker.later import later

from .access import in_force
from .acting import lock
from .assignments import Assignment
from .baton import offer_for_leader
from .models import Admission, AdmissionRole, Leg, Log


@transaction.atomic
def assign_baton(by: Person, leg_id: UUID, position: Position, *, at: datetime) -> None:
    """Ask that somebody take the baton of a leg that lies in the own unit (E2, E3).

    Raises Refused for a leg that has ended or is another unit's, for somebody of another
    municipality, and for who has the baton already.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT assign_baton(%s, %s)", [leg_id, position.person_id])
        (assignment,) = cursor.fetchone()
    if assignment is None:
        raise Refused(
            _("This cannot be done any more. Look at who has the baton now, and choose again.")
        )
    cover = Book.objects.select_for_update().get(pk=position.unit.municipality_id)
    data: dict[str, object] = {
        "who": str(by),
        "name": str(position.person),
        "unit": position.unit.name,
    }
    book.write(cover, "municipality.baton_assigned", data, at=at, actor=by.pk, role="leader")
    later("assigning.carry_out", assignment_id=str(assignment))


@transaction.atomic
def carry_out(assignment_id: UUID, *, at: datetime) -> None:
    """Tell the log that a leader has asked, once, and offer the baton where the consent allows it.

    The worker's. Safe to run again; whom the family has not said yes to is offered it later.
    """
    found = Assignment.objects.filter(pk=assignment_id, ended_at=None).first()
    if found is None:
        return
    log = lock(found.log_id)
    wish = Assignment.objects.select_related("leg__holder", "receiver", "by").get(pk=found.pk)
    if wish.ended_at is not None:
        return
    if wish.leg.ended_at is not None or _has_it(log, wish.receiver):
        _end(wish, at)
        return
    if wish.told_at is None:
        data: dict[str, object] = {"who": str(wish.by), "to": str(wish.receiver)}
        book.write(log.book, "logs.baton_assigned", data, at=at, actor=wish.by_id, role="leader")
        wish.told_at = at
        wish.save(update_fields=["told_at"])
    if not _let_in(log, wish.receiver):
        return
    try:
        with transaction.atomic():
            offer_for_leader(log, wish.leg.holder, wish.receiver, at=at)
    except IntegrityError as error:
        if "kept this person out" not in str(error) and "does not name" not in str(error):
            raise
        return
    _end(wish, at)


def _has_it(log: Log, person: Person) -> bool:
    return Leg.objects.filter(log=log, holder=person, ended_at=None).exists()


def _let_in(log: Log, person: Person) -> bool:
    return Admission.objects.filter(
        in_force(), log=log, person=person, role=AdmissionRole.PARTICIPANT
    ).exists()


def _end(wish: Assignment, at: datetime) -> None:
    wish.ended_at = at
    wish.save(update_fields=["ended_at"])
