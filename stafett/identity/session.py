"""What the session remembers: who is signed in, and the municipality whose name stands on top."""

from typing import TypedDict
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from stafett.municipality.models import Municipality
from stafett.people.models import Person


class Place(TypedDict):
    """A municipality as the pages' header and footer show it."""

    id: str
    name: str
    department: str
    email: str
    training: bool


def place_of(municipality: Municipality) -> Place:
    """The part of a municipality that every page shows."""
    return Place(
        id=str(municipality.pk),
        name=municipality.name,
        department=municipality.department,
        email=municipality.email,
        training=municipality.training,
    )


def begin(session: SessionBase, person: Person | UUID, municipality: Municipality) -> None:
    """Make the session the person's. Nothing of an earlier person's session survives."""
    session.flush()
    session["person"] = str(person.pk if isinstance(person, Person) else person)
    session["place"] = place_of(municipality)


def person_id(session: SessionBase) -> UUID | None:
    """Who is signed in by this session; None for a visitor."""
    value = session.get("person")
    return UUID(value) if value else None


def place(session: SessionBase) -> Place | None:
    """The municipality the person signed in to."""
    return session.get("place")
