"""What can be asked about a log's people and its baton."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    DateField,
    Exists,
    F,
    Func,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Least
from django.utils import timezone

from stafett.book.questions import Question
from stafett.municipality.models import Position
from stafett.municipality.service_words import service_words
from stafett.people.models import Guardianship, Person, Relation

from .access import Standing, in_force
from .away import Away, away_of
from .models import Admission, AdmissionRole, Handover, Leg, Log, Sees, SharedContact
from .unattended import leaders_of

NEW_FOR = timedelta(days=21)
LEAVES_WITHIN = timedelta(days=45)


@dataclass(frozen=True)
class Member:
    """One of the team around the child, as the page tells it (A6, A9)."""

    person: Person
    role: str  # owner, guardian or participant
    relation: str  # what the child calls the guardian; '' for others
    service: str
    title: str
    task: str
    phone: str
    email: str
    until: date | None
    health: bool = False  # lets a participant see health information
    sees: str = Sees.EVERYTHING
    offered: bool = False  # the baton, and has not answered
    since: datetime | None = None  # let in for the first time
    interpreter: str = ""  # the language in which one of the family needs one

    @property
    def is_new(self) -> bool:
        """Whether somebody has come since a short while."""
        return self.since is not None and timezone.now() - self.since < NEW_FOR

    @property
    def leaves_soon(self) -> bool:
        """Whether the last day is near: the others are told before it."""
        return self.until is not None and self.until < timezone.localdate() + LEAVES_WITHIN

    @property
    def relation_words(self) -> str:
        """«Mother», as a line of its own begins; "" for others than guardians."""
        return str(Relation(self.relation).label).capitalize() if self.relation else ""


@dataclass(frozen=True)
class Holder:
    """One who has the baton, and since when. Unattended: let in no more, with whom to turn to."""

    member: Member
    since: datetime
    attended: bool = True
    leaders: tuple[Position, ...] = ()
    away: Away | None = None
    tasks: str = ""  # where two share the baton (D9)
    is_contact: bool = False


def last_day() -> Least:
    """The last day on which an admission lets in: the consent's, or that of the position it was
    given for, whichever is first (H6); None where neither has one. Known ahead, it can be told."""
    held = Position.objects.filter(
        person=OuterRef("person"), unit=OuterRef("unit"), ended_at=None
    ).order_by(F("until").desc(nulls_first=True))
    return Least("until", Subquery(held.values("until")[:1]), output_field=DateField())


def team(log: Log) -> list[Member]:
    """Everyone who is let in to an open log: the child, the guardians, then the professionals.

    One question, whatever the team's size.
    """
    order = [AdmissionRole.OWNER, AdmissionRole.GUARDIAN, AdmissionRole.PARTICIPANT]
    members = [
        replace(
            _member(admission, relation=admission.relation, offered=admission.offered),
            phone=admission.phone or admission.shown_phone or "",
            email=admission.email or admission.shown_email or "",
            since=admission.since,
            until=admission.last,
            interpreter=admission.interpreter or "",
        )
        for admission in _let_in(log.pk, log.owner_id)
    ]
    return sorted(members, key=lambda member: order.index(AdmissionRole(member.role)))


@Question
def _let_in(log: UUID, owner: UUID) -> QuerySet[Any]:
    relation = Guardianship.objects.filter(child=owner, guardian=OuterRef("person"))
    offer = Handover.objects.filter(log=log, answer=None, offered_to=OuterRef("person"))
    shown = SharedContact.objects.filter(log=log, person=OuterRef("person"))
    first = Admission.objects.filter(log=log, person=OuterRef("person"), role=OuterRef("role"))
    return (
        Admission.objects.filter(in_force(), log=log)
        .exclude(role__in=[AdmissionRole.STARTER, AdmissionRole.ASKED])
        .select_related("person")
        .annotate(relation=Subquery(relation.values("relation")[:1]), offered=Exists(offer))
        .annotate(
            shown_phone=Subquery(shown.values("phone")[:1]),
            shown_email=Subquery(shown.values("email")[:1]),
            since=Subquery(first.order_by("from_at").values("from_at")[:1]),
            last=last_day(),
            interpreter=Func(
                "person", Value(log), function="interpreter_of", output_field=TextField()
            ),
        )
        .order_by("from_at", "person__given_name")
    )


def _member(admission: Admission, *, relation: str | None, offered: bool) -> Member:
    guardian = admission.role == AdmissionRole.GUARDIAN
    return Member(
        person=admission.person,
        role=admission.role,
        relation=relation or "" if guardian else "",
        service=service_words(admission.service),
        title=admission.title,
        task=admission.task,
        phone=admission.phone,
        email=admission.email,
        until=admission.until,
        sees=admission.sees,
        health=admission.health,
        offered=offered and not guardian,
    )


def holders(standing: Standing, members: list[Member] | None = None) -> list[Holder]:
    """Those who have the baton, as the family said yes to them. With the team, no question."""
    if members is None:
        members = _participants(standing)
    known = {
        member.person.pk: member for member in members if member.role == AdmissionRole.PARTICIPANT
    }
    return [
        replace(each, tasks=leg.tasks, is_contact=leg.is_contact)
        if len(standing.legs) > 1
        else each
        for leg in standing.legs
        for each in [_holder(standing.log, leg, known.get(leg.holder_id))]
    ]


def _holder(log: Log, leg: Leg, member: Member | None) -> Holder:
    if member is not None:
        return Holder(member, leg.from_at, away=away_of(leg))
    return Holder(_by_name(leg.holder), leg.from_at, attended=False, leaders=_leaders(log, leg))


def _leaders(log: Log, leg: Leg) -> tuple[Position, ...]:
    """Whom to turn to; a leader's name and telephone would tell a protected place."""
    return () if log.hides_places else leaders_of(leg)


def _participants(standing: Standing) -> list[Member]:
    people = [leg.holder_id for leg in standing.legs]
    return [
        _member(admission, relation="", offered=False)
        for admission in _helping(standing.log.pk, people)
    ]


@Question
def _helping(log: UUID, people: Collection[UUID]) -> QuerySet[Admission]:
    return Admission.objects.filter(
        in_force(), log=log, person__in=people, role=AdmissionRole.PARTICIPANT
    ).select_related("person")


def _by_name(person: Person) -> Member:
    return Member(person, AdmissionRole.PARTICIPANT, "", "", "", "", "", "", None)


def open_offer(log: Log) -> Handover | None:
    """The offer of the baton that nobody has answered."""
    return (
        Handover.objects.filter(log=log, answer=None)
        .select_related("offered_by", "offered_to")
        .first()
    )
