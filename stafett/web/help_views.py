"""The help: the page's own topic first, then search, then all topics (screen 16, S1)."""

from typing import NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stafett.identity.request import Request
from stafett.markdown import as_html

from . import language
from .help_search import search
from .help_texts import Text, text
from .help_topics import GROUPS, TOPICS, topic_of
from .near import near_the_family
from .own_words import own_policy
from .start import words_to_the_young

LONGEST_QUESTION = 200


class Group(NamedTuple):
    """Topics that belong together."""

    heading: Promise
    topics: list[Text]


@require_safe
def help_page(request: Request) -> HttpResponse:
    """`/hjelp/?side=plan:goal`: that page's topic; with `?q=` what the search finds (S1)."""
    page = request.GET.get("side", "")
    asked = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    own = topic_of(page)
    context = {
        "page": page if own else "",
        "asked": asked,
        "found": [_text(topic) for topic in search(asked)] if asked else [],
        "own": _text(own) if own and not asked else None,
        "current": own or "",
        "own_html": _html(_text(own)) if own and not asked else "",
        "groups": _groups(),
        **_asked_here(request),
    }
    return render(request, "web/help.html", context)


@require_safe
def help_topic(request: Request, topic: str) -> HttpResponse:
    """`/hjelp/plan/`: one topic. 404 for one that does not exist."""
    if topic not in TOPICS:
        raise Http404
    own = _text(topic)
    context = {
        "topic": own,
        "html": _html(own),
        "current": topic,
        "groups": _groups(),
        "page": "",
        "asked": "",
        **_asked_here(request),
    }
    return render(request, "web/help_topic.html", context)


@require_safe
def help_family(request: Request) -> HttpResponse:
    """`/hjelp/familie/`: whom parents (T1) and the young (T2) turn to, and what happens then."""
    place, today = request.place, timezone.localdate()
    context = {
        "young": words_to_the_young(place, today),
        "services": near_the_family(place),
        **_asked_here(request),
    }
    return render(request, "web/help_family.html", context)


def _asked_here(request: Request) -> dict[str, str]:
    """Whom one asks in this municipality (C14), and where its films are (S2)."""
    policy = own_policy(request.place)
    return {"contact": policy.help_contact or "", "films": policy.help_films or ""}


def _groups() -> list[Group]:
    return [Group(heading, [_text(each) for each in topics]) for heading, topics in GROUPS.items()]


def _text(topic: str) -> Text:
    return text(topic, get_language() or language.DEFAULT)


def _html(topic: Text) -> SafeString:
    return as_html(topic.text, highest_heading=2)
