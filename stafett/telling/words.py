"""An entry of the book in plain words. Never an error: what is not known is told neutrally.

Read by the history page and by the printed log, so that both tell the same.
"""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from stafett.consent.models import How
from stafett.consent.sentences import SENTENCES as CONSENT
from stafett.consent.words import together
from stafett.logs.erased import KINDS
from stafett.logs.models import ClosingReason, KeepingReason, Onwards, Tried
from stafett.logs.sentences import SENTENCES as LOGS
from stafett.meetings.models import Coming
from stafett.meetings.sentences import SENTENCES as MEETINGS
from stafett.meetings.sitting_models import Team
from stafett.meetings.sitting_sentences import SENTENCES as SITTINGS
from stafett.meetings.sitting_words import WAYS
from stafett.messages.sentences import SENTENCES as MESSAGES
from stafett.plan.models import Next, Result
from stafett.plan.sentences import SENTENCES as PLAN
from stafett.voice.models import Feeling, Way
from stafett.voice.sentences import SENTENCES as VOICE

Data = Mapping[str, object]

SENTENCES: Mapping[str, Promise | str] = {
    **LOGS,
    **CONSENT,
    **PLAN,
    **VOICE,
    **MESSAGES,
    **MEETINGS,
    **SITTINGS,
}
CHOICES: Mapping[str, Mapping[str, Promise | str]] = {
    "how": dict(How.choices),
    "reason": {**dict(ClosingReason.choices), **dict(KeepingReason.choices)},
    "result": dict(Result.choices),
    "next": dict(Next.choices),
    "feeling": dict(Feeling.choices),
    "way": dict(Way.choices),
    "coming": dict(Coming.choices),
    "onwards": dict(Onwards.choices),
    "tried": dict(Tried.choices),
    "way_on": WAYS,
    "team": dict(Team.choices),
    "kinds": KINDS,
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


def left_out(verb: str, data: Data | None) -> Data:
    """What the entry says besides its sentence."""
    used = set(PLACEHOLDER.findall(str(SENTENCES.get(verb, ""))))
    return {name: value for name, value in (data or {}).items() if name not in used}


def said(name: str, value: object) -> str:
    """A value of an entry as people say it: days, lists of names, answers to choose among."""
    if isinstance(value, list):
        return together([said(name, each) for each in value])
    text = str(value)
    if text in CHOICES.get(name, {}):
        return str(CHOICES[name][text])
    return _day(text) if ISO_DAY.fullmatch(text) else text


def _day(text: str) -> str:
    try:
        return date_format(date.fromisoformat(text))
    except ValueError:
        return text
