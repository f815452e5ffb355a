"""Finding words in a log: in the plan, in what is said of it, in messages, and in what the child
has said to all.

Only what the reader may see: each room's own «shown», and the database's wall behind it. The words
stand in the address, which no log of the server keeps.
"""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet, Value
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
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
from stafett.plan.shown import goals_shown, measures_shown, of_measures_shown, understandings_shown
from stafett.voice.models import Told
from stafett.voice.queries import talks_in

from .finding import MOST_FOUND, Found, hits, marked, query_of

LONGEST = 100


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
    """`/logg/<id>/sok/?q=…`. Seven questions, whatever is found."""
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
        _childs_voice(standing),
    ]


def _look(
    rows: QuerySet[Any],
    query: Any,
    kind: Promise,
    texts: tuple[str, ...],
    at: str,
    address: Callable[[dict[str, Any]], str],
) -> Iterator[Found]:
    for row in hits(rows, query, texts).order_by("-rank")[:MOST_FOUND].values():
        yield Found(kind, marked(row["headline"]), address(row), row[at], row["rank"])


def _childs_voice(standing: Standing) -> Part:
    """The talks with the child and what it has told everyone, for those who hear it, in one
    question. Never what it keeps to itself or has told to chosen ones."""
    log = standing.log
    page = reverse("voice:told", args=[log.pk])
    kinds = {"talk": _("A talk with the child"), "told": _("The child has said")}

    def found(query: Any) -> Iterator[Found]:
        if not standing.hears_child:
            return
        talks = hits(talks_in(log, standing.reader).order_by(), query, ("words",))
        told = hits(Told.objects.filter(log=log, to_all=True), query, ("text",))
        both = [
            rows.values_list(Value(kind), "headline", "at", "rank")
            for kind, rows in (("talk", talks), ("told", told))
        ]
        best = both[0].union(both[1], all=True).order_by("-rank")[:MOST_FOUND]
        for kind, headline, at, rank in best:
            yield Found(kinds[kind], marked(headline), page, at, rank)

    return found
