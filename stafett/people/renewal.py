"""Bringing a family up to what the population register says now, and saying what was new."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused

from .actions import FoundFamily, me, one_at_a_time, take_in_person
from .models import Family, Guardianship, Person
from .numbers import known_person
from .register import RegisterGuardian, RegisterPerson

ADULT = 18


class News(StrEnum):
    """What the register can say that is new."""

    LOST = "lost"  # a guardian no longer has parental responsibility
    GAINED = "gained"  # somebody has it who had not, known here before or not
    RESIDENCE = "residence"  # where the child has fixed residence, or whether the parents share it
    NAME = "name"
    PROTECTION = "protection"


@dataclass(frozen=True)
class Change:
    """One thing that is new, and about whom."""

    news: News
    person: Person


def renew_family(child: Person, found: FoundFamily, *, at: datetime) -> list[Change]:
    """Bring a child's family up to what the register says now, once the child is seen.

    A guardian whom the register no longer names keeps the row and loses responsibility. Somebody
    new is stored only with parental responsibility. Of an owner who has filled 18 no ties are
    told: the register has none, and the birthday has ended what they gave. Raises Refused when
    the one who acts has become a guardian of the child.
    """
    one_at_a_time(found)
    changes = _facts_of(child, found.child)
    if _years(found.child.birth_date, timezone.localdate(at)) < ADULT:
        changes += _ties(child, found, at)
        changes += _together(child, found) if not _residence(changes) else []
    Family.objects.filter(child=child).update(
        live_together=bool(found.child.live_together), checked_at=at
    )
    return changes


def _years(birth: date, on: date) -> int:
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _residence(changes: list[Change]) -> bool:
    return any(each.news is News.RESIDENCE for each in changes)


def _facts_of(person: Person, found: RegisterPerson) -> list[Change]:
    """Name and protection, stored where they are others than before."""
    changes = []
    if (person.given_name, person.family_name) != (found.given_name, found.family_name):
        changes.append(Change(News.NAME, person))
    if person.protection != found.protection:
        changes.append(Change(News.PROTECTION, person))
    if changes:
        person.given_name, person.family_name = found.given_name, found.family_name
        person.protection = found.protection
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT renew_person(%s, %s, %s, %s)",
                [person.pk, person.given_name, person.family_name, str(person.protection)],
            )
    return changes


def _ties(child: Person, found: FoundFamily, at: datetime) -> list[Change]:
    by_person = {known_person(tie.number): tie for tie in found.child.guardians}
    facts = {known_person(person.number): person for _tie, person in found.guardians}
    rows = list(Guardianship.objects.filter(child=child).select_related("guardian"))
    changes: list[Change] = []
    for row in rows:
        if fact := facts.get(row.guardian_id):
            changes += _facts_of(row.guardian, fact)
        changes += _renew_tie(row, by_person.get(row.guardian_id), at)
    if any(_moved(row, by_person.get(row.guardian_id)) for row in rows):
        changes.append(Change(News.RESIDENCE, child))
    known = {row.guardian_id for row in rows}
    for tie, person in found.guardians:
        if tie.responsibility and known_person(tie.number) not in known:
            changes.append(Change(News.GAINED, _new_guardian(child, tie, person, at)))
    return changes


def _renew_tie(row: Guardianship, tie: RegisterGuardian | None, at: datetime) -> list[Change]:
    had, has = row.responsibility, tie is not None and tie.responsibility
    Guardianship.objects.filter(pk=row.pk).update(
        responsibility=has,
        fixed_residence=tie is not None and tie.fixed_residence,
        checked_at=at,
    )
    if had == has:
        return []
    return [Change(News.GAINED if has else News.LOST, row.guardian)]


def _moved(row: Guardianship, tie: RegisterGuardian | None) -> bool:
    """Whether one who keeps the responsibility has another answer to where the child lives."""
    keeps = tie is not None and tie.responsibility and row.responsibility
    return keeps and tie is not None and tie.fixed_residence != row.fixed_residence


def _together(child: Person, found: FoundFamily) -> list[Change]:
    now = bool(found.child.live_together)
    other = Family.objects.filter(child=child).exclude(live_together=now).exists()
    return [Change(News.RESIDENCE, child)] if other else []


def _new_guardian(
    child: Person, tie: RegisterGuardian, found: RegisterPerson, at: datetime
) -> Person:
    person = take_in_person(found)
    if person.pk == me():
        raise Refused(_("This is a child of your own now. Let a colleague take the baton."))
    Guardianship(
        child=child,
        guardian=person,
        kind=tie.kind,
        relation=tie.relation,
        responsibility=True,
        fixed_residence=tie.fixed_residence,
        checked_at=at,
    ).save(force_insert=True)
    return person
