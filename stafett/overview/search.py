"""Finding words in a log: in the plan, in what is said of it, and in messages.

Only what the reader may see: each room's own «shown», and the database's wall behind it. The words
stand in the address, which no log of the server keeps.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_, or_
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from stafett.identity.guard import signed_in
from stafett.identity.request import SignedInRequest
from stafett.logs import access
from stafett.logs.access import Right, Standing
from stafett.logs.fields import Line
from stafett.logs.hidden import shown
from stafett.messages.queries import messages_shown
from stafett.plan.models import Comment, Evaluation
from stafett.plan.queries import (
    goals_shown,
    measures_shown,
    of_measures_shown,
    understandings_shown,
)

LONGEST, MOST_WORDS, MOST_FOUND = 100, 8, 20  # of each kind
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


class SearchForm(forms.Form):
    """What somebody looks for."""

    q = Line(
        label=_("What are you looking for?"),
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search"}),
        error_messages={"required": _("Write a word first.")},
    )


@require_safe
@signed_in
def search(request: SignedInRequest, log_id: UUID) -> HttpResponse:
    """`/logg/<id>/sok/?q=…`. Six questions, whatever is found."""
    standing = access.require(request.person, log_id, Right.READ)
    form = SearchForm(request.GET if "q" in request.GET else None)
    asked = form.is_bound and form.is_valid()
    context = {
        "standing": standing,
        "tab": "search",
        "form": form,
        "asked": form.cleaned_data["q"] if asked else "",
        "found": find(standing, form.cleaned_data["q"]) if asked else [],
    }
    return render(request, "overview/search.html", context, status=422 if form.errors else 200)


def find(standing: Standing, words: str) -> list[Found]:
    """Where these words stand, the best first."""
    query = query_of(words)
    found = [each for part in _parts(standing) for each in part(query)]
    return sorted(found, key=lambda each: -each.rank)


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


Part = Callable[[Any], Iterator[Found]]


def _parts(standing: Standing) -> list[Part]:
    log, reader = standing.log, standing.reader
    said = Evaluation.objects.filter(shown(reader, "pk"), of_measures_shown(reader, "measure"))
    words = Comment.objects.filter(shown(reader, "pk"))
    seen = words.filter(goal__in=goals_shown(reader)) | words.filter(
        measure__in=measures_shown(reader)
    )

    def to(name: str, key: str) -> Callable[[dict[str, Any]], str]:
        return lambda row: reverse(name, args=[log.pk, row[key]])

    def to_comment(row: dict[str, Any]) -> str:
        kind = "goal" if row["goal_id"] else "measure"
        return reverse(f"plan:{kind}", args=[log.pk, row[f"{kind}_id"]])

    def to_thread(row: dict[str, Any]) -> str:
        return reverse("messages:thread", args=[log.pk, row["first_id"] or row["id"]])

    def part(
        rows: QuerySet[Any], kind: Promise, texts: tuple[str, ...], at: str, address: Any
    ) -> Part:
        return lambda query: _look(rows.filter(log=log), query, kind, texts, at, address)

    return [
        part(
            understandings_shown(reader),
            _("What you agree on"),
            ("concern", "shared"),
            "changed_at",
            lambda row: reverse("log", args=[log.pk]),
        ),
        part(
            goals_shown(reader),
            _("Goal"),
            ("text", "background", "closing_comment"),
            "set_at",
            to("plan:goal", "id"),
        ),
        part(
            measures_shown(reader),
            _("Measure"),
            ("title", "description", "place"),
            "agreed_at",
            to("plan:measure", "id"),
        ),
        part(said, _("How it has gone"), ("why",), "at", to("plan:measure", "measure_id")),
        part(seen, _("Comment"), ("text",), "at", to_comment),
        part(messages_shown(reader), _("Message"), ("title", "text"), "at", to_thread),
    ]


def _look(
    rows: QuerySet[Any],
    query: Any,
    kind: Promise,
    texts: tuple[str, ...],
    at: str,
    address: Callable[[dict[str, Any]], str],
) -> Iterator[Found]:
    vector = SearchVector(*texts, config="norwegian")
    joined: list[Any] = [F(texts[0])]
    for name in texts[1:]:
        joined += [Value(" · "), F(name)]
    whole: Any = Concat(*joined, output_field=TextField()) if len(joined) > 1 else joined[0]
    marks: dict[str, Any] = {"start_sel": BEGIN, "stop_sel": END, "max_words": 28, "min_words": 12}
    headline = SearchHeadline(whole, query, config="norwegian", **marks)
    hits = rows.annotate(vector=vector).filter(vector=query)
    hits = hits.annotate(rank=SearchRank(vector, query), headline=headline)
    for row in hits.order_by("-rank")[:MOST_FOUND].values():
        yield Found(kind, _marked(row["headline"]), address(row), row[at], row["rank"])


def _marked(headline: str) -> SafeString:
    """Escaped as all that people write; only our own marks become tags."""
    safe = escape(headline.strip(" ·\n"))
    return mark_safe(safe.replace(BEGIN, "<mark>").replace(END, "</mark>"))  # noqa: S308
