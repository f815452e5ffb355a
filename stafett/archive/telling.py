"""An entry of the book in plain words, with everything it says: also what was changed since."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.consent.models import How
from stafett.consent.sentences import SENTENCES as CONSENT
from stafett.consent.words import together
from stafett.logs.models import ClosingReason
from stafett.logs.sentences import SENTENCES as LOGS
from stafett.plan.models import Next, Result
from stafett.plan.sentences import SENTENCES as PLAN

from . import wording

SENTENCES: Mapping[str, Promise | str] = {**LOGS, **CONSENT, **PLAN}
CHOICES: Mapping[str, Mapping[str, Any]] = {
    "how": dict(How.choices),
    "reason": dict(ClosingReason.choices),
    "result": dict(Result.choices),
    "next": dict(Next.choices),
}
# What a sentence leaves out, in the order in which it is told.
REST: Mapping[str, Promise | str] = {
    "people": gettext_lazy("Who: %(value)s"),
    "named": gettext_lazy("Who is to see the log: %(value)s"),
    "responsible": gettext_lazy("Responsible: %(value)s"),
    "deadline": gettext_lazy("Deadline: %(value)s"),
    "result": "%(value)s.",
    "next": "%(value)s.",
    "was": gettext_lazy("Before: «%(value)s»"),
    **dict.fromkeys(("word", "concern", "shared", "text", "comment", "why", "note"), "%(value)s"),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
FULL_STOP_TWICE = re.compile(r"([.!?]»)\.$")
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def told(verb: str, data: Mapping[str, object] | None) -> list[str]:
    """The sentence, and below it what the sentence leaves out. Never an error."""
    if data is None:
        return [_("The content is deleted, as the law allows.")]
    sentence = SENTENCES.get(verb)
    said = {name: _said(name, value) for name, value in data.items()}
    try:
        first = str(sentence) % said if sentence else _("Something was changed in the log.")
    except (KeyError, ValueError, TypeError):
        first = _("Something was changed in the log.")
    return [FULL_STOP_TWICE.sub(r"\1", first), *_rest(str(sentence or ""), said)]


def _rest(sentence: str, said: Mapping[str, str]) -> Iterator[str]:
    used = PLACEHOLDER.findall(sentence)
    for name, words in REST.items():
        if name not in used and said.get(name):
            yield str(words) % {"value": said[name]}


def _said(name: str, value: object) -> str:
    if isinstance(value, list):
        return together([_said("", each) for each in value])
    text = str(value)
    if text in CHOICES.get(name, {}):
        return str(CHOICES[name][text])
    if ISO_DAY.fullmatch(text):
        try:
            return wording.day(date.fromisoformat(text))
        except ValueError:
            return text
    return text
