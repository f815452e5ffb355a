"""Opening and ending the young person's sign-in with user name and code (I2, Z11).

A guardian and who has the baton open it together; the young person chooses what to sign in with,
and none of them can. No entry tells a user name or an address.
"""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.identity.youth import paper_hash
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log
from stafett.people.seals import seal_text
from stafett.worker.later import later

from ..youth import YouthSide, offered, side_of
from ..youth_models import SignInYes

PAPER = "paper"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that is taken for another


@transaction.atomic
def say_yes(by: Standing, *, at: datetime) -> bool:
    """One side says yes; whether both have, so that it is open.

    Raises Refused for others, and for a young person above the policy's age; Conflict where that
    side has said yes already.
    """
    log, by, side = _begin(by)
    if side is YouthSide.OWNER:
        raise Refused(_("Your parents and the one who has the baton say yes to this."))
    if SignInYes.objects.filter(log=log, side=side, ended_at=None).exists():
        raise Conflict(_("Yes has been said for your side already."))
    SignInYes(log=log, side=side, by=by.person, at=at).save(force_insert=True)
    opened = bool(_ask("SELECT open_youth_account(%s)", log.pk))
    verb = "voice.sign_in_opened" if opened else "voice.sign_in_agreed"
    data: dict[str, object] = {"who": str(by.person), "child": log.owner.given_name}
    note(log, verb, data, at=at, by=by)
    return opened


@transaction.atomic
def send_link(by: Standing, *, way: str, to: str, at: datetime) -> str:
    """Give the young person the way in: by mail or text message, or on paper. Answers with the code
    on paper, which is shown once; "" otherwise.

    Raises Refused for others, and while one side has not said yes, or when it is in use.
    """
    log, by, side = _begin(by)
    if side is YouthSide.OWNER:
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    code = _paper_code() if way == PAPER else ""
    sealed = "" if code else seal_text(log.owner_id, to)
    hashed = paper_hash(code) if code else None
    if not _ask("SELECT send_youth_link(%s, %s, %s, %s)", log.pk, way, sealed, hashed):
        raise Conflict(_("This cannot be sent now. The page shows how it is."))
    if not code:
        later("notices.youth_link", person_id=str(log.owner_id))
    data: dict[str, object] = {"who": str(by.person), "child": log.owner.given_name, "way": way}
    note(log, "voice.sign_in_link_given", data, at=at, by=by)
    return code


@transaction.atomic
def end(by: Standing, *, at: datetime) -> None:
    """End it at once, and the sign-ins made with it (I2). Opened anew by both sides.

    Raises Refused for others than guardians, holder and the young person, Conflict where there is
    none.
    """
    log, by = begin(by, Right.READ)
    if side_of(by) is None:
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    said = SignInYes.objects.filter(log=log, ended_at=None).update(ended_at=at)
    had = _ask("SELECT end_youth_account(%s)", log.pk)
    if not (said or had):
        raise Conflict(_("This has been ended already."))
    data: dict[str, object] = {"who": str(by.person), "child": log.owner.given_name}
    note(log, "voice.sign_in_ended", data, at=at, by=by)


def _begin(by: Standing) -> tuple[Log, Standing, YouthSide]:
    log, by = begin(by, Right.READ)
    side = side_of(by)
    if side is None:
        raise Refused(_("You can no longer do this in this log. Open the page again."))
    if not offered(log):
        raise Refused(_("This way to sign in is not for somebody of that age here."))
    return log, by, side


def _paper_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _each in range(12))
    return "-".join(letters[start : start + 4] for start in range(0, 12, 4))


def _ask(question: str, *values: UUID | str | None) -> object:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        row = cursor.fetchone()
    return row[0] if row else None
