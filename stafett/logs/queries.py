"""What can be asked about a log's people and its baton."""

from dataclasses import dataclass
from datetime import date

from stafett.people.models import Guardianship, Person

from .access import in_force
from .models import Admission, AdmissionRole, Handover, Log


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


def team(log: Log) -> list[Member]:
    """Everyone who is let in to an open log: the child, the guardians, then the professionals.

    Two questions, whatever the team's size.
    """
    admissions = (
        Admission.objects.filter(in_force(), log=log)
        .exclude(role__in=[AdmissionRole.STARTER, AdmissionRole.ASKED])
        .select_related("person")
        .order_by("from_at", "person__given_name")
    )
    relations = dict(
        Guardianship.objects.filter(child_id=log.owner_id).values_list("guardian_id", "relation")
    )
    order = [AdmissionRole.OWNER, AdmissionRole.GUARDIAN, AdmissionRole.PARTICIPANT]
    members = [_member(admission, relations) for admission in admissions]
    return sorted(members, key=lambda member: order.index(AdmissionRole(member.role)))


def _member(admission: Admission, relations: dict[object, str]) -> Member:
    guardian = admission.role == AdmissionRole.GUARDIAN
    return Member(
        person=admission.person,
        role=admission.role,
        relation=relations.get(admission.person_id, "") if guardian else "",
        service=admission.service,
        title=admission.title,
        task=admission.task,
        phone=admission.phone,
        email=admission.email,
        until=admission.until,
    )


def open_offer(log: Log) -> Handover | None:
    """The offer of the baton that nobody has answered."""
    return (
        Handover.objects.filter(log=log, answer=None)
        .select_related("offered_by", "offered_to")
        .first()
    )
