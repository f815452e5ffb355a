"""Naming somebody from outside the municipality in a question (A20–A22, C6, G2).

BUP, a doctor, a service of the county or the state: they take part when the family says yes,
without being staff. Nothing but the log opens to them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin
from stafett.municipality.models import Position

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
