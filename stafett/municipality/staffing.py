"""Who works in a unit: inviting, sending again, taking back, accepting, leaving (E1, I4, H6).

Each is one transaction with its entry in the municipality's own book. The invitation or position
is locked first and the book after it, here as in the one who accepts, so that nobody waits for
each other.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book
from stafett.people.models import Person
from stafett.worker.later import later

from .access import administers, units_of
from .models import Invitation, Position, Role, Unit
from .queries import held

VALID_FOR = timedelta(days=14)
AHEAD = timedelta(days=366)  # later than that is a slip of the hand


@dataclass(frozen=True)
class Colleague:
    """Whom to invite: somebody known by `person`, or somebody new by the number's hash."""

    person: Person | None
    number_hash: str
    name: str
    title: str
    role: str
    email: str
    phone: str
    from_date: date
    until: date | None


@transaction.atomic
def invite(by: Person, unit_id: UUID, who: Colleague, *, at: datetime) -> Invitation:
    """Invite somebody to work in a unit (E1). The worker sends the mail once this is committed.

    Raises Refused for a unit that is not one's own, a role one cannot give, wrong days, and for
    somebody who works there or has a living invitation.
    """
    unit = _unit_of(by, unit_id, at)
    _check_role(by, unit, who.role, at)
    _check_days(who, timezone.localdate(at))
    _check_new(unit, who, at)
    invitation = Invitation(
        unit=unit,
        person=who.person,
        number_hash="" if who.person else who.number_hash,
        name=who.name,
        title=who.title,
        role=who.role,
        email=who.email,
        phone=who.phone,
        from_date=who.from_date,
        until=who.until,
        invited_by=by,
        invited_at=at,
        lapses_at=at + VALID_FOR,
    )
    invitation.save(force_insert=True)
    _note("municipality.invited", invitation, by, at)
    later("notices.invite", invitation_id=str(invitation.pk))
    return invitation


@transaction.atomic
def send_again(by: Person, invitation_id: UUID, *, at: datetime) -> Invitation:
    """Send the mail anew, with a new link and new fourteen days; the old link is dead at once.

    Raises Conflict when it was accepted or taken back meanwhile.
    """
    invitation = _open(by, invitation_id, at)
    invitation.token_hash, invitation.lapses_at = None, at + VALID_FOR
    invitation.save(update_fields=["token_hash", "lapses_at"])
    _note("municipality.invited_again", invitation, by, at)
    later("notices.invite", invitation_id=str(invitation.pk))
    return invitation


@transaction.atomic
def take_back(by: Person, invitation_id: UUID, *, at: datetime) -> Invitation:
    """Take an invitation back; the link is dead at once. Raises as `send_again`."""
    invitation = _open(by, invitation_id, at)
    invitation.token_hash, invitation.taken_back_at = None, at
    invitation.save(update_fields=["token_hash", "taken_back_at"])
    _note("municipality.invitation_taken_back", invitation, by, at)
    return invitation


@transaction.atomic
def bind(person: Person, token_hash: str, *, at: datetime) -> Position:
    """Bind an invitation to the one it was meant for, who has just signed in; used, it is gone.

    The database decides, from who is signed in. Raises Refused for anybody else, and for a link
    that is used, lapsed or taken back: nothing is consumed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT accept_invitation(%s)", [token_hash])
        (position_id,) = cursor.fetchone()
    if position_id is None:
        raise Refused(_("This invitation cannot be used. Ask for a new one."))
    position = Position.objects.select_related("unit").get(pk=position_id)
    cover = _lock(position.unit)
    data: dict[str, object] = {"name": str(person), "unit": position.unit.name}
    book.write(cover, "municipality.joined", data, at=at, actor=person.pk, role="staff")
    return position


@transaction.atomic
def end_position(by: Person, position_id: UUID, *, last_day: date, at: datetime) -> Position:
    """Set the last day of somebody's work in a unit (H6). Today ends it at once, with every access
    that it held; another day ends it when that day is over.

    Raises Refused for a unit or role that is not one's own, a day that has passed, and for the
    municipality's only administrator; Conflict when it has ended already.
    """
    position = (
        Position.objects.select_related("unit", "person")
        .select_for_update(of=("self",))
        .filter(
            pk=position_id,
            unit__in=[unit.pk for unit in units_of(by, timezone.localdate(at))],
            deputy=False,
        )
        .first()
    )
    if position is None:
        raise Refused(_("You can only do this for people in your own unit."))
    _check_role(by, position.unit, position.role, at)
    today = timezone.localdate(at)
    if position.ended_at is not None or (position.until and position.until < today):
        raise Conflict(_("This has ended already. Who comes back is invited anew."))
    if last_day < max(today, position.from_date):
        raise Refused(_("This day has passed, or is before the first day. Choose another."))
    _check_not_the_last(position, today)
    position.until = last_day
    position.ended_at = at if last_day == today else None
    position.save(update_fields=["until", "ended_at"])
    data: dict[str, object] = {
        "who": str(by),
        "name": str(position.person),
        "unit": position.unit.name,
        "day": last_day.isoformat(),
    }
    role = _role(by, position.unit, at)
    cover = _lock(position.unit)
    book.write(cover, "municipality.position_ends", data, at=at, actor=by.pk, role=role)
    if position.ended_at:
        later("logs.let_go_from", position_id=str(position.pk))
    return position


def _unit_of(by: Person, unit_id: UUID, at: datetime) -> Unit:
    for unit in units_of(by, timezone.localdate(at)):
        if unit.pk == unit_id:
            return unit
    raise Refused(_("You can only do this for people in your own unit."))


def _check_role(by: Person, unit: Unit, role: str, at: datetime) -> None:
    if role != Role.STAFF and not administers(by, unit.municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator can do this for leaders and administrators."))


def _check_days(who: Colleague, today: date) -> None:
    if not today <= who.from_date <= today + AHEAD:
        raise Refused(_("The first day can be today at the earliest, and within a year."))
    if who.until and who.until < who.from_date:
        raise Refused(_("The last day is before the first day."))


def _check_new(unit: Unit, who: Colleague, at: datetime) -> None:
    name = {"name": who.name}
    waiting = Invitation.objects.filter(
        unit=unit, accepted_at=None, taken_back_at=None, lapses_at__gt=at
    )
    same = waiting.filter(person=who.person) if who.person else waiting.none()
    if not who.person:
        same = waiting.filter(number_hash=who.number_hash)
    if same.exists():
        raise Refused(_("%(name)s is invited already. Send the invitation again instead.") % name)
    there = Position.objects.filter(held(timezone.localdate(at)), unit=unit, person=who.person)
    if who.person and there.exists():
        raise Refused(_("%(name)s works here already.") % name)


def _check_not_the_last(position: Position, today: date) -> None:
    if position.role != Role.ADMINISTRATOR:
        return
    others = Position.objects.filter(
        held(today),
        role=Role.ADMINISTRATOR,
        until=None,
        unit__municipality_id=position.unit.municipality_id,
    ).exclude(pk=position.pk)
    if not others.exists():
        raise Refused(
            _("A municipality is never without a system administrator. Invite another one first.")
        )


def _open(by: Person, invitation_id: UUID, at: datetime) -> Invitation:
    invitation = (
        Invitation.objects.select_related("unit")
        .select_for_update(of=("self",))
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        raise Refused(_("You can only do this for people in your own unit."))
    _unit_of(by, invitation.unit_id, at)
    _check_role(by, invitation.unit, invitation.role, at)
    if invitation.accepted_at or invitation.taken_back_at:
        raise Conflict(_("The invitation is already accepted or taken back."))
    return invitation


def _role(by: Person, unit: Unit, at: datetime) -> str:
    ours = administers(by, unit.municipality_id, timezone.localdate(at))
    return "administrator" if ours else "leader"


def _note(verb: str, invitation: Invitation, by: Person, at: datetime) -> None:
    data: dict[str, object] = {
        "who": str(by),
        "name": invitation.name,
        "unit": invitation.unit.name,
        "title": invitation.title,
    }
    role = _role(by, invitation.unit, at)
    book.write(_lock(invitation.unit), verb, data, at=at, actor=by.pk, role=role)


def _lock(unit: Unit) -> Book:
    return Book.objects.select_for_update().get(pk=unit.municipality_id)
