"""What a question is about, and whom the family keeps out: chosen while it is written (G6, G7)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Standing
from stafett.logs.acting import begin
from stafett.logs.models import Handover, Leg, Log, Sees
from stafett.logs.places import service_to_store
from stafett.logs.workplaces import true_unit
from stafett.municipality.models import Position
from stafett.municipality.queries import current_policy, staff
from stafett.people.models import Person

from ..models import Consent, KeptOut, Named
from ..rules import Scope
from ..until import last_day, usual_day
from .inviting import Invitation, lets_in_somebody_new, put_on_the_list
from .preparing import asking_right, copy_of, prepared_in

# What the holder of an open log may ask about, in the order of telling.
ASKABLE = (
    Scope.PARTICIPANTS,
    Scope.TRANSITION,
    Scope.ORDINARY_CARE,
    Scope.EDUCATION,
    Scope.TRANSFER,
)


@transaction.atomic
def choose_scopes(by: Standing, consent_id: UUID, scopes: Iterable[str]) -> Consent:
    """Say what a question in an open log is about; one thing at least, several if need be.

    Raises Refused for anything that is not asked in an open log. A question that names somebody
    new stays about that too.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    wanted = {Scope(scope) for scope in scopes}
    if log.state != "open" or not wanted or not wanted <= set(ASKABLE):
        raise Refused(_("Choose what the question is about."))
    if Scope.TRANSITION not in wanted:
        consent.next_holder, consent.leaving_unit, consent.leaving_on = None, None, None
    if lets_in_somebody_new(log, consent):
        wanted.add(Scope.PARTICIPANTS)
    others = set(consent.scopes) - {scope.value for scope in ASKABLE}
    consent.scopes = sorted({*others, *(scope.value for scope in wanted)})
    consent.save(update_fields=["scopes", "next_holder", "leaving_unit", "leaving_on"])
    return consent


@transaction.atomic
def set_transition(
    by: Standing, consent_id: UUID, position_id: UUID, *, leaving_on: date, at: datetime
) -> Consent:
    """Say who is to have the baton, and the last day of those who leave (G7, O2, O3, D32).

    The next holder comes on the list; those of the asker's own service leave, and whoever has
    the baton stays until it is taken. Raises Refused for somebody of the same service, for one
    who does not work here or is kept out, and for a day that has passed or comes too late.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    today = timezone.localdate(at)
    policy = current_policy(log.municipality_id, today)
    if not today <= leaving_on <= last_day(policy, today):
        raise Refused(_("Choose a last day from today on, and not later than the consent lasts."))
    position = _position(log, position_id, today)
    asker = consent.named.filter(person=by.person).select_related("unit").first()
    if asker is None or true_unit(asker.unit) == position.unit_id:
        words = _("%(name)s works in the service that has the baton. Offer the baton there.")
        raise Refused(words % {"name": position.person})
    consent.next_holder, consent.leaving_unit = position.person, asker.unit
    consent.leaving_on = leaving_on
    consent.scopes = sorted({*consent.scopes, Scope.TRANSITION})
    consent.save(update_fields=["scopes", "next_holder", "leaving_unit", "leaving_on"])
    if not consent.named.filter(person=position.person).exists():
        task = _("Takes over the baton and keeps in touch with the family")
        until = usual_day(policy, today)
        stays = Invitation(position.pk, task, Sees.EVERYTHING, max(until, leaving_on))
        put_on_the_list(log, consent, position, stays)
    let_leave(log, consent)
    return consent


def _position(log: Log, position_id: UUID, today: date) -> Position:
    found = staff(log.municipality_id, today).filter(pk=position_id).first()
    if found is None:
        raise Refused(_("Choose somebody who works in one of the services."))
    return found


def let_leave(log: Log, consent: Consent) -> None:
    """Nobody of the service that leaves is let in after its last day but who has the baton (D11).

    What is written of them is replaced, for the web may not change it.
    """
    if consent.leaving_on is None or consent.leaving_unit_id is None:
        return
    legs = Leg.objects.filter(log=log, ended_at=None)
    leaving = consent.named.filter(
        unit_id=consent.leaving_unit_id, until__gt=consent.leaving_on
    ).exclude(person__in=[*legs.values_list("holder_id", flat=True), consent.next_holder_id])
    for named in leaving:
        shorter = copy_of(named, consent)
        shorter.until = consent.leaving_on
        Named.objects.filter(pk=named.pk).delete()
        shorter.save(force_insert=True)


@transaction.atomic
def keep_out(
    by: Standing,
    consent_id: UUID,
    *,
    position_id: UUID | None = None,
    name: str = "",
    person: Person | None = None,
) -> KeptOut:
    """Note somebody whom the family will not have let in: one of the staff, or a written name; by
    «Undo» a `person` with the name as it stood.

    Raises Refused for one who is on the list, is to get the baton, or is kept out already.
    """
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    if person is not None:
        return _keep_out(log, consent, person, name)
    if position_id is None:
        return _keep_out_by_name(consent, name)
    position = _position(log, position_id, timezone.localdate())
    told = f"{position.person}, {position.title}, {service_to_store(log, position.unit)}"
    return _keep_out(log, consent, position.person, told)


def _keep_out(log: Log, consent: Consent, person: Person, told: str) -> KeptOut:
    words = {"name": str(person)}
    if consent.named.filter(person=person).exists():
        raise Refused(_("%(name)s is on the list. Take the name off the list first.") % words)
    if Handover.objects.filter(log=log, answer=None, offered_to=person).exists():
        raise Refused(_("The baton is offered to %(name)s. Take that offer back first.") % words)
    if consent.people_kept_out.filter(person=person).exists():
        raise Refused(_("%(name)s is kept out already.") % words)
    kept = KeptOut(log=log, consent=consent, person=person, name=told[:200])
    kept.save(force_insert=True)
    return kept


def _keep_out_by_name(consent: Consent, name: str) -> KeptOut:
    if not name:
        raise Refused(_("Choose a person, or write a name."))
    if consent.people_kept_out.filter(name__iexact=name).exists():
        raise Refused(_("%(name)s is kept out already.") % {"name": name})
    kept = KeptOut(log_id=consent.log_id, consent=consent, person=None, name=name)
    kept.save(force_insert=True)
    return kept


@transaction.atomic
def no_longer_keep_out(by: Standing, consent_id: UUID, kept_id: UUID) -> None:
    """Take somebody off those who are kept out, in a question that is not yet sent."""
    log, by = begin(by, asking_right(by.log))
    consent = prepared_in(log, consent_id)
    consent.people_kept_out.filter(pk=kept_id).delete()
