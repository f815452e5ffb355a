"""A municipality's units: adding one, renaming, moving, ending, taking up again (C7, C9).

Each is one transaction with its entry in the municipality's own book. The database says again that
a unit lies under no unit of its own, and that none ends in which somebody works or has a log.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stafett.book import actions as book
from stafett.book.errors import Conflict, Refused
from stafett.book.models import Book, Entry
from stafett.people.models import Person

from .access import administers
from .models import OUTSIDE, Unit

VERBS = (
    "municipality.unit_added",
    "municipality.unit_renamed",
    "municipality.unit_moved",
    "municipality.unit_ended",
    "municipality.unit_taken_up",
)
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


@dataclass(frozen=True)
class InTheWay:
    """What a unit has that keeps it from being ended."""

    people: int
    invited: int
    logs: int
    parts: int

    def __bool__(self) -> bool:
        return any((self.people, self.invited, self.logs, self.parts))

    def lines(self) -> Iterator[str]:
        """Each of them, in words."""
        people, invited, logs, parts = self.people, self.invited, self.logs, self.parts
        for words, n in (
            (ngettext("%(n)s person works here.", "%(n)s people work here.", people), people),
            (ngettext("%(n)s invitation waits.", "%(n)s invitations wait.", invited), invited),
            (ngettext("%(n)s log is not closed.", "%(n)s logs are not closed.", logs), logs),
            (ngettext("%(n)s unit lies under it.", "%(n)s units lie under it.", parts), parts),
        ):
            if n:
                yield words % {"n": n}


def in_the_way_of(unit_id: UUID) -> InTheWay:
    """What keeps a unit from being ended, for its administrator. One question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM in_the_way_of(%s)", [unit_id])
        return InTheWay(*(cursor.fetchone() or (0, 0, 0, 0)))


@transaction.atomic
def add_unit(
    by: Person, municipality_id: UUID, *, name: str, kind: str, parent_id: UUID | None, at: datetime
) -> Unit:
    """Add a unit, under another or under none. Raises Refused for others than the municipality's
    administrators, a name that is taken, and a place in which it cannot lie."""
    cover = _begin(by, municipality_id, at)
    unit = Unit(id=uuid4(), municipality_id=municipality_id, name=name, kind=kind)
    _check_name(unit, name)
    unit.parent = _parent(unit, parent_id)
    unit.key = _new_key(municipality_id, name)
    unit.save(force_insert=True)
    _note(cover, "municipality.unit_added", unit, by, at, kind=kind)
    return unit


@transaction.atomic
def change_unit(
    by: Person,
    unit_id: UUID,
    *,
    name: str,
    kind: str,
    parent_id: UUID | None,
    opened_at: int,
    at: datetime,
) -> Unit:
    """Call a unit something else, and lay it under another: an entry for each that is changed.

    What was signed and written keeps the old name. Raises as `add_unit`, Refused for a unit that
    has ended, and Conflict when another administrator has changed units since `opened_at`.
    """
    unit, cover = _locked(by, unit_id, at)
    if unit.ended_at:
        raise Refused(_("This unit has ended. Take it up again first."))
    if Entry.objects.filter(book=cover, number__gt=opened_at, verb__in=VERBS).exists():
        raise Conflict(
            _("Another administrator has changed the units since you opened the page. Nothing of"
              " yours is saved. Look at how it stands, and save again if yours shall hold.")
        )  # fmt: skip
    before, kind_before, parent_before = unit.name, unit.kind, unit.parent_id
    _check_name(unit, name)
    unit.name, unit.kind = name, kind
    unit.parent = _parent(unit, parent_id)
    _check_parts(unit)
    unit.save(update_fields=["name", "kind", "parent"])
    if (before, kind_before) != (name, kind):
        _note(cover, "municipality.unit_renamed", unit, by, at, before=before, kind=kind)
    if parent_before != parent_id:
        _note(cover, "municipality.unit_moved", unit, by, at)
    return unit


@transaction.atomic
def end_unit(by: Person, unit_id: UUID, *, at: datetime) -> Unit:
    """End a unit that is no more. What was written about it stays.

    Raises Refused, which says what stands in the way, where somebody works or is invited, where a
    log is not closed, or another unit lies under it; Conflict when it has ended already.
    """
    unit, cover = _locked(by, unit_id, at)
    if unit.ended_at:
        raise Conflict(_("This unit has ended already."))
    if found := in_the_way_of(unit.pk):
        words = _("%(name)s cannot be ended yet.") % {"name": unit.name}
        raise Refused(" ".join((words, *found.lines())))
    unit.ended_at = at
    unit.save(update_fields=["ended_at"])
    _note(cover, "municipality.unit_ended", unit, by, at)
    return unit


@transaction.atomic
def take_up_unit(by: Person, unit_id: UUID, *, at: datetime) -> Unit:
    """Take up a unit again that has ended; under none, where what it lay under has ended too."""
    unit, cover = _locked(by, unit_id, at)
    if unit.ended_at is None:
        return unit
    unit.ended_at = None
    if unit.parent and unit.parent.ended_at:
        unit.parent = None
    unit.save(update_fields=["ended_at", "parent"])
    _note(cover, "municipality.unit_taken_up", unit, by, at)
    return unit


def _locked(by: Person, unit_id: UUID, at: datetime) -> tuple[Unit, Book]:
    """The unit and its municipality's book, which is locked first: one changes units at a time."""
    ours = Unit.objects.filter(pk=unit_id, stands_in_log=None)
    towns = ours.values_list("municipality_id", flat=True)
    cover = _begin(by, towns[0] if towns else unit_id, at)
    return ours.select_related("parent").get(), cover


def _begin(by: Person, municipality_id: UUID, at: datetime) -> Book:
    cover = Book.objects.select_for_update().filter(pk=municipality_id).first()
    if cover is None or not administers(by, municipality_id, timezone.localdate(at)):
        raise Refused(_("Only a system administrator of the municipality can change its units."))
    return cover


def _check_name(unit: Unit, name: str) -> None:
    others = Unit.objects.filter(
        municipality=unit.municipality_id, stands_in_log=None, ended_at=None
    )
    if others.filter(name__iexact=name).exclude(pk=unit.pk).exists():
        raise Refused(_("There is a unit called %(name)s already.") % {"name": name})


def _parent(unit: Unit, parent_id: UUID | None) -> Unit | None:
    if parent_id is None:
        return None
    parent = Unit.objects.filter(
        pk=parent_id, municipality=unit.municipality_id, stands_in_log=None, ended_at=None
    ).first()
    if parent is None:
        raise Refused(_("Choose one of the units that are in use."))
    if unit.pk in _line_of(parent):
        raise Refused(_("A unit cannot lie under itself, or under one that lies under it."))
    if parent.outside != (unit.kind in OUTSIDE):
        raise Refused(
            _("The municipality’s own units and those outside it do not lie under each other.")
        )
    return parent


def _line_of(unit: Unit) -> list[UUID]:
    """The unit and all that it lies under."""
    above = dict(Unit.objects.filter(municipality=unit.municipality_id).values_list("pk", "parent"))
    line: list[UUID] = [unit.pk]
    while (higher := above.get(line[-1])) and higher not in line:
        line.append(higher)
    return line


def _check_parts(unit: Unit) -> None:
    """What lies under a unit is inside the municipality, or outside it, as the unit is."""
    for part in unit.parts.filter(ended_at=None):
        if part.outside != unit.outside:
            raise Refused(
                _("The municipality’s own units and those outside it do not lie under each other.")
            )


def _new_key(municipality_id: UUID, name: str) -> str:
    """A name for registers to know it by, once in the municipality."""
    plain = slugify(name.casefold().translate(LETTERS))[:50] or "enhet"
    taken = set(Unit.objects.filter(municipality=municipality_id).values_list("key", flat=True))
    found = plain
    while found in taken:
        found = f"{plain}-{uuid4().hex[:6]}"
    return found


def _note(cover: Book, verb: str, unit: Unit, by: Person, at: datetime, **more: object) -> None:
    data: dict[str, object] = {
        "who": str(by),
        "unit": unit.name,
        "under": unit.parent.name if unit.parent else "",
    }
    book.write(cover, verb, data | more, at=at, actor=by.pk, role="administrator")
