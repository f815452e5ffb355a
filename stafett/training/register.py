"""The fictional register as this installation's training municipality was made with it."""

from datetime import date

from django.utils import timezone

from stafett.people.fictional_register import FictionalRegister, FictionalUnitChildren
from stafett.people.fictional_register.contacts import FictionalContacts
from stafett.people.national_number import NationalNumber
from stafett.people.register import Ground, RegisterPerson, UnitChild

from .models import Making
from .practice import families


def day_made() -> date:
    """The day the fictional people's ages are counted from; today where there are none yet."""
    day = Making.objects.values_list("day", flat=True).order_by("-made_at").first()
    return day or timezone.localdate()


class TrainingRegister(FictionalRegister):
    """`STAFETT_REGISTER` of a training municipality."""

    def __init__(self) -> None:
        super().__init__(day_made())

    def look_up(self, number: NationalNumber, ground: Ground) -> RegisterPerson | None:
        """One of the shared families, or of those that a demo user practises with."""
        return super().look_up(number, ground) or families.everyone(self.day).get(number)


class TrainingContacts(FictionalContacts):
    """`STAFETT_CONTACT_REGISTER` of a training municipality."""

    def __init__(self) -> None:
        super().__init__(day_made())


class TrainingUnitChildren(FictionalUnitChildren):
    """`STAFETT_UNIT_CHILDREN` of a training municipality."""

    def __init__(self) -> None:
        super().__init__(day_made())

    def children(self, unit_key: str) -> tuple[UnitChild, ...]:
        """The shared children, and last those whom each demo user may start a log for."""
        shared = super().children(unit_key)
        if not Making.objects.filter(with_logs=True).exists():
            return shared
        return (*shared, *families.to_start_with(unit_key, self.day))
