"""What the young get who sign in with user name and code (I2): the link once, and each code.

Both are made here, and live nowhere but in the message: a worker that is killed makes another, and
the first one dies.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from stafett.identity.models import CodeWay, YouthAccount, YouthCode
from stafett.identity.youth import code_hash, token_hash
from stafett.people.seals import open_text

from .port import Mail
from .sending import once
from .texts import Text
from .words import site, written

CODE_HOLDS, LINK_HOLDS = timedelta(minutes=10), timedelta(days=3)


def code(code_id: UUID) -> None:
    """Send the code of one sign-in; not after the time in which it could be used."""
    asked = (
        YouthCode.objects.filter(pk=code_id, used_at=None)
        .select_related("account__person", "account__municipality")
        .first()
    )
    if asked is None or asked.asked_at + CODE_HOLDS <= timezone.now() or not asked.account.reach:
        return

    def write() -> Mail | Text | None:
        digits = f"{secrets.randbelow(10**6):06}"
        hashed = code_hash(code_id, digits)
        changed = YouthCode.objects.filter(pk=code_id, used_at=None).update(code_hash=hashed)
        to = open_text(asked.account.pk, asked.account.reach)
        message = _message(f"youth_code:{code_id}", asked.account, asked.account.way, to,
                           "youth_code", code=digits)  # fmt: skip
        return message if changed else None

    once(f"youth_code:{code_id}", write)


def link(person_id: UUID) -> None:
    """Send the link to choose user name and password; a new one kills the one before it."""
    account = (
        YouthAccount.objects.filter(pk=person_id, confirmed_at=None)
        .exclude(sent_to="")
        .select_related("person", "municipality")
        .first()
    )
    if account is None:
        return

    def write() -> Mail | Text | None:
        token = secrets.token_urlsafe(32)
        changed = YouthAccount.objects.filter(
            pk=person_id, confirmed_at=None, sent_to=account.sent_to
        ).update(token_hash=token_hash(token), token_until=timezone.now() + LINK_HOLDS)
        to = open_text(person_id, account.sent_to)
        where = site(reverse("youth_link", args=[token]))
        message = _message(key, account, account.sent_way, to, "youth_link", link=where)
        return message if changed else None

    # Sealed anew each time it is sent, so sent again it is another message.
    key = f"youth_link:{person_id}:{token_hash(account.sent_to)[:40]}"
    once(key, write)


def _message(
    key: str, account: YouthAccount, way: str, to: str, kind: str, **words: str
) -> Mail | Text:
    person, town = account.person, account.municipality
    subject, text = written(kind, person.language, **words)
    if way == CodeWay.TEXT:
        return Text(key, town, str(person), to, text)
    return Mail(key, town, str(person), to, subject, text)
