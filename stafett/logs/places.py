"""What tells where a child lives, and who may know it when the address is protected (issue 4.5).

The one place that decides. In a log whose owner has a protected address no name of a service, no
telephone and no e-mail at work is written at all: the kind of service stands in its place, for
everybody, and the database sees to it too. Who is cleared reads the rest on one page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from stafett.book.errors import Conflict, Refused
from stafett.municipality.models import Position, Unit, UnitKind
from stafett.municipality.queries import held
from stafett.municipality.service_words import STORED_IN, kind_words
from stafett.people.models import Guardianship, Person, Protection

from .access import Right, Standing, in_force
from .acting import begin, note
from .models import Admission, AdmissionRole, Clearance, Log, Workplace

# From the least to the most protected.
LEVELS = [Protection.NONE, Protection.CONFIDENTIAL, Protection.STRICT]


def service_to_store(log: Log, unit: Unit) -> str:
    """What is written of a service in this log: its name, or its kind."""
    if not log.hides_places:
        return unit.name
    with override(STORED_IN):
        return kind_words(UnitKind(unit.kind))


@dataclass(frozen=True)
class Cleared:
    """One who may know the place: by what the person is to the child, or by the holder's word."""

    person: Person
    ground: str
    clearance: Clearance | None = None  # None: by what the person is


@dataclass(frozen=True)
class Whereabouts:
    """Where a helper works, and how to reach them."""

    person: Person
    title: str
    unit: Unit
    phone: str
    email: str


def is_cleared(standing: Standing) -> bool:
    """Whether this person may know where the child is. No question where nothing is protected."""
    if not standing.log.hides_places:
        return True
    return any(each.person.pk == standing.person.pk for each in cleared(standing.log))


def cleared(log: Log) -> list[Cleared]:
    """Everyone who may know the place, and why; the database's `my_uncleared()` says the same."""
    let_in = Admission.objects.filter(in_force(), log=log).select_related("person")
    found = {each.pk: Cleared(each, _by_rule(log, each, rows)) for each, rows in _people(let_in)}
    found = {key: each for key, each in found.items() if each.ground}
    for row in Clearance.objects.filter(log=log, ended_at=None).select_related("person", "by"):
        found.setdefault(row.person_id, Cleared(row.person, row.ground, row))
    return sorted(found.values(), key=lambda each: str(each.person))


def _people(rows: Iterable[Admission]) -> list[tuple[Person, list[Admission]]]:
    by_person: dict[UUID, list[Admission]] = {}
    for row in rows:
        by_person.setdefault(row.person_id, []).append(row)
    return [(each[0].person, each) for each in by_person.values()]


def _by_rule(log: Log, person: Person, rows: list[Admission]) -> str:
    """Why somebody knows the place anyway, or "" for one who does not."""
    if person.pk == log.owner_id:
        return _("The log is about this person")
    if any(each.role == AdmissionRole.STARTER for each in rows):
        return _("Started the log")
    if any(each.role == AdmissionRole.PARTICIPANT and each.unit_id == log.unit_id for each in rows):
        return _("Works where the log was started")
    if log.legs.filter(holder=person, ended_at=None).exists():
        return _("Has the baton")
    lives_with = Guardianship.objects.filter(
        child=log.owner_id, guardian=person, responsibility=True, fixed_residence=True
    )
    as_protected = LEVELS.index(Protection(person.protection)) >= LEVELS.index(
        Protection(log.protection)
    )
    return _("Lives with the child, as protected") if as_protected and lives_with.exists() else ""


def can_be_cleared(log: Log) -> list[Person]:
    """Those let in who may not know the place: whom the holder can clear."""
    let_in = Admission.objects.filter(in_force(), log=log).select_related("person")
    known = {each.person.pk for each in cleared(log)}
    others = (person for person, _rows in _people(let_in) if person.pk not in known)
    return sorted(others, key=str)


def whereabouts(log: Log) -> list[Whereabouts]:
    """Where those who take part work, from the municipality's own list of its staff."""
    helpers = Admission.objects.filter(in_force(), log=log, role=AdmissionRole.PARTICIPANT)
    places = dict(Workplace.objects.filter(log=log).values_list("stand_in_id", "unit_id"))
    units = {each.person_id: places[each.unit_id] for each in helpers if each.unit_id in places}
    positions = Position.objects.filter(
        held(timezone.localdate()), person__in=units, unit__in=units.values(), deputy=False
    ).select_related("person", "unit")
    return sorted(
        (
            Whereabouts(each.person, each.title, each.unit, each.phone, each.email)
            for each in positions
            if units[each.person_id] == each.unit_id
        ),
        key=lambda each: (each.unit.name, str(each.person)),
    )


@transaction.atomic
def clear(by: Standing, person_id: UUID, *, ground: str, at: datetime) -> None:
    """The holder lets somebody in the log know the place, and says why.

    Raises Refused for anybody but the holder, without a ground, in a log without protection, and
    for one who is not in the log; Conflict where it is done already.
    """
    log, by = begin(by, Right.COORDINATE)
    if not log.hides_places:
        raise Refused(_("The address is not protected. Everyone in the log sees the services."))
    if not ground.strip():
        raise Refused(_("Write why this person must know it."))
    if any(each.person.pk == person_id for each in cleared(log)):
        raise Conflict(_("This person may know it already."))
    person = next((each for each in can_be_cleared(log) if each.pk == person_id), None)
    if person is None:
        raise Refused(_("Choose one of those who are in the log."))
    row = Clearance(log=log, person=person, ground=ground.strip()[:500], by=by.person, at=at)
    data: dict[str, object] = {"who": str(by.person), "person": str(person)}
    note(log, "logs.cleared", data, at=at, by=by)
    row.save(force_insert=True)


@transaction.atomic
def end_clearance(by: Standing, clearance_id: UUID, *, at: datetime) -> None:
    """The holder takes it back; it bites at once. Raises Refused for others, Conflict when over."""
    log, by = begin(by, Right.COORDINATE)
    row = Clearance.objects.filter(log=log, pk=clearance_id, ended_at=None).first()
    if row is None:
        raise Conflict(_("This is taken back already."))
    data: dict[str, object] = {"who": str(by.person), "person": str(row.person)}
    note(log, "logs.clearance_ended", data, at=at, by=by)
    row.ended_at, row.ended_by = at, by.person
    row.save(update_fields=["ended_at", "ended_by"])
