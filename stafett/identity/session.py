"""Being signed in: what the session remembers, and the row that says it still holds.

The session knows who it is and the municipality whose name stands on top. Whether it still counts
is decided by its `SignedIn` row: without one, or past a limit, the person is a visitor.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, TypedDict
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils import timezone

from stafett.book.questions import Question
from stafett.book.wall import acting_as
from stafett.municipality.models import Municipality
from stafett.people.models import Person

from .browser import kind
from .models import COARSE, IDLE, LONGEST, Level, SignedIn

# The hash of an invitation's token, on its way from the link to the one who signs in.
INVITATION = "invitation"
# The same of a link for somebody from outside the municipality, who is to show who it is.
WAY_IN = "way_in"
# What was asked of ID-porten, by its state; and its sealed token, to sign out there as well.
UNDER_WAY, HINT = "under_way", "hint"
# What was being written when the session ended, until the same person signs in again.
TYPED = "typed"
WAITS = timedelta(minutes=30)


class Typed(TypedDict):
    """A form as it stood: whose, on which page, at which address."""

    person: str
    sheet: str
    address: str
    fields: dict[str, list[str]]


@dataclass(frozen=True)
class Eid:
    """With what somebody has shown who they are: the level of security (`acr`), the method as it
    was given (`amr`, a text or a list), the provider's own session (`sid`), and when.
    """

    acr: str = ""
    amr: Any = None
    sid: str = ""
    shown_at: datetime | None = None


FICTIONAL = Eid()


class Place(TypedDict):
    """A municipality as the pages' header and footer show it."""

    id: str
    name: str
    department: str
    email: str
    training: bool
    anew_at: str  # when a training municipality is made anew, as ISO 8601; "" where never


def place_of(municipality: Municipality) -> Place:
    """The part of a municipality that every page shows."""
    return Place(
        id=str(municipality.pk),
        name=municipality.name,
        department=municipality.department,
        email=municipality.email,
        training=municipality.training,
        anew_at=municipality.anew_at.isoformat() if municipality.anew_at else "",
    )


def begin(
    session: SessionBase,
    person: Person | UUID,
    municipality: Municipality,
    user_agent: str = "",
    eid: Eid = FICTIONAL,
    level: str = Level.HIGH,
) -> None:
    """Make the session the person's, under a new key. Nothing of an earlier person's survives but
    an invitation on its way, which the database gives to nobody but the one it is meant for, and
    what the same person was writing.

    The rest of a running transaction sees with the person's eyes.
    """
    now, owner = timezone.now(), person.pk if isinstance(person, Person) else person
    invitation, typed = session.get(INVITATION), session.get(TYPED)
    end(session)
    session.create()
    if invitation:
        session[INVITATION] = invitation
    if typed and typed["person"] == str(owner):
        session[TYPED] = typed
    session["person"] = str(owner)
    session["place"] = place_of(municipality)
    browser, system = kind(user_agent)
    with acting_as(owner):
        SignedIn.objects.create(
            person_id=owner,
            key_hash=_hash(session),
            began_at=now,
            seen_at=now,
            browser=browser,
            system=system,
            acr=eid.acr,
            amr=eid.amr,
            sid=eid.sid,
            shown_at=eid.shown_at,
            level=level,
        )


def wait_for(session: SessionBase, person: UUID | str, typed: Typed | None = None) -> None:
    """Keep for half an hour what somebody writes whose session has ended; nothing until then."""
    nothing = Typed(person="", sheet="", address="", fields={})
    session[TYPED] = {**(typed or nothing), "person": str(person)}
    session.set_expiry(WAITS)


def end(session: SessionBase) -> None:
    """Sign out here: neither the session nor the row that said it held is left."""
    if session.session_key:
        SignedIn.objects.filter(key_hash=_hash(session)).delete()
    session.flush()


def here(session: SessionBase, now: datetime, *, used: bool = True) -> SignedIn | None:
    """The row of this session with its person (one query); None when it has ended.

    Notes that it was used, when the last note has grown old; not for what a page does by itself.
    """
    row = next(iter(_alive(_hash(session), now - LONGEST, now - IDLE)), None)
    if row and used and now - row.seen_at >= COARSE:
        row.seen_at = now
        row.save(update_fields=["seen_at"])
    return row


@Question
def _alive(key_hash: str, began_after: datetime, seen_after: datetime) -> QuerySet[SignedIn]:
    rows = SignedIn.objects.select_related("person").filter(key_hash=key_hash)
    return rows.filter(began_at__gt=began_after, seen_at__gt=seen_after).order_by("pk")[:1]


def alive(now: datetime) -> dict[str, datetime]:
    """The filter for rows that still hold."""
    return {"began_at__gt": now - LONGEST, "seen_at__gt": now - IDLE}


def person_id(session: SessionBase) -> UUID | None:
    """Whom the session was begun for; None for a visitor's."""
    value = session.get("person")
    return UUID(value) if value else None


def place(session: SessionBase) -> Place | None:
    """The municipality the person signed in to."""
    return session.get("place")


def _hash(session: SessionBase) -> str:
    return hash_of(str(session.session_key))


def hash_of(key: str) -> str:
    """What stands in `SignedIn` for a session's key: the key itself would let whoever reads the
    table be everybody in it."""
    return sha256(key.encode()).hexdigest()
