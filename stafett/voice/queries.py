"""What can be asked about the child's words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from stafett.book.questions import Question
from stafett.logs.access import LET_IN, Standing, in_force
from stafett.logs.hidden import Keys, Reader, keys_of, shown
from stafett.logs.models import Admission, AdmissionRole, Leg, Log, Sees
from stafett.people.models import Guardianship, Person, Relation

from .models import Kind, NextTalk, Participation, PrivateWords, Talk, Told, ToldTo


@dataclass(frozen=True)
class Listener:
    """One who hears what the child tells everyone."""

    person: Person
    title: str
    relation: str  # what the child calls the guardian; "" for others

    @property
    def called(self) -> str:
        """«Kari (kontaktlærer)», «Marte (mor)»: as the child chooses among them."""
        what = str(Relation(self.relation).label) if self.relation else self.title
        return f"{self.person} ({what})" if what else str(self.person)


def listeners(log: Log) -> list[Listener]:
    """Everyone but the child who reads the whole log now: the family first. One question."""
    legs = Leg.objects.filter(log=log, holder=OuterRef("person"), ended_at=None)
    tie = Guardianship.objects.filter(child=log.owner_id, guardian=OuterRef("person"))
    found = (
        Admission.objects.filter(in_force(), log=log, role__in=LET_IN)
        .exclude(person=log.owner_id)
        .annotate(holds=Exists(legs), relation=Subquery(tie.values("relation")[:1]))
        .filter(Q(sees=Sees.EVERYTHING) | Q(holds=True))
        .select_related("person")
        .order_by("from_at", "person__given_name")
    )
    rows = sorted(found, key=lambda each: (each.role != AdmissionRole.GUARDIAN, not each.holds))
    heard: dict[UUID, Listener] = {}
    for row in rows:
        guardian = row.role == AdmissionRole.GUARDIAN
        told = Listener(row.person, row.title, row.relation or "" if guardian else "")
        heard.setdefault(row.person_id, told)
    return list(heard.values())


def private_words(standing: Standing) -> QuerySet[PrivateWords]:
    """What this person has written and shown to nobody, the newest first."""
    words = PrivateWords.objects.filter(log=standing.log, by=standing.person)
    return words.order_by("-written_at")


def told_in(standing: Standing) -> QuerySet[Told]:
    """What the child has told this person (or tells, for the child), with who has heard."""
    heard = ToldTo.objects.select_related("person").order_by("person__given_name")
    mine = Q(to_all=True) | Q(by=standing.person) | Q(to__person=standing.person)
    return (
        Told.objects.filter(mine, log=standing.log)
        .distinct()
        .select_related("by")
        .prefetch_related(Prefetch("to", queryset=heard))
        .order_by("-at")
    )


def unheard(me: Person, logs: Collection[UUID]) -> list[tuple[UUID, bool]]:
    """The logs in which this person is told something and has not said that it is read, with
    whether the child asks for a talk. Never what. One question."""
    return [(log_id, kind == Kind.TALK) for log_id, kind in _unheard(me.pk, logs)]


@Question
def _unheard(me: UUID, logs: Collection[UUID]) -> QuerySet[ToldTo, tuple[UUID, str]]:
    waiting = ToldTo.objects.filter(log__in=logs, person=me, heard_at=None)
    return waiting.values_list("log_id", "told__kind").distinct()


def next_talk_in(standing: Standing) -> NextTalk | None:
    """The talk that is agreed and not had."""
    return next(iter(_agreed(standing.log.pk)), None)


@Question
def _agreed(log: UUID) -> QuerySet[NextTalk]:
    return NextTalk.objects.filter(log=log, done_at=None).select_related("adult").order_by("pk")


def talks_in(log: Log, reader: Reader) -> QuerySet[Talk]:
    """The talks that adults have had with the child, as far as the reader may see them, the newest
    first."""
    talks = Talk.objects.filter(shown(reader, "pk"), log=log).select_related("adult", "by")
    return talks.order_by("-talked_on", "-at")


def participation_in(log: Log | UUID, reader: Reader) -> QuerySet[Participation]:
    """How the child takes part, as far as the reader may see it, the newest first."""
    return Participation.objects.filter(shown(reader, "pk"), log=log).order_by("-changed_at")


def how_it_takes_part(log: Log, reader: Reader) -> Participation | None:
    """The newest of it. One question."""
    return next(iter(_participation(log.pk, keys_of(reader).things)), None)


@Question
def _participation(log: UUID, hidden: Collection[UUID]) -> QuerySet[Participation]:
    return participation_in(log, Keys(hidden))[:1]


def missing_talks(
    me: Person, held: Collection[UUID], logs: Collection[UUID], today: date
) -> list[UUID]:
    """The open logs in which a talk was agreed and its day has passed: mine to have, or mine to
    see to as holder (D26). One question."""
    return _missing(me.pk, held, logs, today)


@Question
def _missing(
    me: UUID, held: Collection[UUID], logs: Collection[UUID], today: date
) -> QuerySet[NextTalk, UUID]:
    missing = NextTalk.objects.filter(log__in=logs, done_at=None, on__lt=today)
    return missing.filter(Q(adult=me) | Q(log__in=held)).values_list("log_id", flat=True)
