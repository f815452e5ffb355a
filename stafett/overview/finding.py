"""Words in texts: either form of Norwegian finds the other, and what is found is marked."""

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

MOST_WORDS, MOST_FOUND = 8, 20  # of each kind
BEGIN, END = "\x02", "\x03"  # around what was found; nobody can write them
# Beginnings that the two forms of Norwegian write differently; the endings are the stemmer's.
ALIKE = (
    ("skol", "skul"),
    ("hjem", "heim"),
    ("uke", "veke"),
    ("lærer", "lærar"),
    ("syk", "sjuk"),
    ("først", "fyrst"),
)


@dataclass(frozen=True)
class Found:
    """One thing in which the words stand."""

    kind: Promise | str
    words: SafeString  # with what was found marked
    address: str
    at: datetime | None
    rank: float


def query_of(words: str) -> Any:
    """All of the words, each in either form of Norwegian."""
    return reduce(and_, [_either(word) for word in words.lower().split()[:MOST_WORDS]])


def _either(word: str) -> Any:
    forms_of = {word}
    for one, other in ALIKE:
        for here, there in ((one, other), (other, one)):
            if word.startswith(here):
                forms_of.add(there + word.removeprefix(here))
    queries = [SearchQuery(each, config="norwegian") for each in sorted(forms_of)]
    return reduce(or_, queries)


def hits(rows: QuerySet[Any], query: Any, texts: tuple[str, ...]) -> QuerySet[Any]:
    """The rows in whose texts the words stand, with `rank` and `headline` (`marked` shows it)."""
    vector = SearchVector(*texts, config="norwegian")
    joined: list[Any] = [F(texts[0])]
    for name in texts[1:]:
        joined += [Value(" · "), F(name)]
    whole: Any = Concat(*joined, output_field=TextField()) if len(joined) > 1 else joined[0]
    marks: dict[str, Any] = {"start_sel": BEGIN, "stop_sel": END, "max_words": 28, "min_words": 12}
    headline = SearchHeadline(whole, query, config="norwegian", **marks)
    found = rows.annotate(vector=vector).filter(vector=query)
    return found.annotate(rank=SearchRank(vector, query), headline=headline)


def marked(headline: str) -> SafeString:
    """Escaped as all that people write; only our own marks become tags."""
    safe = escape(headline.strip(" ·\n"))
    return mark_safe(safe.replace(BEGIN, "<mark>").replace(END, "</mark>"))  # noqa: S308
