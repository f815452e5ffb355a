"""Demanding that content be deleted, handing the demand on, deciding, appealing (Q4, Q5, E7).

What is decided is carried out by the worker (`carrying_out`): an administrator never sees a log.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin
from stafett.municipality.models import Municipality
from stafett.people.models import Person
from stafett.worker.later import later

from . import rules
from .models import Appeal, Decision, Demand

PASSED_ON = "municipality.deletion_passed_on"
DECIDED = "municipality.deletion_decided"


@transaction.atomic
def demand(by: Standing, kinds: Iterable[str], *, words: str, at: datetime) -> Demand:
    """Demand that these kinds of content be deleted (Q4).

    Writes no entry (`models`). Raises Refused for anybody but the family, and for a demand for
    nothing; Conflict when this person's last demand is not decided yet.
    """
    log, by = begin(by, Right.READ)
    wanted = [kind.value for kind in rules.Kind if kind in set(kinds)]
    if not by.of_family:
        raise Refused(_("Only the family can demand that something in the log be deleted."))
    if not wanted:
        raise Refused(_("Choose what you want deleted."))
    if Demand.objects.filter(log=log, by=by.person, decision=None).exists():
        raise Conflict(_("You have sent a demand already. The municipality has not answered yet."))
    row = Demand(log=log, by=by.person, at=at, kinds=wanted, words=words)
    row.save(force_insert=True)
    return row


@transaction.atomic
def pass_on(by: Person, demand_id: UUID, *, at: datetime) -> None:
    """The unit's leader hands a demand on to the system administrator, unread (E7, Q5).

    Raises Conflict when it has gone on already; Refused for anybody but the leader.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT town, unit FROM pass_on_demand(%s)", [demand_id])
        found = cursor.fetchone()
    if found is None:
        raise Conflict(_("This demand has gone on already."))
    town, unit = found
    _note(town, PASSED_ON, {"who": str(by), "unit": unit}, by=by, role="leader", at=at)


@transaction.atomic
def decide(
    by: Person,
    town: Municipality,
    demand_id: UUID,
    *,
    deleted: Iterable[str],
    reason: str,
    appeal_to: str,
    at: datetime,
) -> None:
    """Decide what is deleted of what was demanded, and why the rest is kept (Q4, Z6).

    The worker carries it out once this is committed. Raises Conflict when it is decided already;
    the database takes no decision from anybody but the municipality's administrators.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT log_id, kinds FROM demand_to_decide(%s)", [demand_id])
        found = cursor.fetchone()
    if found is None:
        raise Conflict(_("This demand is decided already."))
    log_id, kinds = found
    day = timezone.localdate(at)
    Decision(
        demand_id=demand_id,
        log_id=log_id,
        by=by,
        by_name=str(by),
        at=at,
        deleted=[kind for kind in kinds if kind in set(deleted)],
        reason=reason,
        appeal_until=rules.appeal_until(day),
        appeal_to=appeal_to,
    ).save(force_insert=True)
    _note(town.pk, DECIDED, {"who": str(by)}, by=by, role="administrator", at=at)
    later("deletion.carry_out", demand_id=str(demand_id))


def _note(
    town: UUID, verb: str, data: dict[str, object], *, by: Person, role: str, at: datetime
) -> None:
    """In the municipality's book, which its administrators read: no child, no word of it."""
    cover = Book.objects.select_for_update().get(pk=town)
    book.write(cover, verb, data, at=at, actor=by.pk, role=role)


@transaction.atomic
def appeal(by: Standing, decision: Decision, *, words: str, at: datetime) -> None:
    """Appeal a decision on one's own demand. Writes no entry.

    Raises Refused when the time is out, and for anybody else's; Conflict when it is done.
    """
    log, by = begin(by, Right.READ)
    mine = Decision.objects.filter(demand__by=by.person, log=log, pk=decision.pk).first()
    if mine is None or timezone.localdate(at) > mine.appeal_until:
        raise Refused(_("The time to appeal here is out. Write to the municipality."))
    if Appeal.objects.filter(decision=mine).exists():
        raise Conflict(_("You have appealed already."))
    Appeal(decision=mine, log=log, by=by.person, at=at, words=words).save(force_insert=True)
