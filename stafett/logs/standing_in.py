"""What can be done about a holder's absence: telling, standing in or not, being back (D5, D10)."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused

from .absences import Absence, StandIn
from .access import Right, Standing
from .acting import begin, note
from .baton import open_leg, participant
from .models import Log


def absence_of(log: Log, holder_id: UUID, today: date) -> Absence | None:
    """A holder's absence that is told of and not over."""
    return (
        Absence.objects.filter(log=log, holder_id=holder_id, ended_at=None, until__gte=today)
        .select_related("holder", "deputy")
        .first()
    )


@transaction.atomic
def tell_absence(
    by: Standing, *, from_date: date, until: date, deputy_id: UUID, at: datetime
) -> Absence:
    """The holder is away for some days and asks somebody to stand in; the baton stays.

    Raises Refused for days that have been, and for anybody whom the family has not said yes to;
    Conflict while somebody is asked or stands in already.
    """
    log, by = begin(by, Right.COORDINATE)
    open_leg(log, by.person.pk)
    today = timezone.localdate(at)
    if until < from_date:
        raise Refused(_("The last day must come after the first."))
    if from_date < today:
        raise Refused(_("Choose days from today on."))
    deputy = participant(log, deputy_id)
    known = absence_of(log, by.person.pk, today)
    if known and known.answer != StandIn.DECLINED:
        raise Conflict(_("You have told of an absence already. Say that you are back first."))
    Absence.objects.filter(log=log, holder=by.person, ended_at=None).update(ended_at=at)
    absence = Absence(
        log=log, holder=by.person, deputy=deputy, from_date=from_date, until=until, told_at=at
    )
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
    except IntegrityError as error:
        if "kept this person out" not in str(error):
            raise
        words = _("The family is asked to keep %(name)s out. Choose somebody else.")
        raise Refused(words % {"name": deputy}) from error
    days: dict[str, object] = {"from": from_date.isoformat(), "until": until.isoformat()}
    note(log, "logs.absence_told", _people(absence) | days, at=at, by=by)
    return absence


@transaction.atomic
def accept_standing_in(by: Standing, absence_id: UUID, *, at: datetime) -> None:
    """The one who was asked stands in. Raises Conflict when it is answered or over, Refused for
    anybody else."""
    _answer(by, absence_id, StandIn.ACCEPTED, "logs.stand_in_accepted", at)


@transaction.atomic
def decline_standing_in(by: Standing, absence_id: UUID, *, at: datetime) -> None:
    """The one who was asked cannot. Raises as `accept_standing_in`."""
    _answer(by, absence_id, StandIn.DECLINED, "logs.stand_in_declined", at)


def _answer(by: Standing, absence_id: UUID, answer: StandIn, verb: str, at: datetime) -> None:
    log, by = begin(by, Right.READ)
    over = Q(ended_at=None, answer=None, until__gte=timezone.localdate(at))
    absence = (
        Absence.objects.filter(over, log=log, pk=absence_id)
        .select_related("holder", "deputy")
        .first()
    )
    if absence is None:
        raise Conflict(_("This is already answered or over. The page shows how it is now."))
    if absence.deputy_id != by.person.pk:
        raise Refused(_("Only the person who was asked can answer this."))
    absence.answer, absence.answered_at = answer, at
    absence.save(update_fields=["answer", "answered_at"])
    note(log, verb, _people(absence), at=at, by=by)


@transaction.atomic
def come_back(by: Standing, *, at: datetime) -> None:
    """The holder is back, or will not be away after all. Raises Conflict where there is nothing to
    end."""
    log, by = begin(by, Right.COORDINATE)
    absence = absence_of(log, by.person.pk, timezone.localdate(at))
    if absence is None:
        raise Conflict(_("No absence of yours is noted any more."))
    note(log, "logs.absence_ended", _people(absence), at=at, by=by)
    absence.ended_at = at
    absence.save(update_fields=["ended_at"])


def _people(absence: Absence) -> dict[str, object]:
    return {"who": str(absence.holder), "deputy": str(absence.deputy)}
