"""Where somebody is reached: by the own address, or by that of the work in the municipality."""

from dataclasses import dataclass

from django.utils import timezone

from stafett.municipality.models import Municipality
from stafett.municipality.queries import positions_of
from stafett.people.models import Person
from stafett.people.own_contact import own_contact

from .models import How, Preference, Way
from .texts import set_up


@dataclass(frozen=True)
class Addresses:
    """Where mails and text messages for somebody go; "" where there is nowhere."""

    email: str
    phone: str


@dataclass(frozen=True)
class Reached:
    """How somebody is told: when, by what, and where to. No address: nowhere."""

    how: str
    way: str
    address: str


def reached(person: Person, town: Municipality) -> Reached:
    """How this person wants to be told, as far as it can be done: by mail where there is no
    telephone, or where no text messages are sent. Three questions."""
    wish = Preference.objects.filter(person=person).first()
    how = wish.how if wish else How.AT_ONCE
    to = addresses(person, town)
    if wish and wish.way == Way.TEXT and to.phone and set_up(training=town.training):
        return Reached(how, Way.TEXT, to.phone)
    return Reached(how, Way.MAIL, to.email)


def addresses(person: Person, town: Municipality) -> Addresses:
    """What this person has written, or else what stands in the municipality's list of staff. Two
    questions."""
    own = own_contact(person)
    here = positions_of(person.pk, timezone.localdate()).filter(unit__municipality=town)
    works = list(here.order_by("from_date"))
    email = own.email or next((each.email for each in works if each.email), "")
    phone = own.phone or next((each.phone for each in works if each.phone), "")
    return Addresses(email, phone)
