"""Taking in a family from the population register; `renewal` brings it up to date."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from .look_ups import Asker, look_up
from .models import Family, Guardianship, NationalIdentity, Person
from .national_number import NationalNumber
from .numbers import number_hash, person_with
from .register import Ground, RegisterGuardian, RegisterPerson, RegisterUnavailable
from .seals import seal


class NotInRegister(Refused):
    """The register has nobody with the number that was asked for."""


class RegisterSilent(Refused):
    """The register does not answer now; nothing is known to have changed."""


@dataclass(frozen=True)
class FoundFamily:
    """A child as the register knows it, with each guardian found by number."""

    child: RegisterPerson
    guardians: tuple[tuple[RegisterGuardian, RegisterPerson], ...]


def find_family(number: NationalNumber, ground: Ground, asker: Asker) -> FoundFamily:
    """Ask the register for a child and its guardians. Each look-up is noted.

    Ask before anything is locked. Raises NotInRegister when nobody has the number, RegisterSilent
    when the register does not answer.
    """
    try:
        child = look_up(number, ground, asker)
        if child is None:
            raise NotInRegister(_("The population register has nobody with this number."))
        known = [(each, look_up(each.number, ground, asker)) for each in child.guardians]
    except RegisterUnavailable as error:
        raise RegisterSilent(
            _("The population register does not answer now. Try again later.")
        ) from error
    return FoundFamily(child, tuple((tie, person) for tie, person in known if person))


def take_in(found: FoundFamily, *, at: datetime) -> Person:
    """Store a family; those who are known already are left as they are. Returns the child.

    Of a child in a log that somebody else leads, nothing new is told here. Raises Refused when
    the child is one's own.
    """
    one_at_a_time(found)
    child = take_in_person(found.child)
    if not _may_tell_family(child):
        return child
    Family.objects.bulk_create([_family(child, found, at)], ignore_conflicts=True)
    ties = [
        Guardianship(
            child=child,
            guardian=take_in_person(person),
            kind=tie.kind,
            relation=tie.relation,
            responsibility=tie.responsibility,
            fixed_residence=tie.fixed_residence,
            checked_at=at,
        )
        for tie, person in found.guardians
    ]
    if me() in {tie.guardian_id for tie in ties}:
        raise Refused(_("This is a child of your own. Ask a colleague to start the log."))
    Guardianship.objects.bulk_create(ties, ignore_conflicts=True)
    return child


def one_at_a_time(found: FoundFamily) -> None:
    """Who takes in a family with one of the same people waits until this transaction has ended."""
    numbers = [found.child.number, *(tie.number for tie, _person in found.guardians)]
    keys = sorted(int(number_hash(number)[:15], 16) for number in numbers)
    with connection.cursor() as cursor:
        for key in keys:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])


def _may_tell_family(child: Person) -> bool:
    """Whether the database takes family ties from who acts now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT may_tell_family(%s)", [child.pk])
        return bool(cursor.fetchone()[0])


def me() -> UUID | None:
    """Who acts now; None for the worker."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stafett_me()")
        who: UUID | None = cursor.fetchone()[0]
    return who


def _family(child: Person, found: FoundFamily, at: datetime) -> Family:
    return Family(child=child, live_together=bool(found.child.live_together), checked_at=at)


def take_in_person(found: RegisterPerson) -> Person:
    """Store somebody, or give back the one who is known already, under the register's name."""
    hashed = number_hash(found.number)
    person = Person(
        given_name=found.given_name,
        family_name=found.family_name,
        birth_date=found.birth_date,
        protection=found.protection,
    )
    known = person_with(hashed)
    if known is not None:
        person.pk = known
        return person
    person.save(force_insert=True)
    NationalIdentity(person=person, number_hash=hashed, sealed=seal(person.pk, found.number)).save(
        force_insert=True
    )
    return person
