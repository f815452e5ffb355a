"""Who comes in with an electronic ID: somebody known, or somebody with an invitation in the hand.

Before the sign-in the database tells nothing but whether a number's hash is somebody's. Who is
invited becomes a person here, once, and nobody else does: no number is kept of those who are not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection, transaction
from django.utils import timezone

from stafett.book.wall import acting_as
from stafett.municipality.models import Municipality
from stafett.people.national_number import BadNationalNumber, NationalNumber, parse
from stafett.people.numbers import number_hash, person_with
from stafett.people.seals import seal

from .idporten_trust import NotTrusted, Shown
from .models import Welcomed
from .session import INVITATION, WAY_IN, Eid, begin


@dataclass(frozen=True)
class Entered:
    """Who is signed in now; `first` time with an electronic ID here."""

    person_id: UUID
    first: bool


@transaction.atomic
def come_in(session: SessionBase, shown: Shown, user_agent: str, anew: str = "") -> Entered:
    """Sign in whoever has shown this number (I1). `anew`: it must be this person.

    Raises NotTrusted: broken, real (a real number where all people are made up), unknown, another
    (than the one who was to show it anew), known (a link for somebody from outside, opened by one
    whom Stafett knows as somebody else).
    """
    number = _number(shown.pid)
    person_id = _who(number, session.get(INVITATION) or "", session.get(WAY_IN) or "")
    if anew and str(person_id) != anew:
        raise NotTrusted("another")
    with acting_as(person_id):
        home = _home()
        if home is None:
            raise NotTrusted("unknown")
        first = _welcome(person_id)
    eid = Eid(shown.acr, shown.amr, shown.sid, shown.shown_at)
    begin(session, person_id, home, user_agent, eid)
    return Entered(person_id, first)


def _number(pid: str) -> NationalNumber:
    try:
        number = parse(pid)
    except BadNationalNumber as error:
        raise NotTrusted("broken") from error
    if settings.TRAINING and not number.is_synthetic:
        raise NotTrusted("real")
    return number


def _who(number: NationalNumber, invitation: str, way_in: str) -> UUID:
    hashed = number_hash(number)
    known = person_with(hashed)
    meant_for = _ask("SELECT outsider_behind(%s)", [way_in]) if way_in else None
    if known is not None:
        if meant_for not in (None, known):
            raise NotTrusted("known")
        return known
    # A person's number is sealed to that person, so who it will be is said before it is sealed.
    person_id, token = meant_for or uuid4(), way_in if meant_for else invitation
    sealed = seal(person_id, number)
    made = _ask("SELECT become_invited(%s, %s, %s, %s)", [token, hashed, person_id, sealed])
    if made is None:
        raise NotTrusted("unknown")
    return made


def _welcome(person_id: UUID) -> bool:
    """Whether it is the first time."""
    _row, first = Welcomed.objects.get_or_create(
        person_id=person_id, defaults={"at": timezone.now()}
    )
    return first


HOME = """
    SELECT town FROM (
        SELECT 1, p.from_date::timestamptz, u.municipality_id FROM municipality_position p
            JOIN municipality_unit u ON u.id = p.unit_id
            WHERE p.person_id = stafett_me() AND p.ended_at IS NULL
              AND (p.until IS NULL OR p.until >= current_date)
        UNION ALL SELECT 2, l.started_at, l.municipality_id FROM logs_log l
            WHERE l.id = ANY (ARRAY (SELECT my_logs()))
    ) AS places (rank, since, town) ORDER BY rank, since DESC LIMIT 1
"""


def _home() -> Municipality | None:
    """The municipality whose name stands on the pages: where the person works, else where it has a
    log, else the first by name."""
    here = _ask(HOME, [])
    towns = Municipality.objects.order_by("name")
    return (towns.filter(pk=here) if here else towns).first()


def _ask(question: str, values: Sequence[str | UUID]) -> UUID | None:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return row[0] if row else None
