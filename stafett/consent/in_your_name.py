"""An answer that staff wrote down in somebody's name, as that person meets it (G4).

One employee can note both parents' answers on paper: that they see it and can say that it is
wrong is the family's protection.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from stafett.book.errors import Conflict, Refused
from stafett.book.models import Content, Entry
from stafett.book.questions import Question
from stafett.logs.access import Right, Standing
from stafett.logs.acting import begin, note
from stafett.logs.models import Log, Reading
from stafett.people.models import Person

from .actions.preparing import give_up
from .models import Consent, Signature


def recorded_for(consent: Consent | None, person: Person) -> Signature | None:
    """The answer to a living question or consent that was written down in this person's name."""
    if consent is None or consent.state not in ("asked", "active"):
        return None
    return next(iter(_recorded(consent.pk, person.pk)), None)


@Question
def _recorded(consent: UUID, person: UUID) -> QuerySet[Signature]:
    recorded = Signature.objects.filter(consent=consent, person=person, recorded_by__isnull=False)
    return recorded.select_related("recorded_by", "consent").order_by("pk")


def unseen(me: Person, logs: Collection[UUID]) -> list[Signature]:
    """Answers in my name, of living consents, whose pages I have not opened since. One question."""
    return _unseen(me.pk, logs)


@Question
def _unseen(me: UUID, logs: Collection[UUID]) -> QuerySet[Signature]:
    opened = Reading.objects.filter(
        log=OuterRef("log"), person=me, kind="consent", minute__gt=OuterRef("at")
    )
    found = Signature.objects.filter(
        ~Exists(opened),
        log__in=logs,
        person=me,
        recorded_by__isnull=False,
        consent__ended_at=None,
    )
    return found.select_related("recorded_by").order_by("at")


def disputed(logs: Collection[UUID]) -> set[UUID]:
    """The logs whose last question was closed because an answer was written down wrongly, until
    a new one is begun. One question."""
    return {log for log, end in _ends(logs) if end == "disputed"}


@Question
def _ends(logs: Collection[UUID]) -> QuerySet[Consent, tuple[UUID, str]]:
    last = Consent.objects.filter(log__in=logs).order_by("log", "-version").distinct("log")
    return last.values_list("log_id", "end")


def who_disputed(log: Log) -> str:
    """Who said so last; "" where nothing is disputed. Two questions at most."""
    if not disputed([log.pk]):
        return ""
    told = Entry.objects.filter(book=log.pk, verb="consent.answer_disputed").order_by("-number")
    data = Content.objects.filter(book=log.pk, number__in=told.values("number")[:1]).first()
    return str(((data and data.data) or {}).get("who", ""))


@transaction.atomic
def say_it_is_wrong(by: Standing, consent_id: UUID, *, at: datetime) -> None:
    """Say that an answer in one's own name is not what one said: the question is closed, whatever
    others answered, and who asks must ask anew. No reason is asked.

    Raises Refused for an answer of one's own, Conflict when the question is open no more: what
    counts already is withdrawn instead.
    """
    log, by = begin(by, Right.SEE)
    consent = Consent.objects.filter(log=log, pk=consent_id).first()
    answer = recorded_for(consent, by.person)
    if consent is None or answer is None:
        raise Refused(_("Nobody has written down an answer in your name here."))
    if consent.state != "asked":
        raise Conflict(_("This counts already. You can take the consent back at once."))
    data: dict[str, object] = {
        "who": str(by.person),
        "by": str(answer.recorded_by),
        "version": consent.version,
    }
    note(log, "consent.answer_disputed", data, at=at, by=by, about=[consent.pk])
    if log.state == "closed":
        give_up(log, consent, "disputed", at=at)
        return
    consent.ended_at, consent.end = at, "disputed"
    consent.save(update_fields=["ended_at", "end"])
