"""Who leads a unit for a time beside its leader: naming a deputy, ending it (C7).

A deputy's position has the leader's role, so that whatever asks who leads a unit, here and in the
database, finds the deputy from the first day until the last, and no longer.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.people.models import Person

from .access import administers, heads
from .models import Position, Role
from .staffing import AHEAD


@transaction.atomic
def name_deputy(
    by: Person, position_id: UUID, *, from_date: date, until: date, at: datetime
) -> Position:
    """Name the one who holds this position as deputy of the unit's leader, with the leader's rights
    from the first day to the last.

    Raises Refused for others than the unit's leader and the municipality's administrators, for one
    who does not work there all those days, who leads the unit, or is its deputy then already, and
    for days that have passed or are more than a year ahead.
    """
    works = (
        Position.objects.select_related("unit", "person")
        .filter(pk=position_id, deputy=False, ended_at=None)
        .exclude(role=Role.OUTSIDER)
        .first()
    )
    if works is None or not heads(by, works.unit_id, timezone.localdate(at)):
        raise Refused(_("Choose somebody who works in your unit."))
    # The book first, so that two who name at once come one after the other.
    cover = Book.objects.select_for_update().get(pk=works.unit.municipality_id)
    _check_days(works, from_date, until, timezone.localdate(at))
    _check_not_leading(works, from_date, until)
    deputy = Position(
        id=uuid4(),
        person=works.person,
        unit=works.unit,
        title=works.title,
        role=Role.LEADER,
        deputy=True,
        phone=works.phone,
        email=works.email,
        from_date=from_date,
        until=until,
    )
    deputy.save(force_insert=True)
    days = {"from": from_date.isoformat(), "until": until.isoformat()}
    _note(cover, "municipality.deputy_named", deputy, by, at, **days)
    return deputy


@transaction.atomic
def end_deputy(by: Person, position_id: UUID, *, at: datetime) -> Position:
    """End a deputy's time at once, whether it has begun or not.

    Raises Refused for others than who may name one, Conflict when it is over already.
    """
    today = timezone.localdate(at)
    deputy = (
        Position.objects.select_related("unit", "person")
        .select_for_update(of=("self",))
        .filter(pk=position_id, deputy=True)
        .first()
    )
    if deputy is None or not heads(by, deputy.unit_id, today):
        raise Refused(_("Choose somebody who works in your unit."))
    if deputy.ended_at is not None or (deputy.until and deputy.until < today):
        raise Conflict(_("This has ended already."))
    deputy.ended_at = at
    deputy.save(update_fields=["ended_at"])
    cover = Book.objects.select_for_update().get(pk=deputy.unit.municipality_id)
    _note(cover, "municipality.deputy_ended", deputy, by, at)
    return deputy


def _check_days(works: Position, from_date: date, until: date, today: date) -> None:
    if not today <= from_date <= today + AHEAD:
        raise Refused(_("The first day can be today at the earliest, and within a year."))
    if until < from_date:
        raise Refused(_("The last day is before the first day."))
    if until > from_date + AHEAD:
        raise Refused(_("A deputy stands in for a year at most. Then name one anew."))
    if from_date < works.from_date or (works.until and until > works.until):
        words = _("%(name)s does not work here all those days. Choose others.")
        raise Refused(words % {"name": works.person})


def _check_not_leading(works: Position, from_date: date, until: date) -> None:
    leads = Position.objects.filter(
        Q(until=None) | Q(until__gte=from_date),
        person=works.person,
        unit=works.unit,
        role=Role.LEADER,
        ended_at=None,
        from_date__lte=until,
    )
    if leads.exists():
        words = _("%(name)s leads the unit already in those days.")
        raise Refused(words % {"name": works.person})


def _note(
    cover: Book, verb: str, deputy: Position, by: Person, at: datetime, **more: object
) -> None:
    ours = administers(by, deputy.unit.municipality_id, timezone.localdate(at))
    data: dict[str, object] = {
        "who": str(by),
        "name": str(deputy.person),
        "unit": deputy.unit.name,
    }
    role = "administrator" if ours else "leader"
    book.write(cover, verb, data | more, at=at, actor=by.pk, role=role)
