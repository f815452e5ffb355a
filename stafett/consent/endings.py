"""How the agreement ends: by the holder, by the family, or by a wish that the holder hears."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.book.questions import Question
from stafett.logs.access import FAMILY, Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.actions import end_log
from stafett.logs.eid import with_eid
from stafett.logs.models import ClosingReason, Log
from stafett.municipality.policy import ADULT
from stafett.municipality.queries import current_policy

from .case import age_on
from .models import ClosingWish, Consent, Signature


@transaction.atomic
def close(by: Standing, *, reason: str, note_text: str, at: datetime) -> None:
    """The holder closes the log with a note (P1, P6, D30): the consent ends, the baton is laid
    down, the helpers' access ends at once; the family keeps reading.

    Raises Refused when the log is closed already.
    """
    log, by = begin(by, Right.COORDINATE)
    _end(log, by, reason=reason, note_text=note_text, at=at)


@transaction.atomic
def close_by_family(by: Standing, *, word: str, at: datetime) -> None:
    """One who signed, or an owner of the policy's age, closes the log alone (P3).

    Raises Refused for anybody else, and when the log is closed already.
    """
    with_eid(by)
    log, by = begin(by, Right.READ)
    if log.state != "open" or not may_close(by, timezone.localdate(at)):
        raise Refused(_("You cannot close this log alone. You can ask the holder to close it."))
    _end(log, by, reason=ClosingReason.FAMILY, note_text=word, at=at)


def _end(log: Log, by: Standing, *, reason: str, note_text: str, at: datetime) -> None:
    Consent.objects.filter(log=log, ended_at=None).update(ended_at=at, end="closed")
    end_log(log, by=by, reason=reason, note_text=note_text, at=at)


def is_family(by: Standing) -> bool:
    """Whether this person is let in as owner or guardian."""
    return any(each.role in FAMILY for each in by.admissions)


def may_close(by: Standing, on: date) -> bool:
    """Whether this member of the family may close the log alone on that day (P3).

    An owner of the age that the policy says, always from 18; and who signed what is in force.
    """
    if not is_family(by):
        return False
    if by.log.owner_id == by.person.pk and _of_age_to_close(by.log, on):
        return True
    return bool(_signed(by.log.pk, by.person.pk))


@Question
def _signed(log: UUID, person: UUID) -> QuerySet[Signature, UUID]:
    """Whether this person's yes is in force in the log."""
    yes = Signature.objects.filter(log=log, person=person, says_yes=True)
    in_force = yes.filter(consent__activated_at__isnull=False, consent__ended_at=None)
    return in_force.values_list("pk", flat=True)


def _of_age_to_close(log: Log, on: date) -> bool:
    birth = log.owner.birth_date
    alone_from = current_policy(log.municipality_id, on).owner_may_close_from
    age = ADULT if alone_from is None else min(ADULT, alone_from)
    return birth is None or age_on(birth, on) >= age


@transaction.atomic
def wish_closed(by: Standing, *, word: str, at: datetime) -> None:
    """One of the family who cannot close alone asks the holder to close the log (P3).

    Raises Conflict when it is asked already, Refused for others than the family.
    """
    log, by = begin(by, Right.READ)
    if log.state != "open" or not is_family(by):
        raise Refused(_("Only the family can ask for this, while the log is open."))
    if wish_of(by):
        raise Conflict(_("You have asked already. The holder sees it."))
    ClosingWish(log=log, by=by.person, at=at, word=word).save(force_insert=True)
    data: dict[str, object] = {"who": str(by.person), "word": word}
    note(log, "consent.closing_wished", data, at=at, by=by)


@transaction.atomic
def take_back_wish(by: Standing, *, at: datetime) -> None:
    """The wish is taken back. Raises Conflict when there is none."""
    log, by = begin(by, Right.READ)
    wish = wish_of(by)
    if wish is None:
        raise Conflict(_("You have no wish that waits. Read the page again."))
    note(log, "consent.closing_wish_taken_back", {"who": str(by.person)}, at=at, by=by)
    wish.taken_back_at = at
    wish.save(update_fields=["taken_back_at"])


def wish_of(by: Standing) -> ClosingWish | None:
    """This person's own wish that the log be closed."""
    return ClosingWish.objects.filter(log=by.log, by=by.person, taken_back_at=None).first()


def wishes(log: Log) -> list[ClosingWish]:
    """Everyone's wishes that the log be closed, the oldest first."""
    return _waiting(log.pk)


@Question
def _waiting(log: UUID) -> QuerySet[ClosingWish]:
    waiting = ClosingWish.objects.filter(log=log, taken_back_at=None)
    return waiting.select_related("by").order_by("at")
