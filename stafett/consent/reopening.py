"""Opening a closed log again: an administrator names who asks, who then begins the question (P8).

The database lets the administrator find a log without seeing it, and write there that somebody
was named (`allow_reopening`, H7).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.logs.access import Standing
from stafett.logs.inquiries import LOOKED_FOR_CLOSED, note_inquiry
from stafett.logs.models import Sees
from stafett.logs.workplaces import true_unit
from stafett.municipality.models import Municipality, Position
from stafett.municipality.queries import current_policy, positions_of
from stafett.people.models import Person
from stafett.people.national_number import NationalNumber
from stafett.people.numbers import number_hash

from . import actions
from .models import Consent
from .rules import Scope
from .until import usual_day

NO: dict[str, Promise | str] = {
    "gone": gettext_lazy("This log is not among the municipality’s closed logs."),
    "open": gettext_lazy("This log is open already."),
    "another": gettext_lazy("The child has another log now. Only one can be open at a time."),
    "own": gettext_lazy("Nobody has to do with opening a log of their own family."),
    "not_here": gettext_lazy("Choose somebody who works in one of the services."),
    "kept_out": gettext_lazy("The family has asked that this person is not let in."),
    "waits": gettext_lazy("Somebody is asked to do this already."),
    "nobody": gettext_lazy("Nobody may ask about this log now."),
    "asked": gettext_lazy("The family is asked already, and answers in its own time."),
}


@dataclass(frozen=True)
class ClosedLog:
    """What an administrator is told of a closed log: no name of the child, no content (H7)."""

    log_id: UUID
    opened_on: date
    closed_on: date
    starter: str | None  # who is asked to open it again, until when
    until: date | None
    is_asked: bool  # the family has the question now
    child_has_log: bool


@transaction.atomic
def find_closed_logs(
    by: Person,
    town: UUID,
    ground: str,
    *,
    at: datetime,
    number: NationalNumber | None = None,
    called: str = "",
) -> list[ClosedLog]:
    """The closed logs of the child with this number, or with exactly this short name.

    That it was asked is kept with its ground, and told to the family (H10).
    """
    note_inquiry(by, town, LOOKED_FOR_CLOSED, at=at)
    wanted = number_hash(number) if number else ""
    with connection.cursor() as cursor:
        asked: list[UUID | str] = [town, wanted, called, ground]
        cursor.execute("SELECT * FROM find_closed_logs(%s, %s, %s, %s)", asked)
        return _told(town, [key for (key,) in cursor.fetchall()])


def closed_log(town: UUID, log_id: UUID) -> ClosedLog | None:
    """A closed log that was found before; its key cannot be guessed."""
    return next(iter(_told(town, [log_id])), None)


def _told(town: UUID, keys: list[UUID]) -> list[ClosedLog]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM closed_logs_of(%s, %s)", [town, keys])
        return [ClosedLog(*row) for row in cursor.fetchall()]


@transaction.atomic
def let_ask(
    administrator: Person, town: Municipality, log_id: UUID, position: Position, *, at: datetime
) -> None:
    """Name a professional who may ask the family to open a closed log again (H7, P7).

    For as long as a draft is kept. Raises Refused for anybody of the family, for one who is kept
    out or works elsewhere; Conflict when the log is open or somebody is named already.
    """
    today = timezone.localdate(at)
    last_day = today + timedelta(days=current_policy(town, today).draft_kept_days)
    with connection.cursor() as cursor:
        named: list[UUID | date] = [log_id, position.person_id, position.unit_id, last_day]
        cursor.execute("SELECT allow_reopening(%s, %s, %s, %s)", named)
        (no,) = cursor.fetchone()
    _write(administrator, log_id, "consent.reopening_allowed", no, str(position.person), at=at)


@transaction.atomic
def take_back(administrator: Person, town: Municipality, log_id: UUID, *, at: datetime) -> str:
    """Whoever was named may ask no more, and knows no more of the log; the name (H7).

    What was begun of the question is dropped. Raises Conflict when nobody may ask now, or the
    family is asked already: then the question is theirs to answer.
    """
    found = closed_log(town.pk, log_id)
    name = (found and found.starter) or ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT take_back_reopening(%s)", [log_id])
        (no,) = cursor.fetchone()
    _write(administrator, log_id, "consent.reopening_taken_back", no, name, at=at)
    return name


def _write(
    administrator: Person, log_id: UUID, verb: str, no: str, who: str, *, at: datetime
) -> None:
    """In the log's book, in which she reads nothing; or why the database did nothing."""
    if no:
        raise (Refused if no in ("gone", "another", "own", "not_here", "kept_out") else Conflict)(
            str(NO[no])
        )
    log_book = Book.objects.select_for_update().get(pk=log_id)
    data: dict[str, object] = {"by": str(administrator), "who": who}
    book.write(log_book, verb, data, at=at, actor=administrator.pk, role="administrator")


@transaction.atomic
def begin_question(by: Standing, *, at: datetime) -> Consent:
    """Begin the question about opening a closed log again, with oneself on the list.

    Raises Conflict when it is begun already, Refused for one who has no position any more.
    """
    consent = actions.prepare(by, scopes=[Scope.REOPEN], purpose="", kept_out="", at=at)
    today = timezone.localdate(at)
    mine = positions_of(by.person.pk, today).filter(
        unit__municipality=by.log.municipality_id, deputy=False
    )
    units = [true_unit(each.unit) for each in by.admissions if each.unit]
    position = mine.filter(unit__in=units).first() or mine.first()
    if position is None:
        raise Refused(_("Choose somebody who works in one of the services."))
    policy = current_policy(by.log.municipality_id, today)
    task = _("Keeps in touch with the family and sees that what is agreed gets done")
    said = actions.Invitation(position.pk, task, Sees.EVERYTHING, usual_day(policy, today))
    actions.invite(by, consent.pk, said, at=at)
    return consent
