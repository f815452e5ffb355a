"""Whether those whom a consent names still work in the unit it names."""

from datetime import date

from django.db.models import BooleanField, F, Func, Value


def works_there(on: date) -> Func:
    """Whether the one named has a position in the unit on a day (H6). The database looks: with a
    protected address not everybody who answers may know in which unit."""
    return Func(F("pk"), Value(on), function="named_works", output_field=BooleanField())
