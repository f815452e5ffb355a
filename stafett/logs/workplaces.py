"""Which service a unit of a log is, also where another stands in for it (`marks.Workplace`)."""

from uuid import UUID

from stafett.municipality.models import Unit

from .models import Workplace


def true_unit(unit: Unit) -> UUID:
    """The key of the service itself. No question where the unit is no stand-in.

    One who is not cleared for the place gets the stand-in, in which nobody works.
    """
    if unit.stands_in_log is None:
        return unit.pk
    found = Workplace.objects.filter(stand_in=unit).values_list("unit_id", flat=True).first()
    return found or unit.pk
