"""How all that is done in a log begins, with its lock, and ends, with an entry in its book."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Func, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Refused
from stafett.book.questions import Question, prepared
from stafett.book.wall import look_anew

from .access import Right, Standing, standing
from .models import Log


@dataclass(frozen=True)
class Author:
    """Who stands as the author of an entry."""

    id: UUID | None
    role: str


def lock(log_id: UUID) -> Log:
    """The log and its book, locked until the transaction ends. Every action begins here.

    Without their keys: rows that only hang on the log need not wait. A reader of the book, who has
    locked it, writes such rows; waiting for the log it would be in a circle with who waits for it.
    A transaction that had locked something before looks anew at what it sees: others may have
    acted here meanwhile.
    Raises Log.DoesNotExist for a log that one does not see.
    """
    for log in _of_it_alone(log_id):
        if log.had_begun:  # type: ignore[attr-defined]
            look_anew()
        return log
    raise Log.DoesNotExist


@Question
def _of_it_alone(log: UUID) -> QuerySet[Log]:
    locked = Log.objects.select_for_update(of=("self", "book"), no_key=True)
    begun = Func(function="pg_current_xact_id_if_assigned", output_field=CharField())
    return locked.select_related("book").filter(pk=log).annotate(had_begun=begun)


def note(
    log: Log,
    verb: str,
    data: dict[str, object],
    *,
    at: datetime,
    by: Standing,
    about: Sequence[UUID] = (),
) -> int:
    """Write an entry in the log's book for what somebody did. `about` as `book.actions.write`."""
    by.person.changed()
    return book.write(log.book, verb, data, at=at, actor=by.person.pk, role=by.role, about=about)


def let_in(log_id: UUID) -> bool:
    """Whether the database lets in to this log whoever it sees with."""
    with prepared() as cursor:
        cursor.execute("SELECT %s = ANY (ARRAY (SELECT my_logs()))", [log_id])
        return bool(cursor.fetchone()[0])


@dataclass(frozen=True)
class _Locked:
    """A log that this request has locked, and not written in since."""

    log: Log
    standing: Standing
    savepoints: tuple[str, ...]

    @property
    def still(self) -> bool:
        """A lock goes with the savepoint that it was taken in."""
        return tuple(connection.savepoint_ids[: len(self.savepoints)]) == self.savepoints


def begin(by: Standing, right: Right) -> tuple[Log, Standing]:
    """Lock the log and look again at who acts, now that nothing moves.

    Raises Refused when the right was lost since the page was opened, and Http404 for who has lost
    all sight of the log: the page could not be shown again either.
    """
    found = by.person.found or {}
    locked = found.get((_Locked, by.log.pk))
    if isinstance(locked, _Locked) and locked.still and locked.standing.may(right):
        return locked.log, locked.standing
    try:
        log = lock(by.log.pk)
    except Log.DoesNotExist:
        by.person.changed()
        raise Http404 from None
    now = _now(by, log)
    if now is None:
        raise Http404
    if not now.may(right):
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    if by.person.found is not None:
        by.person.found[_Locked, log.pk] = _Locked(log, now, tuple(connection.savepoint_ids))
    return log, now


def _now(by: Standing, log: Log) -> Standing | None:
    """Whatever changes in a log stands in its book: where this request has looked already, and
    nothing was written there before the lock, what it saw still holds. That a position or parental
    responsibility has ended does not stand there: the wall knows, and goes by what it finds now in
    all that is written."""
    seen = (by.person.found or {}).get((Standing, log.pk))
    unmoved = isinstance(seen, Standing) and seen.log.book.count == log.book.count
    if isinstance(seen, Standing) and unmoved and let_in(log.pk):
        return seen
    by.person.changed()
    return standing(by.person, log.pk)
