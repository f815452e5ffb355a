"""The young choose user name and password themselves, with a link or a code on paper (I2)."""

import io
from dataclasses import dataclass

import pyotp
import segno
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.people.seals import open_text, seal_text

from . import throttle
from .actions import Machine
from .models import CodeWay
from .youth import Invited, invited, may_have, name_hash, paper_hash
from .youth_rules import SHORTEST, Fault, password_fault
from .youth_sign_in import NotWaiting, TooOld, wait, waiting

LINK = "youth_link"  # in the session: the hash of the link that was followed
COMMON = CommonPasswordValidator()


@dataclass(frozen=True)
class Chosen:
    """What a young person has chosen. `reach`: an e-mail or a telephone; "" with an app."""

    username: str
    password: str
    way: str
    reach: str = ""


def give_paper_code(session: SessionBase, typed: str, machine: Machine) -> None:
    """A code that was given on paper. Raises Refused when it is none, or does not hold; TooMany."""
    throttle.take(throttle.limits("youth paper", machine.address)[:1])
    hashed = paper_hash(typed)
    if invited(hashed) is None:
        raise Refused(_("This code cannot be used. Look at it again, or ask for a new one."))
    session[LINK] = hashed


def who_chooses(session: SessionBase) -> Invited:
    """Whom the link in this session is for. Raises NotWaiting when it does not hold, TooOld."""
    found = invited(session.get(LINK, ""))
    if found is None:
        raise NotWaiting
    if not may_have(found.person, found.born, found.municipality):
        raise TooOld
    return found


def choose(session: SessionBase, chosen: Chosen) -> None:
    """Keep what was chosen; it can be used when the first code has come through.

    Raises Refused for a password that is easily guessed and a user name that another has,
    NotWaiting when the link does not hold any more, TooOld, TooMany.
    """
    who, link = who_chooses(session), session[LINK]
    throttle.take([throttle.limit(20, "youth choosing", link)])
    _check(chosen, who)
    secret = pyotp.random_base32() if chosen.way == CodeWay.APP else ""
    outcome = _keep(link, who, chosen, secret)
    if outcome == "taken":
        raise Conflict(_("Somebody else has this user name. Choose another one."))
    if outcome:
        raise NotWaiting
    wait(session, who.person, who.municipality, chosen.way, link=link)


def _check(chosen: Chosen, who: Invited) -> None:
    names = (who.given_name, who.family_name, chosen.username)
    fault = password_fault(chosen.password, names)
    if fault is Fault.SHORT:
        raise Refused(_("The password must have at least %(n)s characters.") % {"n": SHORTEST})
    if fault is Fault.LONG:
        raise Refused(_("The password is too long. 128 characters are enough."))
    if fault is Fault.NAME:
        raise Refused(_("Do not use your own name or user name in the password."))
    try:
        COMMON.validate(chosen.password)
    except ValidationError:
        raise Refused(
            _("Many people use this password, so it is easy to guess. Choose another one.")
        ) from None


def _keep(link: str, who: Invited, chosen: Chosen, secret: str) -> str:
    values = [
        link,
        name_hash(chosen.username),
        make_password(chosen.password, hasher="argon2"),
        chosen.way,
        seal_text(who.person, chosen.reach) if chosen.reach else "",
        seal_text(who.person, secret) if secret else "",
    ]
    with connection.cursor() as cursor:
        cursor.execute("SELECT choose_youth_account(%s, %s, %s, %s, %s, %s)", values)
        return str(cursor.fetchone()[0])


def app_secret(session: SessionBase) -> str:
    """The secret that the app is to be told, while the first code is waited for. Raises NotWaiting
    at any other time: nobody reads it afterwards."""
    now, who = waiting(session), invited(session.get(LINK, ""))
    if who is None or now.way != CodeWay.APP or str(who.person) != now.person:
        raise NotWaiting
    with connection.cursor() as cursor:
        cursor.execute("SELECT youth_secret(%s)", [who.person])
        sealed = cursor.fetchone()[0]
    if not sealed:
        raise NotWaiting
    return open_text(who.person, sealed)


def square(secret: str) -> bytes:
    """What the app reads with the camera, as an SVG. It names Stafett and nobody."""
    address = pyotp.TOTP(secret).provisioning_uri(name="Stafett", issuer_name="Stafett")
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=6, border=4, dark="#000", light="#fff", xmldecl=True
    )
    return out.getvalue()
