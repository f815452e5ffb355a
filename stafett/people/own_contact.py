"""A person's own telephone, e-mail and interpreter: written by that person alone (A6, I6)."""

from dataclasses import dataclass

from django.db import transaction

from .models import Contact, Person


@dataclass(frozen=True)
class Reached:
    """How somebody is reached; "" where nothing is said."""

    phone: str = ""
    email: str = ""


def own_contact(me: Person) -> Reached:
    """What this person has written. Nobody else is told by it. One question."""
    row = Contact.objects.filter(person=me).first()
    return Reached(row.phone, row.email) if row else Reached()


@transaction.atomic
def set_own_contact(me: Person, said: Reached) -> None:
    """Write one's own telephone and e-mail anew; in the book of no log, for none shows them yet."""
    mine = Contact.objects.filter(person=me)
    if not mine.update(phone=said.phone, email=said.email):
        Contact(person=me, phone=said.phone, email=said.email).save(force_insert=True)


def own_interpreter(me: Person) -> str:
    """The language in which this person needs an interpreter; "" for none. One question."""
    row = Contact.objects.filter(person=me).first()
    return row.interpreter if row else ""


@transaction.atomic
def set_own_interpreter(me: Person, language: str) -> None:
    """Say in which language one needs an interpreter, or "" (I6). Those in one's logs see it."""
    mine = Contact.objects.filter(person=me)
    if not mine.update(interpreter=language):
        Contact(person=me, interpreter=language).save(force_insert=True)
