"""What can be done about being told. It belongs to no log, so no book has it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from stafett.people.models import Contact, Person

from .models import Preference, Way


@dataclass(frozen=True)
class Wanted:
    """When, by what and where somebody wants to be told. `way` None: as before."""

    how: str
    way: str | None
    email: str
    phone: str


@transaction.atomic
def choose(person: Person, wanted: Wanted, *, at: datetime) -> None:
    """Keep how this person wants to be told, and the own telephone and e-mail (I6)."""
    before = Preference.objects.filter(person=person).first()
    way = wanted.way or (before.way if before else Way.MAIL)
    Preference.objects.update_or_create(
        person=person, defaults={"how": wanted.how, "way": way, "at": at}
    )
    Contact.objects.update_or_create(
        person=person, defaults={"email": wanted.email, "phone": wanted.phone}
    )
