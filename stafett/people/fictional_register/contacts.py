"""A contact register of fictional people: most have said nothing, one has, and one is reserved."""

from datetime import date, datetime, time

from django.utils import timezone

from ..contact_register import RegisteredContact
from ..national_number import NationalNumber
from .adapter import everyone

SAID = {
    "hanan": RegisteredContact("hanan@registeret.example", "01234599"),
    "omar": RegisteredContact("omar@registeret.example", "01234598", reserved=True),
}


class FictionalContacts:
    """The register as made on `day`; today when left out."""

    def __init__(self, day: date | None = None) -> None:
        self.day = day or timezone.localdate()

    def contact(self, number: NationalNumber) -> RegisteredContact | None:
        """What one of the fictional people has said."""
        keys = (each.key for each in everyone() if each.number(self.day) == number)
        said = SAID.get(next(keys, ""))
        if said is None:
            return None
        told = timezone.make_aware(datetime.combine(self.day, time(12)))
        return RegisteredContact(said.email, said.phone, said.reserved, told)
