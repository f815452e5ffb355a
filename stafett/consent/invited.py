"""Whom a question invites to answer; read by the mails (I4, I5)."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from stafett.people.models import Person

from .models import Asked, Consent, Signature
from .terms import is_minor


@dataclass(frozen=True)
class Invited:
    """One whose answer a question waits for; `youth`: the owner, below 18."""

    person: Person
    youth: bool


def invited(consent: Consent) -> list[Invited]:
    """Who is asked and has not answered, each once, while the question is open. Two questions.

    From the age at which the municipality lets the young sign they are among them, in their own
    name and by the same rules as the groups that were frozen (I5).
    """
    if consent.state != "asked":
        return []
    answered = Signature.objects.filter(consent=consent).values("person")
    asked = Asked.objects.filter(consent=consent).exclude(person__in=answered)
    people: dict[UUID, Person] = {
        each.person_id: each.person for each in asked.select_related("person")
    }
    log, today = consent.log, timezone.localdate()
    return [
        Invited(person, youth=pk == log.owner_id and is_minor(person, today))
        for pk, person in people.items()
    ]


def question(consent_id: UUID) -> Consent | None:
    """A question with its log and municipality; None where it is gone."""
    return Consent.objects.filter(pk=consent_id).select_related("log__municipality").first()


def recorded(signature_id: UUID) -> Signature | None:
    """An answer that staff wrote down in somebody's name, with its log and municipality."""
    return (
        Signature.objects.filter(pk=signature_id, recorded_by__isnull=False)
        .select_related("person", "log__municipality")
        .first()
    )
