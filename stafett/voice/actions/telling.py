"""The child tells: everyone, or chosen ones alone (M6, M11)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from stafett.book.errors import Refused
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log
from stafett.people.models import Person
from stafett.worker.later import later

from ..models import Kind, Told, ToldTo
from ..queries import listeners
from .private import own_words, owner_alone

VERBS = {Kind.HOW: "voice.how_told", Kind.NOT_WORKING: "voice.trouble_told"}


@transaction.atomic
def share(by: Standing, words_id: UUID, *, chosen: Iterable[UUID] | None, at: datetime) -> Told:
    """Tell what was private to everyone who reads the whole log (`chosen` None), or to some.

    To everyone: with an entry that has the words. To some: without any. What is told cannot be
    taken back. Raises Refused for words that are gone, or for a chosen one who cannot read them.
    """
    log, by = begin(by, Right.WRITE)
    owner_alone(log, by)
    words = own_words(log, by, words_id)
    people = _heard_by(log, chosen)
    told = _tell(
        by, words.pk, kind=words.kind, feeling=words.feeling, text=words.text, people=people,
        to_all=chosen is None, at=at,
    )  # fmt: skip
    words.delete()
    return told


@transaction.atomic
def ask_for_talk(by: Standing, helper_id: UUID, *, text: str, at: datetime) -> Told:
    """Ask one adult for a talk; nobody else is told of it. Raises Refused as `share`."""
    log, by = begin(by, Right.WRITE)
    owner_alone(log, by)
    people = _heard_by(log, [helper_id])
    return _tell(
        by, uuid4(), kind=Kind.TALK, feeling="", text=text, people=people, to_all=False, at=at
    )


def _heard_by(log: Log, chosen: Iterable[UUID] | None) -> list[Person]:
    known = {each.person.pk: each.person for each in listeners(log)}
    wanted = set(known) if chosen is None else set(chosen)
    if not wanted or not wanted <= set(known):
        raise Refused(_("Choose somebody who helps you and can read it."))
    return [person for pk, person in known.items() if pk in wanted]


def _tell(
    by: Standing,
    told_id: UUID,
    *,
    kind: str,
    feeling: str,
    text: str,
    people: list[Person],
    to_all: bool,
    at: datetime,
) -> Told:
    log = by.log
    told = Told(
        pk=told_id, log=log, by=by.person, kind=kind, feeling=feeling, text=text, to_all=to_all,
        at=at,
    )  # fmt: skip
    told.save(force_insert=True)
    ToldTo.objects.bulk_create(
        ToldTo(log=log, told=told, by=by.person, person=person) for person in people
    )
    if not to_all:
        for person in people:
            ids = {"told_id": str(told_id), "person_id": str(person.pk)}
            later("notices.told_alone", log_id=str(log.pk), **ids)
    if to_all:
        data: dict[str, object] = {"who": str(by.person), "feeling": feeling, "text": text}
        note(log, VERBS[Kind(kind)], data, at=at, by=by)
    return told


@transaction.atomic
def heard(by: Standing, told_id: UUID, *, at: datetime) -> None:
    """Say to the child that one has read it. Like an access record it is no entry."""
    begin(by, Right.READ)
    mine = ToldTo.objects.filter(log=by.log, told=told_id, person=by.person, heard_at=None)
    mine.update(heard_at=at)
