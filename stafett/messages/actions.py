"""What can be done with messages: send one, answer one; and that somebody has opened one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs import files
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.health import Said, settle
from stafett.logs.models import Audience, Log
from stafett.logs.sniffing import Sniffed

from .models import Message, Opened
from .queries import messages_shown, receivers


@dataclass(frozen=True)
class Letter:
    """What is sent: words and files."""

    kind: str
    title: str
    text: str
    files: Sequence[Sniffed] = ()


@transaction.atomic
def send(
    by: Standing, letter: Letter, to: Sequence[UUID], *, at: datetime, health: Said = None
) -> Message:
    """Send a message to everyone who sees the whole log, or (`to`) to some of them (L7, L8).

    The owner, the guardians and who has the baton read it in any case (H2, H4, H5). Raises Refused
    for who sees the plan alone, as sender or receiver, and for who is not in the log.
    """
    log, by = begin(by, Right.WRITE)
    _only_with_messages(by)
    people = {each.person.pk: each.person for each in receivers(by)}
    if not set(to) <= set(people):
        raise Refused(_("Choose among those who are in the log."))
    message = Message(
        pk=uuid4(),
        log=log,
        by=by.person,
        at=at,
        kind=letter.kind,
        title=letter.title,
        text=letter.text,
    )
    Audience(subject=message.pk, log=log, by=by.person, everyone=not to, people=list(to)).save(
        force_insert=True
    )
    names: dict[str, object] = {"to": sorted(str(people[key]) for key in to)} if to else {}
    _write(log, message, letter, "messages.sent", names, by=by, at=at, health=health)
    return message


@transaction.atomic
def answer(
    by: Standing, first_id: UUID, letter: Letter, *, at: datetime, health: Said = None
) -> Message:
    """Answer a message, to those whom it was sent to and who sent it. Raises Refused for a message
    that this person does not see.
    """
    log, by = begin(by, Right.WRITE)
    _only_with_messages(by)
    first = messages_shown(by.person).filter(log=log, pk=first_id, first=None).first()
    if first is None:
        raise Refused(_("This message is not in this log."))
    message = Message(
        pk=uuid4(), log=log, first=first, by=by.person, at=at, kind=first.kind, text=letter.text
    )
    about: dict[str, object] = {"title": first.title}
    _write(log, message, letter, "messages.answered", about, by=by, at=at, health=health)
    return message


def _only_with_messages(by: Standing) -> None:
    if not by.has_messages:
        raise Refused(_("The consent lets you see the plan. Messages are not part of that."))


def _write(
    log: Log,
    message: Message,
    letter: Letter,
    verb: str,
    more: dict[str, object],
    *,
    by: Standing,
    at: datetime,
    health: Said,
) -> None:
    about = [message.pk, message.first_id] if message.first_id else [message.pk]
    data: dict[str, object] = {
        "who": str(by.person),
        "message_id": str(message.pk),
        "title": message.title,
        "message": message.text,
        "files": files.told(letter.files),
        **more,
    }
    note(log, verb, data, at=at, by=by, about=about)
    message.save(force_insert=True)
    for each in letter.files:
        files.keep(log, each, about, by=by, at=at)
    settle(log, about, health, by=by, at=at)


def opened(by: Standing, messages: Iterable[Message], *, at: datetime) -> None:
    """Keep that this person has opened these: a reading, not an entry of the book. One question."""
    rows = [
        Opened(log_id=each.log_id, message=each, person=by.person, at=at)
        for each in messages
        if each.by_id != by.person.pk
    ]
    Opened.objects.bulk_create(rows, ignore_conflicts=True)
