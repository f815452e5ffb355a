"""An entry of the book in plain words. Never an error: what is not known is told neutrally."""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stafett.consent.models import How
from stafett.consent.sentences import SENTENCES as CONSENT
from stafett.logs.models import ClosingReason
from stafett.logs.sentences import SENTENCES as LOGS
from stafett.plan.models import Next, Result
from stafett.plan.sentences import SENTENCES as PLAN

Data = Mapping[str, object]

SENTENCES: Mapping[str, Promise | str] = {**LOGS, **CONSENT, **PLAN}
CHOICES: Mapping[str, Mapping[str, Promise | str]] = {
    "how": dict(How.choices),
    "reason": dict(ClosingReason.choices),
    "result": dict(Result.choices),
    "next": dict(Next.choices),
}
# What a sentence leaves out stands in short lines below it, and free text as it was written.
LINES: Mapping[str, Promise | str] = {
    "named": gettext_lazy("Who would see the log: %(value)s"),
    "responsible": gettext_lazy("Responsible: %(value)s"),
    "deadline": gettext_lazy("Deadline: %(value)s"),
    "result": "%(value)s",
    "next": "%(value)s",
    "was": gettext_lazy("Before: «%(value)s»"),
}
TEXTS: Mapping[str, Promise | str] = {
    "word": "",
    "concern": gettext_lazy("What you wonder or worry about"),
    "shared": gettext_lazy("What you agree on"),
    "text": "",
    "comment": "",
    "why": "",
    "note": "",
}
ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
FULL_STOP_TWICE = re.compile(r"([.!?]»)\.$")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def told(verb: str, data: Data | None) -> str:
    """One entry as a sentence. `data` is None where the content is erased by law."""
    if data is None:
        return _("The content is deleted, as the law allows.")
    try:
        words = str(SENTENCES[verb]) % {name: said(name, value) for name, value in data.items()}
    except (KeyError, ValueError, TypeError):
        return _("Something was changed in the log.")
    return FULL_STOP_TWICE.sub(r"\1", words)


def lines(verb: str, data: Data | None) -> list[str]:
    """What the sentence leaves out, in a few words each."""
    left = _left(verb, data)
    told_of = [(name, words) for name, words in LINES.items() if left.get(name)]
    return [str(words) % {"value": said(name, left[name])} for name, words in told_of]


def texts(verb: str, data: Data | None) -> list[tuple[str, str]]:
    """What people wrote, as they wrote it, each with the words above it, if it needs any."""
    left = _left(verb, data)
    return [(str(words), str(left[name])) for name, words in TEXTS.items() if left.get(name)]


def _left(verb: str, data: Data | None) -> Data:
    used = set(PLACEHOLDER.findall(str(SENTENCES.get(verb, ""))))
    return {name: value for name, value in (data or {}).items() if name not in used}


def said(name: str, value: object) -> str:
    """A value of an entry as people say it: days, lists of names, answers to choose among."""
    if isinstance(value, list):
        return together([said("", each) for each in value])
    text = str(value)
    if text in CHOICES.get(name, {}):
        return str(CHOICES[name][text])
    return _day(text) if ISO_DAY.fullmatch(text) else text


def together(words: list[str]) -> str:
    """«a», «a og b», «a, b og c»; semicolons where the words have commas of their own."""
    if len(words) < 2:
        return "".join(words)
    between = "; " if any("," in each for each in words) else ", "
    return _("%(first)s and %(last)s") % {"first": between.join(words[:-1]), "last": words[-1]}


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text))
    except ValueError:
        return text
