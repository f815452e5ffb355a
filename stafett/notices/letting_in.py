"""Telling those whom a consent lets in; who comes from outside, with a link (A21)."""

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from stafett.identity import idporten
from stafett.identity.models import WayIn
from stafett.logs.access import in_force
from stafett.logs.models import Admission, AdmissionRole
from stafett.logs.workplaces import true_unit
from stafett.municipality.models import Position, Role
from stafett.municipality.staffing import VALID_FOR
from stafett.people.models import NationalIdentity, Person

from .port import Mail
from .sending import hash_of, once, own_address, tell
from .words import site, written


def let_in(admission_id: UUID) -> None:
    """Tell a professional whom an active consent has let in (D1)."""
    admission = _in_force(admission_id)
    if admission is None or _was_there(admission):
        return
    person, address = admission.person, _address_of(admission)
    if not (address and idporten.is_set_up() and _known_by_name_alone(person)):
        key = f"let_in:{admission_id}"
        tell(key, "let_in", person, address, admission.log.municipality)
        return
    lapses_at = timezone.now() + VALID_FOR

    def keep(hashed: str) -> object:
        words = {"token_hash": hashed, "lapses_at": lapses_at}
        return WayIn.objects.update_or_create(person=person, defaults=words)

    _mail_link(f"let_in:{admission_id}", admission, lapses_at, keep)


def new_link(admission_id: UUID) -> None:
    """Send somebody from outside a new link, which lapses as the one who asked for it set it."""
    admission = _in_force(admission_id)
    if admission is None or not _address_of(admission):
        return
    ways = WayIn.objects.filter(person=admission.person, used_at=None)
    way = ways.first()
    if way is None or way.lapses_at <= timezone.now():
        return

    def keep(hashed: str) -> object:
        return ways.filter(lapses_at=way.lapses_at).update(token_hash=hashed)

    key = f"link:{way.pk}:{way.lapses_at.isoformat()}"
    _mail_link(key, admission, way.lapses_at, keep)


def _in_force(admission_id: UUID) -> Admission | None:
    held = Admission.objects.filter(in_force(), pk=admission_id, role=AdmissionRole.PARTICIPANT)
    return held.select_related("person", "log__municipality").first()


def _mail_link(
    key: str, admission: Admission, lapses_at: datetime, keep: Callable[[str], object]
) -> None:
    """The link by which whoever was named by name and e-mail shows who that is (A21). It is made
    here, as an invitation's is, and a newer one takes its place: `keep` keeps its hash, or nothing
    where it is no longer wanted.
    """
    person, town = admission.person, admission.log.municipality
    address = _address_of(admission)

    def write() -> Mail | None:
        token = secrets.token_urlsafe(32)
        if not keep(hash_of(token)):
            return None
        link = site(reverse("way_in", args=[token]))
        subject, text = written("let_in_outsider", person.language, link=link, until=lapses_at)
        return Mail(key, town, str(person), address, subject, text)

    once(key, write)


def _known_by_name_alone(person: Person) -> bool:
    """Somebody from outside the municipality who has not shown an electronic ID here yet."""
    outside = Position.objects.filter(person=person, role=Role.OUTSIDER).exists()
    return outside and not NationalIdentity.objects.filter(person=person).exists()


def _was_there(admission: Admission) -> bool:
    """Whether the person took part until the moment the new consent took over: nothing is new."""
    before = Admission.objects.filter(log=admission.log, person=admission.person).exclude(
        pk=admission.pk
    )
    until_now = Q(ended_at=None) | Q(ended_at__gte=admission.from_at)
    at_work = Q(role__in=[AdmissionRole.STARTER, AdmissionRole.PARTICIPANT])
    return before.filter(until_now, at_work, from_at__lte=admission.from_at).exists()


def _address_of(admission: Admission) -> str:
    return admission.email or _at_work(admission) or own_address(admission.person)


def _at_work(admission: Admission) -> str:
    """The address in the municipality's list of staff: no log with a protected address has it."""
    unit = true_unit(admission.unit) if admission.unit else None
    here = Position.objects.filter(person=admission.person, unit=unit)
    return here.exclude(email="").values_list("email", flat=True).first() or ""
