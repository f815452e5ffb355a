"""The demo users' own logs: written at night when all is made anew, so that nobody waits when fifty
at a course sign in at once; before the first night when each first signs in, which takes a second.
"""

import logging
from collections.abc import Iterable
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from stafett.book.errors import Refused
from stafett.book.wall import see_as
from stafett.identity.models import TrainingAccount
from stafett.people.numbers import known_person

from ..demo_users import DEMO_USERS
from ..demonstration.stage import Stage as Told
from ..models import Making
from ..register import day_made
from .families import Stage, families
from .telling import TELLERS, Practice

log = logging.getLogger(__name__)


def number_of(person_id: UUID) -> int | None:
    """17 for demo17; None for everybody else."""
    account = TrainingAccount.objects.filter(person_id=person_id, username__startswith="demo")
    name = account.values_list("username", flat=True).first() or ""
    number = name.removeprefix("demo")
    return int(number) if number.isdigit() and int(number) <= len(DEMO_USERS) else None


def is_prepared(number: int) -> bool:
    """Whether the own families are there; all of them come at once."""
    child = families(number)[Stage.WAITING].child
    return known_person(child.number(day_made())) is not None


def welcome(person_id: UUID) -> None:
    """What follows a sign-in with a user name (`STAFETT_WELCOME`).

    Where what is to practise with cannot be made, because somebody has practised on the rules or
    the staff, the user is signed in all the same.
    """
    number = number_of(person_id)
    if number is None or not Making.objects.filter(with_logs=True).exists():
        return
    _prepare_or_tell(number)
    see_as(person_id)


def prepare_ahead(numbers: Iterable[int]) -> None:
    """The own logs of these demo users, one user after the other. On the owner's login."""
    for number in numbers:
        _prepare_or_tell(number)


def _prepare_or_tell(number: int) -> None:
    try:
        with transaction.atomic():
            prepare(number)
    except (Refused, LookupError, DatabaseError):
        log.exception("The families to practise with could not be made.")


def prepare(number: int) -> None:
    """Write the five logs, unless they are there. Everyone in them acts as themselves."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('practice'), %s)", [number])
    if is_prepared(number):
        return
    told = Told(timezone.localdate(), register_day=day_made())
    user, colleague = DEMO_USERS[number - 1].name, DEMO_USERS[_colleague(number) - 1].name
    for stage, family in families(number).items():
        if stage in TELLERS:
            TELLERS[stage](Practice(told, family, user, colleague))


def _colleague(number: int) -> int:
    """The next demo user of the same unit; the first after the last."""
    service = DEMO_USERS[number - 1].service
    same = [n for n, each in enumerate(DEMO_USERS, start=1) if each.service == service]
    return same[(same.index(number) + 1) % len(same)]
