"""Who is soon no longer in a team, from dates that are known now (A9, D32)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from stafett.book.questions import Question
from stafett.consent.models import Consent, Named
from stafett.logs.access import in_force
from stafett.logs.models import Admission, AdmissionRole
from stafett.logs.queries import LEAVES_WITHIN, last_day

DAY = timedelta(days=1)


def who_leaves(logs: Collection[UUID], today: date) -> list[tuple[UUID, date, list[str]]]:
    """The logs with the first day without somebody, and their names. One question.

    Not where the consent itself runs out then, which is told by itself, nor who is named in a
    question that is asked.
    """
    days: dict[tuple[UUID, date], list[str]] = {}
    for each in _leaving(logs, today + LEAVES_WITHIN):
        days.setdefault((each.log_id, each.last + DAY), []).append(str(each.person))
    return [(log, day, people) for (log, day), people in days.items()]


@Question
def _leaving(logs: Collection[UUID], before: date) -> QuerySet[Any]:
    runs_out = Consent.objects.filter(
        log=OuterRef("log"), activated_at__isnull=False, ended_at=None
    ).filter(lapses_on__lte=OuterRef("last") + DAY)
    asked_anew = Named.objects.filter(
        person=OuterRef("person"),
        consent__log=OuterRef("log"),
        consent__asked_at__isnull=False,
        consent__activated_at=None,
        consent__ended_at=None,
    )
    return (
        Admission.objects.filter(in_force(), log__in=logs, role=AdmissionRole.PARTICIPANT)
        .annotate(last=last_day())
        .filter(~Exists(runs_out), ~Exists(asked_anew), last__lt=before)
        .select_related("person")
        .order_by(F("last"), "person__given_name")
    )
