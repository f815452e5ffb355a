"""The fictional register as this installation's training municipality was made with it."""

from datetime import date

from django.utils import timezone

from stafett.people.fictional_register import FictionalRegister, FictionalUnitChildren

from .models import Making


def day_made() -> date:
    """The day the fictional people's ages are counted from; today where there are none yet."""
    day = Making.objects.values_list("day", flat=True).order_by("-made_at").first()
    return day or timezone.localdate()


class TrainingRegister(FictionalRegister):
    """`STAFETT_REGISTER` of a training municipality."""

    def __init__(self) -> None:
        super().__init__(day_made())


class TrainingUnitChildren(FictionalUnitChildren):
    """`STAFETT_UNIT_CHILDREN` of a training municipality."""

    def __init__(self) -> None:
        super().__init__(day_made())
