"""Everything of one person's own: what waits, and the logs. A fixed number of questions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from stafett.book.questions import Question
from stafett.consent.heard import unheard_by
from stafett.consent.models import Asked, Consent, Signature
from stafett.logs.access import FAMILY, LET_IN, in_force
from stafett.logs.hidden import Keys, keys_of, shown
from stafett.logs.models import Admission, AdmissionRole, Closing, Handover, Leg, Log, Sees
from stafett.people.models import Person
from stafett.plan.models import Evaluation, Measure, Result
from stafett.plan.shown import measures_shown

from .seen import News, news_of


@dataclass
class MyLog:
    """One log as my page tells it."""

    log: Log
    roles: set[str] = field(default_factory=set)
    holders: list[tuple[Person, str]] = field(default_factory=list)  # with their titles
    i_hold: bool = False
    i_stand_in_for: Person | None = None  # who has the baton and is away
    unattended: bool = False  # who had the baton is let in no more
    late: int = 0
    going: int = 0
    done: int = 0
    asking: Consent | None = None  # the consent that is being prepared or asked for
    closed_question: Consent | None = None  # the last that was asked and came to nothing
    offer: Handover | None = None  # the baton, offered to me
    closing: Closing | None = None
    plan_alone: bool = True  # let in to nothing but the plan
    news: News | None = None  # None where I have not been yet

    @property
    def state(self) -> str:
        """`draft`, `open` or `closed`."""
        return self.log.state

    @property
    def i_see_to(self) -> bool:
        """Whether I have the baton, or stand in for one that has it."""
        return self.i_hold or self.i_stand_in_for is not None

    @property
    def of_family(self) -> bool:
        """Whether I am the owner or a guardian here, or am asked as one."""
        return bool(self.roles & {*FAMILY, AdmissionRole.ASKED})


def my_logs(me: Person, today: date) -> list[MyLog]:
    """The logs I am let in to or asked about, by the owner's name. Nine questions at most."""
    mine: dict[UUID, MyLog] = {}
    for admission in _admissions(me.pk):
        row = mine.setdefault(admission.log_id, MyLog(admission.log))
        row.roles.add(admission.role)
        if admission.role in LET_IN and admission.sees == Sees.EVERYTHING:
            row.plan_alone = False
    rows = {pk: row for pk, row in mine.items() if _seen(row)}
    _add_holders(rows, me)
    _add_counts(rows, me, today)
    drafts = [pk for pk, row in rows.items() if row.state == "draft"]
    for consent in _never_active(me.pk, rows, drafts):
        if consent.state != "ended":
            rows[consent.log_id].asking = consent
        elif consent.asked_at is not None:
            rows[consent.log_id].closed_question = consent
    for offer in _offers(me.pk, rows):
        rows[offer.log_id].offer = offer
    for closing in _closings([pk for pk, row in rows.items() if row.state == "closed"]):
        rows[closing.log_id].closing = closing
    read = {pk: row for pk, row in rows.items() if row.state == "open" and row.roles & LET_IN}
    for pk, news in news_of(me, read, [pk for pk, row in read.items() if row.plan_alone]).items():
        read[pk].news = news
    return sorted(rows.values(), key=lambda row: str(row.log.owner))


@Question
def _admissions(me: UUID) -> QuerySet[Admission]:
    return Admission.objects.filter(in_force(), person=me).select_related("log__owner")


def _seen(row: MyLog) -> bool:
    """As `access.rights` has it: a draft by all, an open log by those let in or asked, then the
    family and those of a question about opening it again."""
    if row.state == "draft":
        return True
    if row.state == "open":
        return bool(row.roles & {*LET_IN, AdmissionRole.ASKED})
    return bool(row.roles & {*FAMILY, AdmissionRole.STARTER, AdmissionRole.ASKED})


def _add_holders(rows: dict[UUID, MyLog], me: Person) -> None:
    legs = _legs(rows)
    people = {leg.holder_id for leg in legs}
    titles = {(log, person): title for log, person, title in _titles(rows, people)}
    for leg in legs:
        row = rows[leg.log_id]
        if (leg.log_id, leg.holder_id) not in titles:
            row.unattended = True
            continue
        title = titles.get((leg.log_id, leg.holder_id), "")
        row.holders.append((leg.holder, _inside_a_sentence(title)))
        row.i_hold = row.i_hold or leg.holder_id == me.pk


@Question
def _legs(logs: Collection[UUID]) -> QuerySet[Leg]:
    legs = Leg.objects.filter(log__in=logs, ended_at=None).select_related("holder")
    return legs.order_by("from_at")


@Question
def _titles(
    logs: Collection[UUID], people: Collection[UUID]
) -> QuerySet[Admission, tuple[UUID, UUID, str]]:
    """What those who help are called in each log."""
    helping = Admission.objects.filter(in_force(), log__in=logs, person__in=people)
    of_work = helping.filter(role=AdmissionRole.PARTICIPANT)
    return of_work.values_list("log_id", "person_id", "title")


def _inside_a_sentence(title: str) -> str:
    """«Kontaktlærer» → «kontaktlærer», «PP-rådgiver» as it is."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _add_counts(rows: dict[UUID, MyLog], me: Person, today: date) -> None:
    going = [pk for pk, row in rows.items() if row.state == "open"]
    for pk, late, on_time, done in _counts(going, keys_of(me).things, today):
        row = rows[pk]
        row.late, row.going, row.done = late, on_time, done


@Question
def _counts(
    logs: Collection[UUID], hidden: Collection[UUID], today: date
) -> QuerySet[Measure, tuple[UUID, int, int, int]]:
    """Of each log: measures that are late, that go on in time, and that are done."""
    reader = Keys(hidden)
    results = Evaluation.objects.filter(shown(reader, "pk"), measure=OuterRef("pk"))
    ended = Q(ended_at__isnull=False)
    counted = (
        measures_shown(reader)
        .filter(log__in=logs)
        .annotate(last=Subquery(results.order_by("-at").values("result")[:1]))
        .values("log_id")
        .annotate(
            late=Count("pk", filter=~ended & Q(deadline__lt=today)),
            going=Count("pk", filter=~ended & Q(deadline__gte=today)),
            done=Count("pk", filter=ended & Q(last__in=[Result.WORKED, Result.PARTLY])),
        )
    )
    return counted.values_list("log_id", "late", "going", "done")


@Question
def _never_active(
    me: UUID, logs: Collection[UUID], drafts: Collection[UUID]
) -> QuerySet[Consent, Any]:
    """What is in the making, and in a draft what came to nothing before it, the newest last. With
    `asks_me`, `i_answered`, `refused`, and how many are asked and have answered; of answers that
    are not for me it is as if there were none (I5)."""
    kept = unheard_by(me).values("pk")
    answers = Signature.objects.filter(consent=OuterRef("pk")).exclude(consent__in=kept)
    return (
        Consent.objects.filter(activated_at=None, log__in=logs)
        .filter(Q(ended_at=None) | Q(log__in=drafts))
        .annotate(
            asks_me=Exists(Asked.objects.filter(consent=OuterRef("pk"), person=me)),
            i_answered=Exists(answers.filter(person=me)),
            refused=Exists(answers.filter(says_yes=False)),
            people=Count("asked__person", distinct=True),
            answered=Count("signatures__person", distinct=True, filter=~Q(pk__in=kept)),
        )
        .select_related("asked_by")
        .order_by("version")
    )


@Question
def _offers(me: UUID, logs: Collection[UUID]) -> QuerySet[Handover]:
    offers = Handover.objects.filter(log__in=logs, offered_to=me, answer=None)
    return offers.select_related("offered_by")


@Question
def _closings(logs: Collection[UUID]) -> QuerySet[Closing]:
    return Closing.objects.filter(log__in=logs).order_by("at")
