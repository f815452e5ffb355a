"""What can be asked about messages. Whom they were sent to is decided in `logs.hidden`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce

from stafett.book.questions import Question
from stafett.logs.access import FAMILY, Standing, in_force
from stafett.logs.files import files_shown
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import Admission, Audience, File, Sees
from stafett.logs.queries import Member, team
from stafett.people.models import Person

from .models import Message, Opened


def messages_shown(reader: Reader) -> QuerySet[Message]:
    """The messages and answers that are not hidden from the reader (H2, H4, H5)."""
    return Message.objects.filter(shown(reader, "pk", "first"))


def receivers(standing: Standing) -> list[Member]:
    """Those in the log, but for oneself, to whom something can be sent. One question."""
    holders = {leg.holder_id for leg in standing.legs}
    return [
        each
        for each in team(standing.log)
        if each.person != standing.person
        and (each.role in FAMILY or each.sees == Sees.EVERYTHING or each.person.pk in holders)
    ]


def unread_in(me: Person, logs: Collection[UUID]) -> dict[UUID, int]:
    """In which of these logs something was sent to me that I have not opened, and how much. One
    question."""
    return dict(_unread_in(me.pk, keys_of(me).things, logs))


@Question
def _unread_in(
    me: UUID, hidden: Collection[UUID], logs: Collection[UUID]
) -> QuerySet[Message, tuple[UUID, int]]:
    found = unread(me, Keys(hidden)).filter(log__in=logs)
    return found.values_list("log_id").annotate(Count("pk"))


def unread(me: UUID, reader: Reader) -> QuerySet[Message]:
    """What was sent to me since I was let in, and I have not opened."""
    to_me = Q(everyone=True) | Q(people__contains=[me]) | Q(by=me)
    sent = Audience.objects.filter(to_me, subject=OuterRef("thread"))
    let_in = Admission.objects.filter(
        in_force(), person=me, log=OuterRef("log"), from_at__lte=OuterRef("at")
    )
    return (
        messages_shown(reader)
        .annotate(thread=Coalesce("first_id", "pk", output_field=UUIDField()))
        .filter(Exists(sent), Exists(let_in))
        .exclude(by=me)
        .exclude(Exists(Opened.objects.filter(message=OuterRef("pk"), person=me)))
    )


def threads(standing: Standing) -> QuerySet[Message]:
    """The first messages of the log, that with the newest word on top.

    With `said` (answers), `last` and `new` (how many I have not opened).
    """
    me = standing.person
    mine = Q(first=OuterRef("pk")) | Q(pk=OuterRef("pk"))
    fresh: Any = unread(me.pk, me).filter(mine)
    answers = messages_shown(me).filter(first=OuterRef("pk")).values("first")
    return (
        messages_shown(me)
        .filter(log=standing.log, first=None)
        .select_related("by")
        .annotate(
            said=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0),
            last=Coalesce(Subquery(answers.annotate(t=Max("at")).values("t")), "at"),
            new=Coalesce(Subquery(fresh.values("thread").annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-last")
    )


@dataclass(frozen=True)
class Said:
    """A message or an answer, with its files and those who have opened it."""

    message: Message
    files: list[File]
    opened: list[tuple[Person, datetime]]


def thread_of(reader: Person, first: Message) -> list[Said]:
    """The message and what is answered, in order. Three questions."""
    rows = messages_shown(reader).filter(Q(pk=first.pk) | Q(first=first.pk), log=first.log_id)
    said = list(rows.select_related("by").order_by("at"))
    keys = [each.pk for each in said]
    opened = Opened.objects.filter(message__in=keys).select_related("person").order_by("at")
    by_message: dict[UUID, list[tuple[Person, datetime]]] = {}
    for row in opened:
        by_message.setdefault(row.message_id, []).append((row.person, row.at))
    kept = list(files_shown(reader).filter(log=first.log_id, about__overlap=keys).order_by("name"))
    return [Said(each, _files_of(each, kept), by_message.get(each.pk, [])) for each in said]


def _files_of(message: Message, kept: Iterable[File]) -> list[File]:
    """Only the writer's own: nobody hangs a file on another's message."""
    return [file for file in kept if file.about[1] == message.pk and file.by_id == message.by_id]


def audience_of(first: Message) -> Audience | None:
    """To whom it was sent."""
    return Audience.objects.filter(subject=first.pk).first()
