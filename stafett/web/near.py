"""The services in a municipality that every family meets."""

from typing import NamedTuple
from uuid import UUID

from stafett.identity.session import Place
from stafett.municipality.models import UnitKind
from stafett.municipality.queries import units_in

FIRST_TO_ASK = (
    UnitKind.KINDERGARTEN,
    UnitKind.SCHOOL,
    UnitKind.HEALTH_STATION,
    UnitKind.SCHOOL_HEALTH,
)
SHOWN = 12


class Near(NamedTuple):
    """One kind of service, and what those in the municipality are called."""

    kind: str
    names: list[str]
    more: int  # beyond those named


def near_the_family(place: Place | None) -> list[Near]:
    """The kindergartens, schools and health stations by name. One question (T1)."""
    if place is None:
        return []
    by_kind: dict[str, list[str]] = {kind: [] for kind in FIRST_TO_ASK}
    for unit in units_in(UUID(place["id"])).filter(kind__in=FIRST_TO_ASK).order_by("name"):
        by_kind[unit.kind].append(unit.name)
    return [
        Near(str(UnitKind(kind).label).capitalize(), names[:SHOWN], len(names[SHOWN:]))
        for kind, names in by_kind.items()
        if names
    ]
