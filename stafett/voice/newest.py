"""What the child said last, so that its words stand beside the plan (A11, M6)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, TruncDate

from stafett.logs.access import Standing

from .models import Told
from .queries import talks_in


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
    told = Told.objects.filter(log=standing.log, to_all=True).exclude(text="")
    talks = talks_in(standing.log, standing.reader)
    name = Concat("adult__given_name", Value(" "), "adult__family_name")
    found = _columns(told, "text", Value(""), TruncDate("at")).union(
        _columns(talks, "words", name, F("talked_on")), all=True
    )
    row = found.order_by("-on", "-at").first()
    return Newest(row["said"], row["adult_name"], row["on"]) if row else None


def _columns(rows: QuerySet[Any], said: str, name: Any, on: Any) -> QuerySet[Any, dict[str, Any]]:
    """The same columns of both tables, with the same types."""
    text, adult = Cast(said, TextField()), Cast(name, CharField())
    columns = rows.order_by().annotate(said=text, adult_name=adult, on=on)
    return columns.values("said", "adult_name", "on", "at")
