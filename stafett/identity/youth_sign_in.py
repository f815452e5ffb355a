"""The young sign in: user name and password, then a code that is new each time (I2)."""

import hmac
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID

import pyotp
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.municipality.models import Municipality
from stafett.people.seals import open_text
from stafett.worker.later import later

from . import throttle
from .actions import Machine
from .models import CodeWay, Level
from .session import begin
from .youth import code_hash, may_have, named
from .youth_rules import LONGEST

WAITING = "youth"  # in the session: a sign-in that waits for its code
HOLDS = timedelta(minutes=10)
CODES, GUESSES = 5, 6  # in ten minutes
STEPS = (0, -1, 1)  # of the app's clock, thirty seconds each


class TooOld(Exception):
    """Somebody has filled the years from which an eID is needed."""


class NotWaiting(Exception):
    """No sign-in waits for a code here, or it has waited too long."""


@dataclass(frozen=True)
class Waiting:
    """A sign-in that waits for its code. `link` is the link's hash, the first time."""

    person: str
    municipality: str
    way: str
    until: str
    code: str = ""
    link: str = ""


def give_password(session: SessionBase, username: str, password: str, machine: Machine) -> None:
    """The right password: a code goes out, and this session waits for it.

    Raises Refused, the same for an unknown name and a wrong password; TooMany; TooOld.
    """
    name = username.strip().casefold()
    limits = throttle.limits(f"youth {name}", machine.address)
    throttle.take(limits)
    account = named(username)
    # An unknown user name takes as long as a wrong password.
    stored = account.password if account else _nobodys()
    if not check_password(password[: LONGEST + 1], stored) or account is None:
        raise Refused(
            _(
                "The user name and the password do not belong together. "
                "Check both, and mind small and capital letters in the password."
            )
        )
    throttle.give_back(limits)
    if not may_have(account.person, account.born, account.municipality):
        raise TooOld
    wait(session, account.person, account.municipality, account.way)


def wait(
    session: SessionBase, person: UUID, municipality: UUID, way: str, *, link: str = ""
) -> None:
    """Ask for a code, and let this session wait for it. Raises TooMany."""
    code = "" if way == CodeWay.APP else _send(person)
    until = (timezone.now() + HOLDS).isoformat()
    session[WAITING] = asdict(Waiting(str(person), str(municipality), way, until, code, link))


def send_again(session: SessionBase) -> None:
    """Another code; the one before it is of no use any more. Raises NotWaiting and TooMany."""
    now = waiting(session)
    wait(session, UUID(now.person), UUID(now.municipality), now.way, link=now.link)


def waiting(session: SessionBase) -> Waiting:
    """The sign-in that waits here. Raises NotWaiting."""
    said = session.get(WAITING)
    if not said or datetime.fromisoformat(said["until"]) < timezone.now():
        raise NotWaiting
    return Waiting(**said)


def give_code(session: SessionBase, code: str, machine: Machine) -> None:
    """The right code: signed in to the own log.

    Raises Refused for a wrong one, or one that was used; NotWaiting; TooMany.
    """
    now = waiting(session)
    person = UUID(now.person)
    throttle.take([throttle.limit(GUESSES, "youth guess", now.person)])
    digits = "".join(filter(str.isdigit, code))
    right = _step(person, digits, now) if now.way == CodeWay.APP else _sent(now, digits)
    if not right:
        raise Refused(_("This is not the right code, or it has been used. Use the newest one."))
    if now.link and not _ask("SELECT confirm_youth_account(%s, %s)", person, now.link):
        raise NotWaiting
    town = Municipality.objects.get(pk=UUID(now.municipality))
    begin(session, person, town, machine.user_agent, level=Level.CODE)


def _sent(now: Waiting, digits: str) -> bool:
    return bool(
        _ask("SELECT use_youth_code(%s, %s)", UUID(now.code), code_hash(UUID(now.code), digits))
    )


def _step(person: UUID, digits: str, now: Waiting) -> bool:
    """Whether the app shows these digits now. The database takes each step of its clock once."""
    secret = _ask("SELECT youth_secret(%s)", person)
    if not secret:
        return False
    totp = pyotp.TOTP(open_text(person, str(secret)))
    present = totp.timecode(timezone.now())
    for step in (present + each for each in STEPS):
        if hmac.compare_digest(totp.generate_otp(step), digits):
            return bool(_ask("SELECT use_youth_step(%s, %s)", person, step))
    return False


def _send(person: UUID) -> str:
    throttle.take([throttle.limit(CODES, "youth code", str(person))])
    code = _ask("SELECT ask_youth_code(%s)", person)
    if code is None:
        raise NotWaiting
    later("notices.youth_code", code_id=str(code))
    return str(code)


@cache
def _nobodys() -> str:
    return make_password("nobody has this one", hasher="argon2")


def _ask(question: str, *values: UUID | str | int) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
        return row[0] if row else None
