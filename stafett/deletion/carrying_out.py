"""Carrying out a decision on deletion, by the worker: the content goes, and the rest stands (Q4).

The database's `erase_content()` empties the rows of the kinds decided on, the contents of the
book's entries with their salt, the files, the archive's prints here, and what is being written.
The hashes stay, so that the chain verifies. The entry below calls for a new print (`archive`).
"""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from stafett.book import actions as book
from stafett.logs.acting import lock
from stafett.logs.erased import CONTENT_DELETED
from stafett.worker.later import later

from .models import Decision


@transaction.atomic
def carry_out(demand_id: UUID, at: datetime) -> None:
    """Carry out a decision, once however often it is asked for."""
    found = Decision.objects.filter(pk=demand_id).first()
    if found is None:
        return
    log = lock(found.log_id)
    decision = Decision.objects.get(pk=demand_id)
    if decision.carried_out_at is not None:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_content(%s), demander_of(%s)", [demand_id, demand_id])
        (
            _nothing,
            who,
        ) = cursor.fetchone()
    # Told that something waits in the log, and no more: no entry tells of a decision.
    about = {"log_id": str(log.pk), "told_id": str(demand_id), "person_id": str(who)}
    later("notices.told_alone", **about)
    if decision.deleted:
        data: dict[str, object] = {"kinds": decision.deleted}
        by = decision.by_id
        book.write(log.book, CONTENT_DELETED, data, at=at, actor=by, role="administrator")
