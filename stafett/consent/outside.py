"""Naming somebody from outside the municipality in a question (A20–A22, C6, G2).

BUP, a doctor, a service of the county or the state: they take part when the family says yes,
without being staff. Nothing but the log opens to them, and they come in by a link.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.logs.access import Right, Standing, in_force
from stafett.logs.acting import begin, note
from stafett.logs.models import Admission, AdmissionRole
from stafett.municipality.models import Position
from stafett.people.models import Person
from stafett.worker.later import later

from .actions.inviting import Invitation, put_on_the_list
from .actions.preparing import asking_right, prepared_in
from .models import Named


@dataclass(frozen=True)
class Outsider:
    """Somebody of a service outside the municipality, as the one who asks writes it."""

    unit_id: UUID
    given_name: str
    family_name: str
    title: str
    email: str
    phone: str = ""


@transaction.atomic
def invite_outsider(
    by: Standing,
    consent_id: UUID,
    who: Outsider,
    *,
    task: str,
    sees: str,
    until: date,
    health: bool = False,
    at: datetime,
) -> Named:
    """Name somebody from outside in a consent that is not yet sent. Who was named before, with the
    same e-mail in the same service, is the same person.

    Raises Refused for a service of the municipality's own, and for one who is on the list or is
    kept out.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name_outsider(%s, %s, %s, %s, %s, %s, %s)",
            [log.pk, who.unit_id, who.given_name, who.family_name, who.title, who.email, who.phone],
        )
        (position_id,) = cursor.fetchone()
    if position_id is None:
        raise Refused(_("Choose a service outside the municipality."))
    position = Position.objects.select_related("person", "unit").get(pk=position_id)
    invitation = Invitation(position.pk, task, sees, until, health)
    return put_on_the_list(log, consent, position, invitation)


def links_of(by: Standing) -> dict[UUID, datetime]:
    """When the link lapses, of those from outside who take part and have not come in by it yet; for
    who has the baton. One question, none for others."""
    if not by.may(Right.COORDINATE):
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT person_id, lapses_at FROM ways_in_of(%s)", [by.log.pk])
        return dict(cursor.fetchall())


@transaction.atomic
def send_link_again(by: Standing, who: Person, *, seen: datetime, at: datetime) -> None:
    """Send somebody from outside a new link, as long as the consent lets that person in; the old
    one is dead at once (A21, I4). `seen`: when the link lapses that the page told of.

    Raises Refused for who does not coordinate and for who is not let in now; Conflict when a new
    one is sent already, or the person has come in.
    """
    log, by = begin(by, Right.COORDINATE)
    admitted = Admission.objects.filter(in_force(), log=log, person=who)
    admission = admitted.filter(role=AdmissionRole.PARTICIPANT).first()
    if admission is None:
        raise Refused(_("%(name)s is not let in now. No link is sent.") % {"name": who})
    with connection.cursor() as cursor:
        cursor.execute("SELECT renew_way_in(%s, %s, %s)", [log.pk, who.pk, seen])
        (renewed,) = cursor.fetchone()
    if not renewed:
        words = _("A new link is sent to %(name)s already, or the one before was used.")
        raise Conflict(words % {"name": who})
    note(log, "consent.link_sent", {"who": str(by.person), "to": str(who)}, at=at, by=by)
    later("notices.link", admission_id=str(admission.pk))
