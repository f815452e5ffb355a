"""Where somebody is reached: by the own address, or by that of the work in the municipality."""

from dataclasses import dataclass

from django.utils import timezone

from stafett.municipality.models import Municipality, Position
from stafett.municipality.queries import positions_of
from stafett.people.models import Contact, Person

from .models import How, Preference, Way
from .texts import set_up


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
    own = Contact.objects.filter(person=person).first()
    here = positions_of(person.pk, timezone.localdate()).filter(unit__municipality=town)
    works = list(here.order_by("from_date"))
    phone = _first(own.phone if own else "", works, "phone")
    if wish and wish.way == Way.TEXT and phone and set_up(training=town.training):
        return Reached(how, Way.TEXT, phone)
    return Reached(how, Way.MAIL, _first(own.email if own else "", works, "email"))


def _first(own: str, works: list[Position], field: str) -> str:
    return own or next((str(getattr(each, field)) for each in works if getattr(each, field)), "")
