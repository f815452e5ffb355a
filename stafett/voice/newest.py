"""What the child said last, so that its words stand beside the plan (A11, M6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate

from stafett.book.questions import Question
from stafett.logs.access import Standing
from stafett.logs.hidden import Keys, keys_of, shown

from .models import Talk, Told


@dataclass(frozen=True)
class Newest:
    """The child's words, and to whom; `adult` is "" where it told everyone itself."""

    text: str
    adult: str
    on: date


def newest_words(standing: Standing) -> Newest | None:
    """The newest that the child told everyone who reads the whole log, or an adult wrote down.

    Never what chosen ones are told: the page may stand on a wall. One question.
    """
    found = _newest(standing.log.pk, keys_of(standing.reader).things)
    return next((Newest(text, adult, on) for text, adult, on, _at in found), None)


@Question
def _newest(log: UUID, hidden: Collection[UUID]) -> QuerySet[Any, tuple[str, str, date, datetime]]:
    told = Told.objects.filter(log=log, to_all=True).exclude(text="")
    talks = Talk.objects.filter(shown(Keys(hidden), "pk"), log=log)
    name = Concat("adult__given_name", Value(" "), "adult__family_name")
    found = _columns(told, "text", Value(""), TruncDate("at")).union(
        _columns(talks, "words", name, F("talked_on")), all=True
    )
    return found.order_by("-on", "-at")[:1]


def _columns(rows: QuerySet[Any], said: str, name: Any, on: Any) -> QuerySet[Any, Any]:
    """The same columns of both tables, with the same types."""
    text, adult = Cast(said, TextField()), Cast(name, CharField())
    columns = rows.order_by().annotate(said=text, adult_name=adult, on=on)
    return columns.values_list("said", "adult_name", "on", "at")
