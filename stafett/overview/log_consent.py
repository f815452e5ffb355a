"""What the log's page says of the consent: what holds, and whose yes is waited for."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from stafett.book.questions import Question
from stafett.consent.models import Asked, Consent, Named, Signature
from stafett.logs.models import Log
from stafett.municipality.service_words import service_words


@dataclass(frozen=True)
class Waiting:
    """Somebody whom an asked consent names, and who sees nothing yet."""

    person_id: UUID
    name: str
    title: str
    service: str


@dataclass(frozen=True)
class ConsentFacts:
    """The consent in force, and the one that is asked for."""

    active: bool
    lapses_on: date | None
    asked_id: UUID | None
    waiting: tuple[Waiting, ...]
    missing: tuple[tuple[UUID, str], ...]  # those whose yes is still needed
    refused: bool
    next_holder: tuple[UUID, str] | None = None  # whom the family wants to have the baton (O2)

    def needs(self, person_id: UUID) -> bool:
        """Whether this person's answer is waited for."""
        return any(one == person_id for one, _name in self.missing)


NOTHING = ConsentFacts(False, None, None, (), (), False)


def consent_of(log: Log) -> ConsentFacts:
    """Both consents of a log. One question."""
    rows = _both(log.pk)
    active = next((row for row in rows if row.state == "active"), None)
    asked = next((row for row in rows if row.state == "asked"), None)
    answers = {each["id"]: each["yes"] for each in asked.answer_rows} if asked else {}
    return ConsentFacts(
        active=active is not None,
        lapses_on=active.lapses_on if active else None,
        asked_id=asked.pk if asked else None,
        waiting=tuple(map(_waiting, asked.named_rows)) if asked else (),
        missing=_missing(asked.asked_rows, answers) if asked else (),
        refused=not all(answers.values()),
        next_holder=_next_holder(active),
    )


@Question
def _both(log: UUID) -> QuerySet[Any]:
    return Consent.objects.filter(log=log, ended_at=None).annotate(
        named_rows=_rows(Named.objects.order_by("service"), title="title", service="service"),
        asked_rows=_rows(Asked.objects.order_by("group__number"), group="group_id"),
        answer_rows=_rows(Signature.objects.order_by("at"), yes="says_yes"),
    )


def _next_holder(active: Any) -> tuple[UUID, str] | None:
    """Of a transition, when the active consent says so."""
    wanted = str(active.next_holder_id) if active else ""
    named = [each for each in active.named_rows if each["id"] == wanted] if active else []
    return (active.next_holder_id, _name(named[0])) if named else None


def _rows(people: QuerySet[Any], **fields: Any) -> ArraySubquery:
    person = {"id": "person_id", "given": "person__given_name", "family": "person__family_name"}
    of_this = people.filter(consent=OuterRef("pk"))
    return ArraySubquery(of_this.values(json=JSONObject(**person, **fields)))


def _waiting(row: dict[str, Any]) -> Waiting:
    return Waiting(UUID(row["id"]), _name(row), row["title"], service_words(row["service"]))


def _missing(asked: list[dict[str, Any]], answers: dict[str, bool]) -> tuple[tuple[UUID, str], ...]:
    """Of each group that nobody has said yes for, those who have not answered."""
    settled = {each["group"] for each in asked if answers.get(each["id"])}
    names = {
        UUID(each["id"]): _name(each)
        for each in asked
        if each["group"] not in settled and each["id"] not in answers
    }
    return tuple(sorted(names.items(), key=lambda each: each[1]))


def _name(row: dict[str, Any]) -> str:
    return f"{row['given']} {row['family']}"
